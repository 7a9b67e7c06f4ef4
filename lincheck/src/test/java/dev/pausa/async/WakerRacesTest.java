package dev.pausa.async;

import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.Unraisable;
import java.time.Duration;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.Validate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Tasks on a loop without a thread, whose operations some threads end while others cancel and one takes the loop's
 * turns. What came out is looked at in the end: a turn may be on its way to the executor when somebody else's call
 * returns.
 */
public class WakerRacesTest {
    private static @Nullable Consumer<? super Unraisable> before;

    /** The watchdog's thread would be one more; and failures of tasks that nobody asks for are reported. */
    @BeforeAll
    static void beQuiet() {
        before = Diagnostics.unraisableHandler();
        Diagnostics.setUnraisableHandler(planned -> {});
        Loop.setWatchdog(null, report -> {});
    }

    @AfterAll
    static void giveBack() {
        Diagnostics.setUnraisableHandler(before);
        Loop.setWatchdog(Duration.ofMillis(100), System.err::println);
    }

    @Test
    void an_operation_ends_once_and_its_task_goes_on() {
        Checking.underStress(OneOperation.class);
    }

    @Test
    void a_promise_is_set_once_and_all_who_wait_go_on() {
        Checking.underStress(OnePromise.class);
    }

    /** A loop with the turns that it has asked for; and who has ended something. */
    @Param(name = "value", gen = IntGen.class, conf = "1:3")
    public abstract static class Ending {
        private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
        private final Queue<String> winners = new ConcurrentLinkedQueue<>();
        final Loop loop = Loop.on(asked::add);
        private volatile boolean isTried;
        private volatile boolean isCancelled;

        abstract Waker<Integer> waker();

        /** The task that is cancelled. */
        abstract Task<Integer> task();

        @Operation
        public void complete(@Param(name = "value") int value) {
            if (waker().complete(value)) {
                winners.add("value " + value);
            }
            isTried = true;
        }

        @Operation
        public void fail() {
            if (waker().fail(new IllegalStateException("planned"))) {
                winners.add("failed");
            }
            isTried = true;
        }

        @Operation
        public void cancel() {
            task().cancel("planned");
            isCancelled = true;
        }

        @Operation(nonParallelGroup = "loop")
        public void turn() {
            for (Runnable turn = asked.poll(); turn != null; turn = asked.poll()) {
                turn.run();
            }
        }

        @Validate
        public void check() {
            turn();
            check(isTried, isCancelled, winners.toArray(new String[0]));
        }

        /** Told, after the last turn, whether anybody tried to end it or to cancel, and who had success. */
        abstract void check(boolean isTried, boolean isCancelled, String... winners);

        static void require(boolean holds, String what) {
            if (!holds) {
                throw new IllegalStateException(what);
            }
        }

        static String outcome(Task<Integer> task) {
            Outcome<Integer> outcome = task.outcome();
            if (outcome instanceof Outcome.Succeeded<Integer> succeeded) {
                return "value " + succeeded.value();
            }
            return outcome == null ? "waits" : outcome instanceof Outcome.Failed<?> ? "failed" : "cancelled";
        }
    }

    /** An operation that one task waits for. */
    public static final class OneOperation extends Ending {
        private volatile @Nullable Waker<Integer> waker;
        private final Task<Integer> task;

        public OneOperation() {
            task = loop.start(
                    dev.pausa.async.Operation.<Integer>operation("something", given -> waker = given, () -> {}));
            turn();
        }

        @Override
        Waker<Integer> waker() {
            return Objects.requireNonNull(waker);
        }

        @Override
        Task<Integer> task() {
            return task;
        }

        @Override
        void check(boolean isTried, boolean isCancelled, String... winners) {
            require(winners.length <= 1, "several have ended it");
            String otherwise = isCancelled ? "cancelled" : "waits";
            String expected = winners.length == 1 ? winners[0] : otherwise;
            require(!isTried || !expected.equals("waits"), "nobody could end it");
            require(outcome(task).equals(expected), "the task " + outcome(task) + " and not " + expected);
        }
    }

    /** A promise that two tasks wait for, one of which is cancelled. */
    public static final class OnePromise extends Ending {
        private final Promise<Integer> promise = new Promise<>();
        private final Task<Integer> first = loop.start(promise);
        private final Task<Integer> second = loop.start(promise);

        public OnePromise() {
            turn();
        }

        @Override
        Waker<Integer> waker() {
            return promise;
        }

        @Override
        Task<Integer> task() {
            return first;
        }

        @Override
        void check(boolean isTried, boolean isCancelled, String... winners) {
            require(winners.length == (isTried ? 1 : 0), winners.length + " have set it");
            require(promise.isDone() == isTried, "isDone is wrong");
            String expected = isTried ? winners[0] : "waits";
            require(outcome(second).equals(expected), "the task " + outcome(second) + " and not " + expected);
            String ofFirst = outcome(first);
            boolean isRight = ofFirst.equals(expected) && !(isCancelled && expected.equals("waits"));
            require(isRight || isCancelled && ofFirst.equals("cancelled"), "the cancelled task " + ofFirst);
        }
    }
}
