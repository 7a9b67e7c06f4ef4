package dev.pausa.conformance.coroutine;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.Step;
import dev.pausa.StopAsyncIteration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Exchanger;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A coroutine that is handed from thread to thread with a happens-before edge, by whatever means, does what it does on
 * one thread: every value is the one that a run on one thread gave. The objects that travel hold nothing volatile.
 */
class ThreadHandOverTest {

    private static final int STEPS = 4000;
    private static final int THREADS = 4;

    /** A coroutine on its travels, with what it must yield. Its fields are plain: the hand-over must carry them too. */
    private static final class Traveller {
        private final Coroutine<?> coroutine;
        private final List<Step<?>> expected;
        private int position;

        Traveller(Supplier<Coroutine<?>> program) {
            this.coroutine = program.get();
            this.expected = runOnOneThread(program.get());
        }

        /** Drives it by one step, with a value or an exception; returns whether it can go on. */
        boolean move() {
            assertThat(drive(coroutine, position)).isEqualTo(expected.get(position));
            position++;
            return position < expected.size();
        }
    }

    private static Step<?> drive(Coroutine<?> coroutine, int position) {
        return position % 7 == 6
                ? coroutine.stepRaising(new ArithmeticException(String.valueOf(position)))
                : coroutine.step(position == 0 ? null : position);
    }

    private static List<Step<?>> runOnOneThread(Coroutine<?> coroutine) {
        List<Step<?>> steps = new ArrayList<>();
        do {
            steps.add(drive(coroutine, steps.size()));
        } while (steps.get(steps.size() - 1) instanceof Step.Yielded);
        return steps;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Programs: each yields, in STEPS steps, values that depend on all that was sent and raised before
    // -----------------------------------------------------------------------------------------------------------------

    /** A body with locals of several types, which must all travel. */
    private static Coroutine<?> single() {
        return coroutine(() -> {
            long sum = 0;
            double share = 1;
            String last = "";
            for (int i = 0; i < STEPS; i++) {
                try {
                    int sent = (Integer) suspend(i + ":" + sum + ":" + share + ":" + last);
                    sum = sum * 31 + sent;
                    last = "sent " + sent;
                } catch (ArithmeticException raised) {
                    share = share / 2 + i;
                    last = "raised " + raised.getMessage();
                }
            }
            return sum;
        });
    }

    private static Coroutine<Long> pausing(long start) {
        return coroutine(() -> {
            try {
                return start * 31 + (Integer) suspend(start);
            } catch (ArithmeticException raised) {
                return start + Long.parseLong(raised.getMessage());
            }
        });
    }

    private static Coroutine<Long> over(Coroutine<Long> inner) {
        return coroutine(() -> await(inner) + 1);
    }

    /** A chain of twenty that stays, over a body that awaits a fresh chain of three for each step. */
    private static Coroutine<?> chain() {
        Coroutine<Long> chain = coroutine(() -> {
            long sum = 0;
            for (int i = 0; i < STEPS; i++) {
                sum = await(over(over(pausing(sum))));
            }
            return sum;
        });
        for (int i = 0; i < 20; i++) {
            chain = over(chain);
        }
        return chain;
    }

    /**
     * A loop over an asynchronous generator over another one, whose body awaits a fresh chain of three for each
     * element.
     */
    private static Coroutine<?> asyncGenerators() {
        AsyncGenerator<Long, Long> inner = asyncGenerator(g -> {
            Long sent = 0L;
            for (int i = 0; i < STEPS; i++) {
                sent = g.yield(await(over(over(pausing(sent)))));
            }
        });
        AsyncGenerator<Long, Void> outer = asyncGenerator(g -> {
            long count = 0;
            Long last = await(inner.anext());
            for (; ; ) {
                g.yield(last + count++);
                try {
                    last = await(inner.asend(last));
                } catch (StopAsyncIteration end) {
                    return;
                }
            }
        });
        return coroutine(() -> {
            long sum = 0;
            while (await(outer.advance())) {
                sum = sum * 31 + outer.current();
            }
            return sum;
        });
    }

    static Stream<Supplier<Coroutine<?>>> programs() {
        return Stream.of(ThreadHandOverTest::single, ThreadHandOverTest::chain, ThreadHandOverTest::asyncGenerators);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Ways to hand over
    // -----------------------------------------------------------------------------------------------------------------

    private static void inThreads(int count, ThreadBody body) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int me = i;
                Callable<Void> task = () -> {
                    body.run(me);
                    return null;
                };
                running.add(threads.submit(task));
            }
            for (Future<?> each : running) {
                each.get(1, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private interface ThreadBody {
        void run(int me) throws Exception;
    }

    /** Several go round all threads through queues, each at its own pace. */
    @ParameterizedTest
    @MethodSource("programs")
    void through_queues(Supplier<Coroutine<?>> program) throws Exception {
        int travellers = 6;
        List<BlockingQueue<Traveller>> queues = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            queues.add(new ArrayBlockingQueue<>(travellers));
        }
        for (int i = 0; i < travellers; i++) {
            queues.get(0).add(new Traveller(program));
        }
        inThreads(THREADS, me -> {
            BlockingQueue<Traveller> next = queues.get((me + 1) % THREADS);
            // All have the same number of steps, so that each ends at the same thread and every thread knows its share.
            for (int left = travellers * shareOf(me); left > 0; left--) {
                Traveller traveller = queues.get(me).take();
                if (traveller.move()) {
                    next.put(traveller);
                }
            }
        });
    }

    /** How many of the steps 0 to STEPS, in turn, are those of this thread. */
    private static int shareOf(int me) {
        return (STEPS + 1 - me + THREADS - 1) / THREADS;
    }

    /** The turn is a volatile variable: its write and read are the only edge. */
    private static final class Turn {
        volatile int now;
    }

    @ParameterizedTest
    @MethodSource("programs")
    void through_a_volatile_variable(Supplier<Coroutine<?>> program) throws Exception {
        Turn turn = new Turn();
        Traveller traveller = new Traveller(program);
        inThreads(2, me -> {
            for (int step = me; step <= STEPS; step += 2) {
                while (turn.now != step) {
                    if (Thread.interrupted()) {
                        throw new InterruptedException("the other thread failed");
                    }
                    Thread.yield();
                }
                assertThat(traveller.move()).isEqualTo(step < STEPS);
                turn.now = step + 1;
            }
        });
    }

    /** Two threads swap theirs after every step. */
    @ParameterizedTest
    @MethodSource("programs")
    void through_an_exchanger(Supplier<Coroutine<?>> program) throws Exception {
        Exchanger<Traveller> exchanger = new Exchanger<>();
        inThreads(2, me -> {
            Traveller mine = new Traveller(program);
            while (mine.move()) {
                mine = exchanger.exchange(mine, 1, TimeUnit.MINUTES);
            }
        });
    }

    /** Whoever has the lock drives; who that is, nobody knows. */
    @ParameterizedTest
    @MethodSource("programs")
    void under_a_lock(Supplier<Coroutine<?>> program) throws Exception {
        Traveller traveller = new Traveller(program);
        boolean[] over = {false};
        inThreads(THREADS, me -> {
            for (boolean done = false; !done; ) {
                synchronized (traveller) {
                    over[0] = over[0] || !traveller.move();
                    done = over[0];
                }
            }
        });
        assertThat(traveller.position).isEqualTo(STEPS + 1);
    }

    /** A new thread for every step: its start and its end are the edges. */
    @Test
    void through_start_and_join() throws Exception {
        Traveller traveller = new Traveller(ThreadHandOverTest::chain);
        for (int i = 0; i < 200; i++) {
            inThreads(1, me -> assertThat(traveller.move()).isTrue());
        }
        assertThat(traveller.position).isEqualTo(200);
    }
}
