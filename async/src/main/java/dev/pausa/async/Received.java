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
            if (closed.getCause() == null && channel.isClosed()) {
                throw new StopAsyncIteration();
            }
            throw closed;
        }
    }
}
