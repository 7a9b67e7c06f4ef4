package dev.pausa;

import dev.pausa.trace.Sneaky;
import dev.pausa.trace.TypeNames;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One await in progress: what Python's {@code __await__()} returns. An awaiting body runs it step by step; each value
 * it returns goes unchanged to whoever drives the body, and the {@link StopIteration} it throws ends the await with
 * that exception's value.
 *
 * <p>Only {@link #next()} has to be written. The other methods say what Python does when they are missing: a value sent
 * in is refused, an exception raised in is raised at the await, and there is nothing to close.
 *
 * <p>An iterator belongs to the await that asked for it and is used by one thread at a time.
 *
 * @param <T> the type of the value that ends the await; Java cannot check it
 * @see <a href="https://peps.python.org/pep-0492/#await-expression">PEP 492, Await Expression</a>
 * @see <a href="https://peps.python.org/pep-0380/#formal-semantics">PEP 380, Formal Semantics</a>
 */
@FunctionalInterface
public interface AwaitIterator<T extends @Nullable Object> {
    /**
     * Runs to the next pause. It is called for the first step, and whenever the driver sends null.
     *
     * @return the value for the driver; null is a value like any other
     * @throws StopIteration when the await is over; its value is the await's value. Any other exception is raised
     *     at the await
     * @implSpec AW-020, AW-021, AW-032
     */
    @Nullable
    Object next();

    /**
     * Runs to the next pause, with a value from the driver. Null never comes here: it is {@link #next()}.
     *
     * @param value what the driver sent; for null, calls {@link #next()}
     * @return the value for the driver
     * @throws StopIteration when the await is over
     * @throws UnsupportedOperationException unless this method is overridden: raised at the await, where the body may
     *     catch it; this iterator is then abandoned and not closed
     * @implSpec CO-036, CO-037, CO-038, CO-039
     */
    default @Nullable Object send(@Nullable Object value) {
        if (value == null) {
            return next();
        }
        throw new UnsupportedOperationException("'" + TypeNames.of(this) + "' object has no attribute 'send'");
    }

    /**
     * Raises an exception into this iterator. A {@link GeneratorExit} never comes here: it calls {@link #close()}
     * instead, and is then raised at the await.
     *
     * <p>If the very object given here comes out again, it is raised at the await, even if it is a
     * {@code StopIteration}; any other {@code StopIteration} ends the await.
     *
     * @param exception the exception
     * @return the next value for the driver, if the iterator handled the exception and goes on
     * @throws StopIteration when the iterator handled the exception and the await is over
     * @implSpec CO-087, CO-088, CO-089, CO-095
     */
    default @Nullable Object raise(Throwable exception) {
        throw Sneaky.rethrow(Objects.requireNonNull(exception, "exception"));
    }

    /**
     * Closes this iterator: called when the awaiting body is closed or gets a {@link GeneratorExit}, before that is
     * raised at the await. Does nothing unless overridden. What it throws is raised at the await instead.
     *
     * @implSpec CO-124, CO-125, CO-126
     */
    default void close() {}

    /**
     * An iterator that pauses nowhere, for an awaitable whose value is there when it is awaited. An await of it costs
     * less than one of an iterator that throws a {@link StopIteration} in its first step, and means the same. Several
     * awaits may share one.
     *
     * @param value what the await gives
     * @param <T> its type
     */
    record Ended<T extends @Nullable Object>(T value) implements AwaitIterator<T> {
        /** Ends the await, each time. */
        @Override
        public @Nullable Object next() {
            throw new StopIteration(value);
        }
    }
}
