package dev.pausa.async;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.StopAsyncIteration;
import org.jspecify.annotations.Nullable;

/** One step of the iteration of a channel: a receive, in which a plain close is the end. */
final class Received<T> implements Awaitable<T> {
    private final Channel<T> channel;
    private final Receive<T> receive;

    Received(Channel<T> channel, Receive<T> receive) {
        this.channel = channel;
        this.receive = receive;
        receive.unwatch(); // a step that nobody awaits has received nothing
    }

    @Override
    public AwaitIterator<T> awaitIterator() {
        AwaitIterator<T> begun = receive.awaitIterator();
        return begun instanceof Wait<T> wait ? () -> next(wait) : begun;
    }

    private @Nullable Object next(Wait<T> wait) {
        try {
            return wait.next();
        } catch (ChannelClosedException closed) {
            if (closed.getCause() == null && channel.isClosed()) {
                throw new StopAsyncIteration();
            }
            throw closed;
        }
    }
}
