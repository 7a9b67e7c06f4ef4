package dev.pausa.frame;

import dev.pausa.AwaitIterator;
import dev.pausa.StopIteration;
import org.jspecify.annotations.Nullable;

/**
 * An await that is over before it begins. The machine knows it by its class, and takes the value without a frame and
 * without an exception. It has no state: several awaits may share one.
 *
 * @param <T> the type of the value
 */
public final class EndedIterator<T extends @Nullable Object> implements AwaitIterator<T> {
    private final T value;

    /**
     * See {@link AwaitIterator#ended}.
     *
     * @param value what ends the await
     */
    public EndedIterator(T value) {
        this.value = value;
    }

    T value() {
        return value;
    }

    @Override
    public @Nullable Object next() {
        throw new StopIteration(value);
    }
}
