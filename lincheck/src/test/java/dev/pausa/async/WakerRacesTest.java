package dev.pausa.async;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * A task on a loop without a thread, whose operation some threads end while others cancel the task and one takes the
 * loop's turns. Of a promise two tasks wait.
 */
public class WakerRacesTest {
    /** Its thread would be one more. */
    @BeforeAll
    static void withoutWatchdog() {
        Loop.setWatchdog(null, report -> {});
        new OneOperation().outcome(); // starts what threads the library has
    }

    @AfterAll
    static void withWatchdog() {
        Loop.setWatchdog(java.time.Duration.ofMillis(100), System.err::println);
    }

    @Test
    void an_operation_ends_once_and_its_task_goes_on() {
        Checking.underStress(OneOperation.class, OneOperationSpecification.class);
    }

    @Test
    void a_promise_is_set_once_and_all_who_wait_go_on() {
        Checking.underStress(OnePromise.class, OnePromiseSpecification.class);
    }

    /** A loop, and the turns that it has asked for. */
    private static final class Turns {
        private final Queue<Runnable> asked = new ConcurrentLinkedQueue<>();
        final Loop loop = Loop.on(asked::add);

        void take() {
            for (Runnable turn = asked.poll(); turn != null; turn = asked.poll()) {
                turn.run();
            }
        }

        static String outcome(Task<Integer> task) {
            return outcome(task.outcome());
        }

        static String outcome(@Nullable Outcome<Integer> outcome) {
            if (outcome instanceof Outcome.Succeeded<Integer> succeeded) {
                return "value " + succeeded.value();
            }
            return outcome == null ? "waits" : outcome instanceof Outcome.Failed<?> ? "failed" : "cancelled";
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // One operation, one task
    // -----------------------------------------------------------------------------------------------------------------

    @Param(name = "value", gen = IntGen.class, conf = "1:3")
    public static final class OneOperation {
        private final Turns turns = new Turns();
        private volatile @Nullable Waker<Integer> waker;
        private final Task<Integer> task = turns.loop.start(
                dev.pausa.async.Operation.<Integer>operation("something", given -> waker = given, () -> {}));

        public OneOperation() {
            turns.take();
        }

        private Waker<Integer> waker() {
            return java.util.Objects.requireNonNull(waker);
        }

        @Operation
        public boolean complete(@Param(name = "value") int value) {
            return waker().complete(value);
        }

        @Operation
        public boolean fail() {
            return waker().fail(new IllegalStateException("planned"));
        }

        @Operation
        public void cancel() {
            task.cancel("planned");
        }

        @Operation(nonParallelGroup = "loop")
        public void turn() {
            turns.take();
        }

        @Operation(nonParallelGroup = "loop")
        public String outcome() {
            turns.take();
            return Turns.outcome(task);
        }
    }

    public static final class OneOperationSpecification {
        private final OneWait wait = new OneWait();

        public boolean complete(int value) {
            return wait.end("value " + value);
        }

        public boolean fail() {
            return wait.end("failed");
        }

        public void cancel() {
            wait.cancel();
        }

        public void turn() {
            wait.turn();
        }

        public String outcome() {
            wait.turn();
            return wait.end == null ? "waits" : wait.end;
        }
    }

    /** One wait: it ends with what comes first, and a cancel comes with the next turn. */
    private static final class OneWait {
        @Nullable
        String end;

        private boolean isCancelled;

        boolean end(String how) {
            if (end != null) {
                return false;
            }
            end = how;
            return true;
        }

        void cancel() {
            isCancelled = true;
        }

        void turn() {
            if (isCancelled) {
                end("cancelled");
            }
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // One promise, two tasks
    // -----------------------------------------------------------------------------------------------------------------

    @Param(name = "value", gen = IntGen.class, conf = "1:3")
    public static final class OnePromise {
        private final Turns turns = new Turns();
        private final Promise<Integer> promise = new Promise<>();
        private final Task<Integer> first = turns.loop.start(promise);
        private final Task<Integer> second = turns.loop.start(promise);

        public OnePromise() {
            turns.take();
        }

        @Operation
        public boolean complete(@Param(name = "value") int value) {
            return promise.complete(value);
        }

        @Operation
        public boolean fail() {
            return promise.fail(new IllegalStateException("planned"));
        }

        @Operation
        public boolean isDone() {
            return promise.isDone();
        }

        @Operation
        public void cancelFirst() {
            first.cancel("planned");
        }

        @Operation(nonParallelGroup = "loop")
        public void turn() {
            turns.take();
        }
    }

    public static final class OnePromiseSpecification {
        private boolean isDone;

        public boolean complete(int value) {
            return set();
        }

        public boolean fail() {
            return set();
        }

        private boolean set() {
            boolean isFirst = !isDone;
            isDone = true;
            return isFirst;
        }

        public boolean isDone() {
            return isDone;
        }

        public void cancelFirst() {}

        public void turn() {}
    }
}
