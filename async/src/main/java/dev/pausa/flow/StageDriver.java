package dev.pausa.flow;

import dev.pausa.Coroutine;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.Step;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Drives one coroutine to its end, waiting for the {@code CompletionStage}s that it pauses at. It has no thread:
 * whoever completes a stage runs the next stretch of the body, or has an executor run it.
 *
 * <p>{@link #signal} says that there may be something to do, and whoever comes first does it, in {@link #run}. One
 * thread at a time is in there, and each sees what the one before it did; a signal that comes meanwhile, also from
 * inside, makes it look once more. So there is no recursion, and the fields need no protection.
 *
 * @param <R> what the coroutine returns
 */
abstract class StageDriver<R extends @Nullable Object> implements Runnable {

    /**
     * Whether somebody runs it.
     * <pre>
     *   IDLE       -&gt; SIGNALLED   signal(), who then calls run()
     *   SIGNALLED  -&gt; RUNNING     run() begins to look
     *   RUNNING    -&gt; SIGNALLED   signal(): run() must look again
     *   RUNNING    -&gt; IDLE        run() has seen all there is
     * </pre>
     */
    private enum Phase {
        IDLE,
        SIGNALLED,
        RUNNING
    }

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.IDLE);

    // The rest is used by whoever runs it.

    private Executor executor;

    /** Null before the start, and again after the end. */
    private @Nullable Coroutine<R> coroutine;

    /** What the coroutine waits for: at first its start. */
    private Wait wait = new Wait(this);

    /** What must be raised where the coroutine is paused, since that cannot be waited for. */
    private @Nullable Throwable refusal;

    /** Makes a driver that runs the coroutine on an executor. */
    StageDriver(Executor executor) {
        this.executor = executor;
    }

    /**
     * One wait for one stage. It is left behind in the stage when something is raised at the await, and keeps nothing
     * alive then.
     */
    private static final class Wait implements BiConsumer<Object, Throwable> {
        private volatile @Nullable StageDriver<?> driver;
        private volatile boolean isOver;

        Wait(StageDriver<?> driver) {
            this.driver = driver;
        }

        @Override
        public void accept(@Nullable Object value, @Nullable Throwable failure) {
            isOver = true;
            StageDriver<?> waiting = driver;
            if (waiting != null) {
                waiting.signal();
            }
        }

        void leave() {
            driver = null;
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What each driver defines. Called by whoever runs it, never while the body runs, and must not throw.
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Returns what is to be raised now at the await where the coroutine waits, or null; asked at each pause and after
     * each signal.
     */
    abstract @Nullable Throwable interruption();

    /** Told that the executor did not take the coroutine: it runs on the threads that signal from now on. */
    abstract void refused(Throwable byExecutor);

    /** Told once that the coroutine has ended. */
    abstract void ended(@Nullable R result, @Nullable Throwable thrown);

    // -----------------------------------------------------------------------------------------------------------------
    // The loop
    // -----------------------------------------------------------------------------------------------------------------

    /** Begins; called once, with a coroutine that has not started. */
    final void start(Coroutine<R> begun) {
        Wait forStart = wait;
        coroutine = begun;
        forStart.accept(null, null);
    }

    /** Says that there may be something to do. */
    final void signal() {
        if (phase.getAndSet(Phase.SIGNALLED) != Phase.IDLE) {
            return;
        }
        try {
            executor.execute(this);
        } catch (Throwable byExecutor) {
            executor = Runnable::run;
            refused(byExecutor);
            run();
        }
    }

    /** Does what there is to do; called by {@link #signal} alone. */
    @Override
    public final void run() {
        do {
            phase.getAndSet(Phase.RUNNING); // reads too: what was done before the signal is seen
            while (coroutine != null && turn(coroutine)) {}
        } while (!phase.compareAndSet(Phase.RUNNING, Phase.IDLE));
    }

    /**
     * Resumes the coroutine if there is a reason to. A stage that is complete comes first: its value is not lost to an
     * interruption.
     */
    private boolean turn(Coroutine<R> driven) {
        Throwable raised = wait.isOver ? null : toRaise();
        if (raised == null && !wait.isOver) {
            return false;
        }
        wait.leave();
        Step<R> step;
        try {
            step = raised == null ? driven.step(null) : driven.stepRaising(raised);
        } catch (Throwable thrown) {
            coroutine = null;
            ended(null, thrown);
            return false;
        }
        if (step instanceof Step.Returned<R> returned) {
            coroutine = null;
            ended(returned.value(), null);
            return false;
        }
        waitFor(((Step.Yielded<R>) step).value(), driven);
        return true;
    }

    private @Nullable Throwable toRaise() {
        Throwable raised = refusal;
        refusal = null;
        return raised != null ? raised : interruption();
    }

    private void waitFor(@Nullable Object yielded, Coroutine<R> driven) {
        wait = new Wait(this);
        if (!(yielded instanceof CompletionStage<?> stage)) {
            refusal = noStage(yielded, driven);
            return;
        }
        try {
            stage.whenComplete(wait);
        } catch (Throwable byStage) {
            refusal = byStage;
        }
    }

    private static CoroutineStateException noStage(@Nullable Object yielded, Coroutine<?> driven) {
        List<StackTraceElement> trace = driven.trace();
        String place = trace.isEmpty() ? "an unknown place" : trace.get(0).toString();
        return new CoroutineStateException(
                Reason.BAD_YIELD,
                Reason.BAD_YIELD.text() + ": '" + TypeText.of(yielded) + "' object, at " + place
                        + ": this driver can wait for a CompletionStage and for nothing else; await a stage"
                        + " there, or drive the"
                        + " coroutine with code that knows what the suspended value means",
                null);
    }
}
