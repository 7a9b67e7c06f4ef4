package dev.pausa.conformance.generator;

import static dev.pausa.Generator.generatorReturning;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.assertIsExecuting;
import static dev.pausa.conformance.fixtures.GeneratorFixtures.delegating;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.Generator;
import dev.pausa.StopIteration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A generator that is handed from thread to thread, and a second driver that can know. */
@Timeout(value = 120, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GeneratorThreadsTest {

    private static final int STEPS = 4000;
    private static final int THREADS = 4;

    /**
     * Yields values that depend on all that was sent, raised and fetched before; through a chain that changes its leaf
     * all the time.
     */
    private static Generator<Object, Object, Object> program() {
        Generator<Object, Object, Object> chain = generatorReturning(g -> {
            long sum = 0;
            for (int i = 0; i < STEPS; i++) {
                sum = (Long) g.yieldFrom(delegating(step(sum)));
                g.yieldAll(List.of("all " + sum));
            }
            return sum;
        });
        for (int i = 0; i < 10; i++) {
            chain = delegating(chain);
        }
        return chain;
    }

    private static Generator<Object, Object, Object> step(long sum) {
        return generatorReturning(g -> {
            try {
                Object sent = g.yield(sum);
                return sum * 31 + (sent == null ? 1 : (Integer) sent);
            } catch (ArithmeticException raised) {
                return sum + raised.getMessage().length();
            }
        });
    }

    /** Drives by one step, in a way that depends on the position. */
    private static Object drive(Generator<Object, Object, Object> g, int position) {
        try {
            if (position % 2 == 0) {
                return g.next(); // the first step, and the element of a yieldAll, take nothing
            }
            return switch (position % 5) {
                case 1 -> g.hasNext() ? g.next() : "end";
                case 2 -> g.raise(new ArithmeticException("raised at " + position));
                default -> g.send(position);
            };
        } catch (StopIteration end) {
            return end.value();
        }
    }

    private static final class Traveller {
        private final Generator<Object, Object, Object> generator = program();
        private int position;
    }

    @Test
    void a_generator_that_is_handed_round_does_what_it_does_on_one_thread() throws Exception {
        List<Object> expected = new ArrayList<>();
        Traveller alone = new Traveller();
        while (alone.position < STEPS) {
            expected.add(drive(alone.generator, alone.position++));
        }
        BlockingQueue<Traveller> queue = new ArrayBlockingQueue<>(1);
        Traveller traveller = new Traveller();
        queue.put(traveller);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Future<Void>> runs = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                runs.add(threads.submit(handOver(queue, expected)));
            }
            for (Future<Void> run : runs) {
                run.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(traveller.position).isEqualTo(STEPS);
    }

    private static Callable<Void> handOver(BlockingQueue<Traveller> queue, List<Object> expected) {
        return () -> {
            while (true) {
                Traveller traveller = queue.take();
                if (traveller.position < STEPS) {
                    assertThat(drive(traveller.generator, traveller.position))
                            .isEqualTo(expected.get(traveller.position));
                    traveller.position++;
                }
                queue.put(traveller);
                if (traveller.position == STEPS) {
                    return null;
                }
            }
        };
    }

    /**
     * While a thread is in the body, each operation of another one that can know is refused, at each level, and
     * disturbs nothing.
     */
    @Test
    void a_second_thread_that_can_know_is_refused() throws Exception {
        CountDownLatch isIn = new CountDownLatch(1);
        CountDownLatch mayGoOn = new CountDownLatch(1);
        Generator<Object, Object, Object> inner = generatorReturning(g -> {
            g.yield("first");
            isIn.countDown();
            mayGoOn.await();
            return g.yield("second");
        });
        Generator<Object, Object, Object> outer = delegating(inner);
        assertThat(outer.next()).isEqualTo("first");
        FutureTask<Object> driver = new FutureTask<>(outer::next);
        Thread thread = new Thread(driver, "driver");
        thread.start();
        isIn.await();
        for (Generator<Object, Object, Object> level : List.of(outer, inner)) {
            assertIsExecuting(thrownBy(level::next));
            assertIsExecuting(thrownBy(level::hasNext));
            assertIsExecuting(thrownBy(() -> level.send("x")));
            assertIsExecuting(thrownBy(() -> level.raise(new IllegalArgumentException())));
            assertIsExecuting(thrownBy(level::close));
            assertThat(level.state()).hasToString("RUNNING");
        }
        mayGoOn.countDown();
        assertThat(driver.get()).isEqualTo("second");
        assertThat(catchThrowable(() -> outer.send("r"))).hasToString(new StopIteration("r").toString());
        thread.join();
    }
}
