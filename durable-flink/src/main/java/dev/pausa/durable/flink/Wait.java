package dev.pausa.durable.flink;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.StopIteration;
import org.jspecify.annotations.Nullable;

/**
 * What a body waits for: it is the awaitable, the await, and what the driver is told. It keeps nothing of how far the
 * await is, so it can be a part of the saved chain as it is.
 *
 * @param type the name of the class of events; null for any, {@link #NO_EVENT} for none
 * @param millis how long at most, or {@link #NEVER}
 * @param isProcessingTime by which time
 */
record Wait(@Nullable String type, long millis, boolean isProcessingTime)
        implements Awaitable<Object>, AwaitIterator<Object> {
    static final long NEVER = -1;
    static final String NO_EVENT = "";

    /** What is sent when the time is up. */
    static final Object TIME_IS_UP = new Object();

    @Override
    public AwaitIterator<Object> awaitIterator() {
        return this;
    }

    @Override
    public Object next() {
        return this;
    }

    @Override
    public Object send(@Nullable Object value) {
        throw new StopIteration(value == TIME_IS_UP ? null : value);
    }

    boolean isTimed() {
        return millis != NEVER;
    }

    boolean isForEvents() {
        return !NO_EVENT.equals(type);
    }
}
