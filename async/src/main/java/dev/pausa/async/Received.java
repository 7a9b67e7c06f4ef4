package dev.pausa.async;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.StopAsyncIteration;
import org.jspecify.annotations.Nullable;

/** One step of the iteration of a channel: a receive, in which a plain close is the end. */
final class Received<T> implements Awaitable<T>, AwaitIterator<T> {
    private final Channel<T> channel;
    private final AwaitIterator<T> receive;

    Received(Channel<T> channel, AwaitIterator<T> receive) {
        this.channel = channel;
        this.receive = receive;
    }

    @Override
    public AwaitIterator<T> awaitIterator() {
        return this;
    }

    @Override
    public @Nullable Object next() {
        try {
            return receive.next();
        } catch (ChannelClosedException closed) {
            throw endOf(closed);
        }
    }

    /** What the loop raises: a cancel, or that the channel was closed when the receive was to begin. */
    @Override
    public @Nullable Object raise(Throwable exception) {
        if (exception instanceof ChannelClosedException closed) {
            throw endOf(closed);
        }
        return receive.raise(exception);
    }

    /** Returns what a close means here: a plain one is the end. */
    private RuntimeException endOf(ChannelClosedException closed) {
        return closed.getCause() == null && channel.isClosed() ? new StopAsyncIteration() : closed;
    }
}
