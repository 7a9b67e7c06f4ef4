package dev.pausa.async;

/**
 * Raised in a body whose scope, deadline or task was cancelled: at each operation that it awaits, for as long as a
 * cancelled scope is around the await.
 *
 * <p>It is an {@link Error}, so that {@code catch (Exception e)} does not swallow it. Clean up in {@code finally}, and
 * let it pass: the scope that was cancelled takes it away, and nobody else does. A body that swallows it meets the next
 * one at its next operation. Only loops make one, a new object each time; to cancel something, call {@link Task#cancel}
 * or {@link TaskScope#cancel}.
 */
public final class Cancellation extends Error {
    private static final long serialVersionUID = 1L;

    /** Why it was raised. */
    public enum Kind {
        /** Somebody called {@code cancel}. */
        EXPLICIT,
        /** A deadline has passed. */
        DEADLINE,
        /** Another task of the scope, or its block, has failed. */
        SIBLING_FAILED,
        /** The loop is being stopped. */
        SHUTDOWN
    }

    /** What sort of event it comes from. */
    private final Kind kind;

    /** The reason, in words. */
    private final String why;

    Cancellation(Cause cause) {
        super(cause.text());
        this.kind = cause.kind();
        this.why = cause.why();
    }

    /**
     * Returns what sort of event it comes from.
     *
     * @return the kind
     */
    public Kind kind() {
        return kind;
    }

    /**
     * Returns what was said when it was cancelled.
     *
     * @return the reason, in words
     */
    public String why() {
        return why;
    }

    /** It tells where the body was paused, which the await trace adds, not what the loop was doing. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
