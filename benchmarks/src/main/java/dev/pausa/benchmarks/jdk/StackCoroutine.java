package dev.pausa.benchmarks.jdk;

import org.jspecify.annotations.Nullable;

/**
 * A coroutine with a stack of its own. A value travels through a field; how the stack is left and entered again is the
 * subclass's part.
 */
public abstract class StackCoroutine {
    /** The code of a coroutine. */
    @FunctionalInterface
    public interface Body {
        /**
         * Runs it.
         *
         * @param self the coroutine, to pause with
         * @return its value
         * @throws Exception what comes out of the driving call
         */
        @Nullable
        Object run(StackCoroutine self) throws Exception;
    }

    /** Makes coroutines of one kind. */
    @FunctionalInterface
    public interface Kind {
        /** Makes one; nothing of it runs. */
        StackCoroutine make(Body body);
    }

    /** What {@link #close} raises. */
    private static final class Exit extends Error {
        private static final long serialVersionUID = 1L;
        static final Exit EXIT = new Exit();

        private Exit() {
            super(null, null, false, false);
        }
    }

    private final Body body;

    /** What is handed over, in both directions. */
    private @Nullable Object value;

    /** What the pause throws, or what the body threw. */
    private @Nullable Throwable raised;

    private boolean done;

    StackCoroutine(Body body) {
        this.body = body;
    }

    /** Enters the stack; comes back when the body has paused or ended. */
    abstract void enter();

    /** Leaves the stack; comes back when the driver enters it again. */
    abstract void leave();

    /** What the stack begins with. */
    final void runBody() {
        try {
            value = body.run(this);
        } catch (Throwable thrown) {
            raised = thrown;
        }
        done = true;
    }

    /**
     * Resumes it with a value; null begins it.
     *
     * @param sent what the pause gives
     * @return the yielded value, or what the body returned
     */
    public final @Nullable Object send(@Nullable Object sent) {
        value = sent;
        enter();
        if (raised != null) {
            throw StackCoroutine.<RuntimeException>sneaky(takeRaised());
        }
        return value;
    }

    /**
     * Resumes it with an exception.
     *
     * @param exception what the pause throws
     * @return as {@link #send}
     */
    public final @Nullable Object raise(Throwable exception) {
        raised = exception;
        return send(null);
    }

    /** Raises an exit where it is paused, and waits until that has come out. */
    public final void close() {
        try {
            raise(Exit.EXIT);
        } catch (Exit closed) {
            return;
        }
        throw new IllegalStateException("the body ignored its exit");
    }

    /** Tells whether the body has returned or thrown. */
    public final boolean isDone() {
        return done;
    }

    /**
     * Pauses; called in the body.
     *
     * @param yielded the value for the driver
     * @return what the driver sends
     */
    public final @Nullable Object suspend(@Nullable Object yielded) {
        value = yielded;
        leave();
        if (raised != null) {
            throw StackCoroutine.<RuntimeException>sneaky(takeRaised());
        }
        return value;
    }

    /**
     * Runs another coroutine to its end, and pauses whenever it does; called in the body.
     *
     * @param child the other one
     * @return what it returned
     */
    public final @Nullable Object await(StackCoroutine child) {
        Object outcome = child.send(null);
        while (!child.isDone()) {
            outcome = child.send(suspend(outcome));
        }
        return outcome;
    }

    private Throwable takeRaised() {
        Throwable taken = raised;
        raised = null;
        return taken;
    }

    @SuppressWarnings("unchecked")
    private static <X extends Throwable> X sneaky(Throwable exception) throws X {
        throw (X) exception;
    }
}
