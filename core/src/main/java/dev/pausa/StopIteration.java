package dev.pausa;

import org.jspecify.annotations.Nullable;

/**
 * The end of a coroutine or iterator, with its value. {@link Coroutine#send} throws it when the body has returned;
 * {@link AwaitIterator#next()} throws it when the await is over.
 *
 * <p>It carries a value, not a fault, and has no stack trace. One that a body throws itself is never mistaken for its
 * return: it becomes a {@link CoroutineStateException} with reason {@link CoroutineStateException.Reason#RAISED_STOP}
 * (PEP 479).
 *
 * @see <a href="https://docs.python.org/3/library/exceptions.html#StopIteration">StopIteration</a>
 */
public class StopIteration extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The value; not serialized, since any object may be one. */
    private final transient @Nullable Object value;

    /** Makes one without a value: {@link #value()} is null. */
    public StopIteration() {
        this(null);
    }

    /**
     * Makes one with a value.
     *
     * @param value the value; kept as it is, also if it is an exception or another {@code StopIteration}
     * @implSpec CO-043
     */
    public StopIteration(@Nullable Object value) {
        super(null, null, false, false);
        this.value = value;
    }

    /**
     * Returns the value that the coroutine returned.
     *
     * @return the value; null where Python has {@code None}
     * @implSpec CO-040
     */
    public @Nullable Object value() {
        return value;
    }

    /**
     * Returns the value as text.
     *
     * @return the value's text, or null when there is no value
     */
    @Override
    public @Nullable String getMessage() {
        return value == null ? null : String.valueOf(value);
    }
}
