package dev.pausa.async;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Random programs of scopes, tasks, channels, deadlines, shields, cancels and failures. Whatever comes out of one, what
 * is begun has ended, each value that was sent has arrived or is still there, once, no task and no timer is left, and
 * the same seed does the same again.
 *
 * <p>{@code -Drandom.count} programs from {@code -Drandom.seed} on.
 */
class RandomProgramsTest {
    private static final int COUNT = Integer.getInteger("random.count", 800);
    private static final int SEED = Integer.getInteger("random.seed", 1);

    @RegisterExtension
    final Reported reported = new Reported();

    /** One program, made while it runs: its choices are drawn in the order of the loop. */
    private static final class Program {
        private final Random random;
        private final List<String> log = new ArrayList<>();
        private final List<Channel<Integer>> channels =
                List.of(Channel.rendezvous(), Channel.bounded(2), Channel.unbounded());
        private final Set<Integer> accepted = new HashSet<>();
        private final List<Integer> received = new ArrayList<>();
        private final List<Task<?>> tasks = new ArrayList<>();
        private int open;
        private int next;

        Program(long seed) {
            random = new Random(seed);
        }

        private Duration someTime() {
            return Duration.ofMillis(random.nextInt(5));
        }

        /** A part of the program; counts that it ends. */
        Coroutine<Integer> part(int depth, TaskScope scope) {
            int id = next++;
            return coroutine("part " + id, () -> {
                open++;
                log.add("begin " + id);
                try {
                    int steps = 1 + random.nextInt(3);
                    for (int i = 0; i < steps; i++) {
                        await(guarded(depth, scope));
                    }
                    log.add("end " + id);
                    return id;
                } catch (Throwable thrown) {
                    log.add(thrown.getClass().getSimpleName() + " " + id);
                    throw thrown;
                } finally {
                    open--;
                }
            });
        }

        /** A step; some failures are caught, and sometimes cancels are swallowed. */
        private Coroutine<Void> guarded(int depth, TaskScope scope) {
            int kind = random.nextInt(8);
            return coroutine(() -> {
                try {
                    await(step(depth, scope));
                } catch (Exception failure) {
                    if (kind < 4) {
                        throw failure;
                    }
                } catch (Cancellation cancelled) {
                    if (kind != 7) {
                        throw cancelled;
                    }
                } finally {
                    if (kind == 3) {
                        await(Async.shield(Duration.ofMillis(2), Async.sleep(someTime())));
                    }
                }
            });
        }

        private Coroutine<?> step(int depth, TaskScope scope) {
            int choice = random.nextInt(depth > 0 ? 14 : 7);
            Channel<Integer> channel = channels.get(random.nextInt(channels.size()));
            Duration time = someTime();
            switch (choice) {
                case 0:
                    return coroutine(() -> await(Async.sleep(time)));
                case 1:
                    return send(channel, time);
                case 2:
                case 3:
                    return receive(channel, time);
                case 4:
                    return coroutine(() -> await(Async.checkpoint()));
                case 5:
                    return either(channel, time);
                case 6:
                    return spoil(scope);
                case 7:
                    return coroutine(() -> await(Async.timeout(time, part(depth - 1, scope))));
                case 8:
                    return coroutine(() -> await(Async.timeoutOr(time, part(depth - 1, scope), -1)));
                case 9:
                    return coroutine(() -> await(Async.shield(time, part(depth - 1, scope))));
                case 10:
                    return coroutine(() -> await(Async.race(part(depth - 1, scope), part(depth - 1, scope))));
                case 11:
                    return coroutine(() ->
                            await(Async.all(2, List.of(part(depth - 1, scope), part(depth - 1, scope)))));
                default:
                    return scoped(depth - 1, choice == 12);
            }
        }

        private Coroutine<Void> spoil(TaskScope scope) {
            int how = random.nextInt(4);
            return coroutine(() -> {
                if (how == 0) {
                    scope.cancel("random");
                } else if (how == 1) {
                    throw new IllegalStateException("random");
                } else if (how == 2) {
                    scope.setDeadline(someTime());
                }
            });
        }

        private Coroutine<Void> send(Channel<Integer> channel, Duration time) {
            int value = next++;
            return coroutine(() -> {
                try {
                    await(Async.timeout(time.plusMillis(1), channel.send(value)));
                    accepted.add(value);
                } catch (TimeoutException notSent) {
                    log.add("not sent " + value);
                }
            });
        }

        private Coroutine<Void> receive(Channel<Integer> channel, Duration time) {
            return coroutine(() -> {
                Integer value = await(Async.timeoutOr(time.plusMillis(1), channel.receive(), -1));
                if (value >= 0) {
                    received.add(value);
                }
            });
        }

        private Coroutine<Void> either(Channel<Integer> channel, Duration time) {
            int value = next++;
            return coroutine(() -> {
                await(Async.<Boolean>select(
                        channel.onSend(value, () -> accepted.add(value)),
                        channels.get(0).onReceive(got -> received.add(got)),
                        Async.after(time, () -> false)));
            });
        }

        private Coroutine<Void> scoped(int depth, boolean isSupervised) {
            int children = random.nextInt(4);
            Coroutine.Block<TaskScope> block = s -> {
                for (int i = 0; i < children; i++) {
                    tasks.add(s.start(part(depth, s)));
                }
                await(part(depth, s));
            };
            return coroutine(() -> {
                try {
                    await(
                            isSupervised
                                    ? Async.supervise((task, failure) -> log.add("told"), block)
                                    : Async.scope(block));
                } finally {
                    log.add("left");
                }
            });
        }
    }

    private static List<String> run(int seed) {
        Program program = new Program(seed);
        VirtualLoop loop = VirtualLoop.make();
        Task<Void> main = loop.start("main", coroutine(() -> {
            await(Async.scope(s -> {
                program.tasks.add(s.start(program.part(4, s)));
                program.tasks.add(s.start(program.part(4, s)));
            }));
        }));
        loop.runUntilIdle();
        assertThat(main.outcome())
                .as("seed %s: the main task waits for %s", seed, ((LoopTask<?>) main).waitsFor())
                .isNotNull();
        assertThat(program.tasks).as("seed %s", seed).allMatch(task -> task.state() == Task.State.DONE);
        assertThat(program.open)
                .as("seed %s: parts that have begun and not ended", seed)
                .isZero();
        assertThat(loop.timers().size()).as("seed %s: timers left", seed).isZero();
        for (Channel<Integer> channel : program.channels) {
            for (Integer left = channel.tryReceive(); left != null; left = channel.tryReceive()) {
                program.received.add(left);
            }
        }
        assertThat(program.received).as("seed %s", seed).doesNotHaveDuplicates();
        assertThat(program.received).as("seed %s: what was sent", seed).containsAll(program.accepted);
        program.log.add(String.valueOf(main.outcome()));
        return program.log;
    }

    @Test
    void nothing_is_lost_or_left_and_a_seed_does_the_same_again() {
        int longest = 0;
        Set<String> seen = new HashSet<>();
        for (int seed = SEED; seed < SEED + COUNT; seed++) {
            List<String> log = run(seed);
            longest = Math.max(longest, log.size());
            log.forEach(line -> seen.add(line.split(" ")[0]));
            if (seed % 50 == 0) {
                assertThat(run(seed)).as("seed %s, again", seed).isEqualTo(log);
            }
        }
        System.out.println("random programs: seeds " + SEED + " to " + (SEED + COUNT - 1) + ", the longest with "
                + longest + " events");
        assertThat(seen).contains("Cancellation", "TimeoutException", "IllegalStateException", "told", "left", "not");
    }
}
