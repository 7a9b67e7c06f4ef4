package dev.pausa.durable;

/**
 * Raised in the body of an instance that was cancelled: at what it awaits then, and at each operation that it awaits
 * after that, but for those in {@link Durable#shield}.
 *
 * <p>It is an {@link Error}, so that {@code catch (Exception e)} does not swallow it. Clean up in {@code finally}, and
 * let it pass: then the instance ends as CANCELLED.
 */
public final class DurableCancellation extends Error {
    private static final long serialVersionUID = 1L;

    DurableCancellation(String why) {
        super(why);
    }

    /** It tells where the body was paused, which the await trace adds, not what the engine was doing. */
    @Override
    public Throwable fillInStackTrace() {
        return this;
    }
}
