package dev.pausa.benchmarks;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.scopeReturning;
import static dev.pausa.async.Async.timeout;

import dev.pausa.Coroutine;
import dev.pausa.async.Channel;
import dev.pausa.async.Promise;
import dev.pausa.async.Task;
import java.time.Duration;

/** The bodies of the workloads that have tasks, for Pausa; each is the main body of a loop. */
final class TaskBodies {
    private static final Duration LONG = Duration.ofMinutes(1);

    private TaskBodies() {}

    /** Makes a channel that keeps so many values. */
    static Channel<Integer> channel(int capacity) {
        return capacity == 0 ? Channel.rendezvous() : Channel.bounded(capacity);
    }

    /** One task sends numbers, another one sends each back, doubled. Returns the sum of what comes back. */
    static Coroutine<Integer> pingPong(int times, Channel<Integer> there, Channel<Integer> back) {
        return coroutine(() -> await(scopeReturning(scope -> {
            scope.start(doubling(times, there, back));
            int sum = 0;
            for (int i = 0; i < times; i++) {
                await(there.send(i & 127));
                sum += await(back.receive());
            }
            return sum;
        })));
    }

    private static Coroutine<Void> doubling(int times, Channel<Integer> from, Channel<Integer> to) {
        return coroutine(() -> {
            for (int i = 0; i < times; i++) {
                await(to.send(2 * await(from.receive())));
            }
        });
    }

    /** One task sends numbers, another one adds them up. */
    static Coroutine<Integer> stream(int times, Channel<Integer> channel) {
        return coroutine(() -> await(scopeReturning(scope -> {
            scope.start(sending(times, channel));
            int sum = 0;
            for (int i = 0; i < times; i++) {
                sum += await(channel.receive());
            }
            return sum;
        })));
    }

    private static Coroutine<Void> sending(int times, Channel<Integer> channel) {
        return coroutine(() -> {
            for (int i = 0; i < times; i++) {
                await(channel.send(i & 127));
            }
        });
    }

    /** Many tasks in a scope, each of which gives way to the others so many times and counts that. */
    static Coroutine<Void> switching(int tasks, int switches, Counter counter) {
        return coroutine(() -> await(scope(scope -> {
            for (int i = 0; i < tasks; i++) {
                scope.start(givingWay(switches, counter));
            }
        })));
    }

    private static Coroutine<Void> givingWay(int switches, Counter counter) {
        return coroutine(() -> {
            for (int i = 0; i < switches; i++) {
                await(checkpoint());
                counter.count++;
            }
        });
    }

    /** Starts a task and awaits it, again and again. Returns the sum of their results. */
    static Coroutine<Integer> joining(int times) {
        return coroutine(() -> await(scopeReturning(scope -> {
            int sum = 0;
            for (int i = 0; i < times; i++) {
                int number = i & 127;
                sum += await(scope.start(coroutine(() -> number)));
            }
            return sum;
        })));
    }

    /** Awaits what is there already, again and again. */
    static Coroutine<Integer> ready(int times, Promise<Integer> promise) {
        return coroutine(() -> {
            int sum = 0;
            for (int i = 0; i < times; i++) {
                sum += await(promise);
            }
            return sum;
        });
    }

    /** The same, each within a time limit. */
    static Coroutine<Integer> readyInTime(int times, Promise<Integer> promise) {
        return coroutine(() -> {
            int sum = 0;
            for (int i = 0; i < times; i++) {
                sum += await(timeout(LONG, promise));
            }
            return sum;
        });
    }

    /** A scope with two tasks whose results are added up, again and again. */
    static Coroutine<Integer> pairs(int times) {
        return coroutine(() -> {
            int sum = 0;
            for (int i = 0; i < times; i++) {
                sum += await(scopeReturning(scope -> {
                    Task<Integer> one = scope.start(coroutine(() -> 1));
                    Task<Integer> two = scope.start(coroutine(() -> 2));
                    return await(one) + await(two);
                }));
            }
            return sum;
        });
    }
}
