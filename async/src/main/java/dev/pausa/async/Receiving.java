package dev.pausa.async;

import org.jspecify.annotations.Nullable;

/** See {@link Channel#onReceive}. */
record Receiving<T>(Channel<T> channel) implements Source {
    @Override
    public @Nullable Object attempt(Settlement settlement) {
        T value = channel.take(settlement);
        if (value == null && channel.isClosedNow()) {
            throw channel.closedToReceive();
        }
        return value == null ? NOTHING : value;
    }

    @Override
    public void enqueue(Waiter waiter) {
        channel.waitToReceive(waiter);
    }

    @Override
    public void forget(Waiter waiter) {
        channel.forget(waiter, false);
    }

    @Override
    public String describe() {
        return "receive from " + channel;
    }
}
