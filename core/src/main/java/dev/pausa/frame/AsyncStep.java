package dev.pausa.frame;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.GeneratorExit;
import dev.pausa.StopAsyncIteration;
import dev.pausa.trace.OneLine;
import dev.pausa.trace.Traces;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One step of an asynchronous generator: what {@code anext}, {@code asend}, {@code araise}, {@code aclose} and
 * {@code advance} return. It is lazy, it can be used once, and it is its own iterator, as in Python (AG-002).
 *
 * <p>A step is a link of its own in the chain, above the generator's frame. The frame, {@link StepFrame}, does the
 * work; this is the handle, for those who drive a step by hand.
 *
 * @param <T> what awaiting it gives
 */
public final class AsyncStep<T extends @Nullable Object> extends Handle implements Awaitable<T>, AwaitIterator<T> {

    /** What a step does. */
    public enum Mode {
        /** Goes on with a value, to the next yield. */
        ASEND("anext", "__anext__()/asend()", "anext()/asend()"),
        /** As {@link #ASEND}, but the end of the generator is an answer: false. */
        ADVANCE("anext", "__anext__()/asend()", "advance()"),
        /** Raises an exception. */
        ARAISE("athrow", "aclose()/athrow()", "araise()"),
        /** Closes. */
        ACLOSE("aclose", "aclose()/athrow()", "aclose()");

        /** What Python calls the operation, where it says that another one is under way. */
        final String operation;

        /** What Python calls the step, where it says that it was used already. */
        final String step;

        /** The methods that make such a step. */
        final String methods;

        Mode(String operation, String step, String methods) {
            this.operation = operation;
            this.step = step;
            this.methods = methods;
        }

        /** Returns a step's name for people. */
        String describe(String generator) {
            return "the step " + methods + " of " + generator;
        }
    }

    private final Mode mode;

    /**
     * The frame; once the step has ended, only the prototype of its generator's frame, so that it keeps nothing alive.
     */
    private Frame work;

    private AsyncStep(Mode mode, StepFrame frame) {
        super(frame);
        this.mode = mode;
        this.work = frame;
        Observed.begin(frame);
        tellMade();
    }

    /**
     * Makes a step.
     *
     * @param generator the generator
     * @param mode what to do
     * @param value the value to send, if it is an {@link Mode#ASEND}
     * @param raised the exception to raise, if it is an {@link Mode#ARAISE}
     * @param <T> what awaiting it gives
     * @return the step
     */
    public static <T extends @Nullable Object> AsyncStep<T> of(
            Handle generator, Mode mode, @Nullable Object value, @Nullable Throwable raised) {
        Throwable exception = mode == Mode.ACLOSE ? Exits.make() : raised;
        return new AsyncStep<>(mode, new StepFrame(generator, mode, value, exception));
    }

    Mode mode() {
        return mode;
    }

    /** It has ended: nothing but the prototype of its generator's frame is kept. */
    void forget(Frame prototype) {
        work = prototype;
    }

    @Override
    public AwaitIterator<T> awaitIterator() {
        return this;
    }

    @Override
    public @Nullable Object next() {
        return send(null);
    }

    @Override
    public @Nullable Object send(@Nullable Object value) {
        StepFrame frame = work();
        if (stage != CREATED) {
            return paused(frame, drive(value));
        }
        frame.first = value; // AG-067
        return paused(frame, drive(null));
    }

    /** What a drive gave; if the step is paused, it may be left like that. */
    private @Nullable Object paused(StepFrame frame, @Nullable Object outcome) {
        if (Lifeline.isPhantom && stage == FRAMED) {
            frame.unlink();
        }
        return yieldedOrStop(outcome);
    }

    @Override
    public @Nullable Object raise(Throwable exception) {
        Objects.requireNonNull(exception, "exception");
        StepFrame frame = work();
        return paused(frame, driveOrReplace(exception));
    }

    private @Nullable Object driveOrReplace(Throwable exception) {
        StepFrame frame = work();
        if (stage != CREATED) {
            return driveRaising(exception);
        }
        frame.replace(exception); // AG-047, AG-051: it is raised in the generator instead of what the step would do
        return drive(null);
    }

    /**
     * Closes it: raises {@link GeneratorExit} in the generator, also before the first {@link #next} (AG-048, AG-051).
     */
    @Override
    public void close() {
        if (stage == CLOSED) {
            return;
        }
        try {
            driveOrReplace(Exits.make());
        } catch (GeneratorExit | StopAsyncIteration closed) {
            return;
        }
        if (stage != CLOSED) {
            throw Errors.of(Kind.COROUTINE, Reason.IGNORED_EXIT, work().generator.frame);
        }
    }

    private StepFrame work() {
        if (work instanceof StepFrame frame) {
            return frame;
        }
        throw Traces.fromCaller(alreadyAwaited());
    }

    @Override
    CoroutineStateException alreadyAwaited() {
        return new CoroutineStateException(
                Reason.ALREADY_AWAITED,
                "cannot reuse already awaited " + mode.step,
                mode.describe(nameOfGenerator()) + " has ended; call the method anew for each step",
                null);
    }

    private String nameOfGenerator() {
        return work instanceof PlainFrame ? "an async generator" : OneLine.of(work.displayName());
    }

    /** A step that is dropped closes nothing; its generator does, when that is out of reach too (AG-066). */
    @Override
    void watch() {
        work().generator.watch();
    }

    /** Nothing protects a step against a second awaiter; it takes the next turn (AW-029 is the same for generators). */
    @Override
    Handle begunOperand() {
        if (isExecuting()) {
            throw Errors.of(work().generator, Reason.ALREADY_EXECUTING);
        }
        work();
        return ResumptionFrame.goOnWith(this);
    }

    /**
     * Returns a description for people.
     *
     * @return such as {@code <async_generator_asend object at 1b2c3d>}
     */
    @Override
    public String toString() {
        String type = mode == Mode.ARAISE || mode == Mode.ACLOSE ? "async_generator_athrow" : "async_generator_asend";
        return "<" + type + " object at " + Integer.toHexString(System.identityHashCode(this)) + ">";
    }

    @Override
    String describeShortly() {
        return toString();
    }
}
