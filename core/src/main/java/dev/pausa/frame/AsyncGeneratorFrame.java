package dev.pausa.frame;

import dev.pausa.AsyncGenerator;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The frame of an asynchronous generator, and its yielder. The weaver makes one subclass for each body.
 *
 * <p>It is never the root of a chain: a step ({@link AsyncStep}) always stands above it while it runs. It pauses in two
 * ways. Awaiting, it is a link of the chain like any other frame. Yielding, it ends the step but not itself; it says so
 * by awaiting {@link Chain#YIELDED}.
 */
public abstract class AsyncGeneratorFrame extends YielderFrame implements AsyncGenerator.AsyncYielder<Object, Object> {

    /**
     * Whether a step has begun and not ended: also while the body is paused at an await ({@code ag_running}). Written
     * by the step.
     */
    boolean isStepping;

    /**
     * Whether an {@code aclose} has begun ({@code ag_closed}): if it still lives, it ignored that. Written by the step.
     */
    boolean isClosing;

    /** For subclasses. */
    protected AsyncGeneratorFrame() {}

    /**
     * Resumes this paused frame, as {@link #resume(Object, Throwable)} does, from inside another body.
     *
     * @param value the value
     * @param raised the exception, or null
     * @param depth how many bodies have begun directly inside each other
     * @return the yielded value if it paused, what the body returned otherwise
     * @throws Throwable what the body threw
     */
    protected abstract @Nullable Object resume(@Nullable Object value, @Nullable Throwable raised, int depth)
            throws Throwable;

    /** Marks a pause as a yield. */
    protected final void yielded() {
        awaiting = Chain.YIELDED;
    }

    /** A yielder that belongs to no body: for one that never yields itself. */
    private static final class Nobodys extends AsyncGeneratorFrame {
        @Override
        public Object begin(Handle self, int depth) {
            throw new AssertionError("belongs to no body");
        }

        @Override
        protected Object resume(@Nullable Object value, @Nullable Throwable raised) {
            throw new AssertionError("belongs to no body");
        }

        @Override
        protected Object resume(@Nullable Object value, @Nullable Throwable raised, int depth) {
            throw new AssertionError("belongs to no body");
        }

        @Override
        protected Frame prototype() {
            return this;
        }

        @Override
        protected String describe() {
            return "";
        }
    }

    private static final Nobodys NOBODYS = new Nobodys();

    /** Returns a yielder for a body that never yields itself, but may give it away. */
    @SuppressWarnings("unchecked") // it yields nothing at all
    static <Y extends @Nullable Object, S extends @Nullable Object> AsyncGenerator.AsyncYielder<Y, S> nobodys() {
        return (AsyncGenerator.AsyncYielder<Y, S>) (Object) NOBODYS;
    }

    /** Becomes the frame of a generator, when its first step begins. */
    @Override
    protected final void attach(Handle self) {
        super.attach(self);
        isStepping = true;
    }

    @Override
    Kind kind() {
        return Kind.ASYNC_GENERATOR;
    }

    @Override
    Frame closedBy() {
        return Objects.requireNonNull(up); // the step: a generator and its step are closed as one
    }

    /** A step is awaited like a coroutine, and called one by the error. */
    @Override
    CoroutineStateException ignoredExit() {
        return Errors.withWholeTrace(Kind.COROUTINE, Reason.IGNORED_EXIT, this);
    }

    /** The weaver replaces the calls of this method in the body; what is written here runs only elsewhere. */
    @Override
    public final Object yield(Object value) {
        throw notOwn("yield");
    }
}
