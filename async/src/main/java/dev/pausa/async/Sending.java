package dev.pausa.async;

import org.jspecify.annotations.Nullable;

/** See {@link Channel#onSend}. */
record Sending<T>(Channel<T> channel, T item) implements Source {
    @Override
    public @Nullable Object attempt(Settlement settlement) {
        if (channel.isClosedNow()) {
            throw channel.closedToSend();
        }
        return channel.put(item, settlement) ? null : NOTHING;
    }

    @Override
    public void enqueue(Waiter waiter) {
        channel.waitToSend(waiter);
    }

    @Override
    public void forget(Waiter waiter) {
        channel.forget(waiter, true);
    }

    @Override
    public String describe() {
        return "send to " + channel;
    }
}
