package dev.pausa;

import org.jspecify.annotations.Nullable;

/**
 * The end of an asynchronous iteration: awaiting {@link AsyncIterator#anext()} throws it when there is no next element.
 *
 * <p>It is a signal, not a fault, and has no stack trace. A body that throws it out of a {@link Coroutine} is an
 * ordinary failure; out of an {@link AsyncGenerator} it would be mistaken for the end, and becomes the cause of a
 * {@link CoroutineStateException} with reason {@link CoroutineStateException.Reason#RAISED_STOP} (PEP 525).
 *
 * @see <a href="https://docs.python.org/3/library/exceptions.html#StopAsyncIteration">StopAsyncIteration</a>
 * @implSpec AG-011, CO-142
 */
public class StopAsyncIteration extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Makes one without a message. */
    public StopAsyncIteration() {
        this(null);
    }

    /**
     * Makes one with a message.
     *
     * @param message the message, or null
     */
    public StopAsyncIteration(@Nullable String message) {
        super(message, null, false, false);
    }
}
