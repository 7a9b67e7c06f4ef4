package dev.pausa.benchmarks;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.sleep;

import dev.pausa.Coroutine;
import dev.pausa.async.Loop;
import dev.pausa.benchmarks.jdk.VirtualTasks;
import dev.pausa.benchmarks.jdk.VirtualThreads;
import dev.pausa.benchmarks.kotlin.Tasks;
import java.time.Duration;

/**
 * A program that starts many tasks of one peer, each of which sleeps to one and the same instant, and prints how many
 * bytes of the heap each takes meanwhile, how many nanoseconds its start took, and how many it took to wake it, from
 * that instant on. It does so several times, and prints the last.
 */
public final class SleepingTasks {
    private static final int ROUNDS = 4;

    private SleepingTasks() {}

    /** A peer. */
    private interface Sleepers {
        /** Starts tasks that sleep, runs something when all are asleep, and returns when all have ended. */
        void run(int tasks, long due, Counter counter, Runnable asleep) throws Exception;
    }

    /**
     * Runs it.
     *
     * @param args the peer; how many tasks; how many seconds they sleep
     * @throws Exception if a task fails
     */
    public static void main(String[] args) throws Exception {
        Sleepers sleepers = sleepers(args[0]);
        int tasks = Integer.parseInt(args[1]);
        String last = "";
        for (int round = 0; round < ROUNDS; round++) {
            last = measure(sleepers, tasks, Long.parseLong(args[2]) * 1_000_000_000);
        }
        System.out.println(last);
    }

    private static String measure(Sleepers sleepers, int tasks, long nanos) throws Exception {
        Counter counter = new Counter();
        long[] used = {used(), 0};
        long begin = System.nanoTime();
        long due = begin + nanos;
        long[] started = {0};
        sleepers.run(tasks, due, counter, () -> {
            started[0] = System.nanoTime();
            used[1] = used();
        });
        long end = System.nanoTime();
        Checksum.check(tasks, counter.count);
        if (started[0] > due) {
            throw new IllegalStateException("they were due before the last had been started: let them sleep longer");
        }
        double n = tasks;
        return (used[1] - used[0]) / n + "\t" + (started[0] - begin) / n + "\t" + (end - due) / n;
    }

    private static long used() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static Sleepers sleepers(String peer) {
        return switch (peer) {
            case "pausa" -> (tasks, due, counter, asleep) -> Loop.run(pausa(tasks, due, counter, asleep));
            case "kotlin" -> Tasks::sleeping;
            case "virtualThread" ->
                (tasks, due, counter, asleep) -> VirtualThreads.drive(() -> {
                    VirtualTasks.sleeping(tasks, due, counter, asleep);
                    return null;
                });
            default -> throw new IllegalArgumentException(peer);
        };
    }

    private static Coroutine<Void> pausa(int tasks, long due, Counter counter, Runnable asleep) {
        return coroutine(() -> await(scope(scope -> {
            for (int i = 0; i < tasks; i++) {
                scope.start(sleeper(due, counter));
            }
            await(checkpoint());
            asleep.run();
        })));
    }

    private static Coroutine<Void> sleeper(long due, Counter counter) {
        return coroutine(() -> {
            await(sleep(Duration.ofMillis((due - System.nanoTime()) / 1_000_000)));
            counter.count++;
        });
    }
}
