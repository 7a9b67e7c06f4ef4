package dev.pausa.conformance.coroutine;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertAlreadyAwaited;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.assertAlreadyExecuting;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.stopValue;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.Step;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two threads drive at once, which is a mistake: what is promised all the same. */
@SuppressWarnings("pausa:blocking-call")
class ConcurrentDriversTest {

    /** A chain of three; the innermost stops in the middle of its body, where the test wants it. */
    private static final class Scene {
        final CountDownLatch inside = new CountDownLatch(1);
        final CountDownLatch released = new CountDownLatch(1);
        final Coroutine<String> leaf;
        final Coroutine<String> middle;
        final Coroutine<String> root;

        Scene(boolean afterAPause) {
            leaf = coroutine(() -> {
                Object sent = afterAPause ? suspend("pause") : "first";
                inside.countDown();
                assertThat(released.await(1, TimeUnit.MINUTES)).isTrue();
                return sent + "," + suspend("paused");
            });
            middle = coroutine(() -> await(leaf) + ",middle");
            root = coroutine(() -> await(middle) + ",root");
            if (afterAPause) {
                assertThat(root.send(null)).isEqualTo("pause");
            }
        }
    }

    private static Map<String, Consumer<Coroutine<?>>> operations() {
        Map<String, Consumer<Coroutine<?>>> operations = new LinkedHashMap<>();
        operations.put("send null", c -> c.send(null));
        operations.put("raise", c -> c.raise(new IllegalArgumentException("dropped")));
        operations.put("raise a type", c -> c.raise(IllegalArgumentException.class));
        operations.put("close", Coroutine::close);
        operations.put("closeAndGet", Coroutine::closeAndGet);
        operations.put("step", c -> c.step(null));
        operations.put("stepRaising", c -> c.stepRaising(new IllegalArgumentException("dropped")));
        operations.put("next of a view", c -> c.awaitIterator().next());
        operations.put("raise of a view", c -> c.awaitIterator().raise(new IllegalArgumentException("dropped")));
        operations.put("close of a view", c -> c.awaitIterator().close());
        operations.put("await", c -> coroutine(() -> await(c)).send(null));
        operations.put(
                "await of a view", c -> coroutine(() -> await(c::awaitIterator)).send(null));
        return operations;
    }

    /**
     * A thread that knows that another one is inside the body, here by a latch, is refused by every operation on every
     * level of the chain. Nothing is disturbed: the run ends as if nobody had tried.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void while_one_thread_is_inside_every_operation_of_another_is_refused(boolean afterAPause) throws Exception {
        Scene scene = new Scene(afterAPause);
        FutureTask<Object> driver = new FutureTask<>(() -> scene.root.send(afterAPause ? "second" : null));
        new Thread(driver, "driver").start();
        try {
            assertThat(scene.inside.await(1, TimeUnit.MINUTES)).isTrue();
            for (Coroutine<?> level : List.of(scene.root, scene.middle, scene.leaf)) {
                assertRefusesAll(level);
            }
        } finally {
            scene.released.countDown();
        }
        assertThat(driver.get(1, TimeUnit.MINUTES)).isEqualTo("paused");
        assertThat(scene.root.state()).isEqualTo(CoroutineState.SUSPENDED);
        String first = afterAPause ? "second" : "first";
        assertThat(stopValue(() -> scene.root.send("end"))).isEqualTo(first + ",end,middle,root");
    }

    private static void assertRefusesAll(Coroutine<?> level) {
        operations().forEach((name, operation) -> {
            assertThat(level.state()).as("before %s", name).isEqualTo(CoroutineState.RUNNING);
            assertAlreadyExecuting(() -> operation.accept(level));
        });
        assertThat(level.isRunning()).isTrue();
        assertThat(level.awaiting()).isNull();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Racing
    // -----------------------------------------------------------------------------------------------------------------

    private static final int LIMIT = 60_000;

    private static Coroutine<String> counting() {
        return coroutine(() -> {
            for (int i = 0; i < LIMIT; i++) {
                suspend(i);
            }
            return "end";
        });
    }

    /**
     * Drives by one step, which may be refused but throws nothing else; returns whether there is nothing left to drive.
     */
    private static boolean isOver(Coroutine<String> c) {
        try {
            return c.step(null) instanceof Step.Returned;
        } catch (CoroutineStateException refused) {
            assertThat(refused.reason()).isIn(Reason.ALREADY_EXECUTING, Reason.ALREADY_AWAITED);
            return refused.reason() == Reason.ALREADY_AWAITED;
        }
    }

    /**
     * Threads that drive one coroutine without any order between them. Who gets which value, and whether two get the
     * same one, is not promised. A coroutine that has paused before and awaits nothing is not left RUNNING, though:
     * once the race is over it is SUSPENDED or CLOSED, and can be driven to its end by one thread.
     */
    @ParameterizedTest
    @ValueSource(ints = {2, 4})
    void racing_drivers_leave_a_coroutine_that_can_be_driven_or_is_finished(int drivers) throws Exception {
        Coroutine<String> c = counting();
        assertThat(c.send(null)).isEqualTo(0);
        race(drivers, () -> {
            for (int i = 0; i < LIMIT / 3 && !isOver(c); i++) {
                Thread.onSpinWait();
            }
        });

        assertThat(c.state()).isIn(CoroutineState.SUSPENDED, CoroutineState.CLOSED);
        for (int i = 0; i <= LIMIT && c.isSuspended(); i++) {
            isOver(c);
        }
        assertThat(c.state()).isEqualTo(CoroutineState.CLOSED);
        race(drivers, () -> assertAlreadyAwaited(() -> c.send(null)));
    }

    private static void race(int drivers, Runnable driver) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(drivers);
        try {
            CyclicBarrier start = new CyclicBarrier(drivers);
            Callable<Void> task = () -> {
                start.await(1, TimeUnit.MINUTES);
                driver.run();
                return null;
            };
            List<Future<Void>> running = new ArrayList<>();
            for (int i = 0; i < drivers; i++) {
                running.add(threads.submit(task));
            }
            for (Future<Void> each : running) {
                each.get(1, TimeUnit.MINUTES);
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
