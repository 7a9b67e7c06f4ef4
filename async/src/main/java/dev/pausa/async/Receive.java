package dev.pausa.async;

import org.jspecify.annotations.Nullable;

/** See {@link Channel#receive}. */
final class Receive<T> extends Operation<T> {
    private final Channel<T> channel;
    private @Nullable Waiter waiter;

    Receive(Channel<T> channel) {
        this.channel = channel;
    }

    @Override
    protected void begin(Waker<T> waker) {
        Settlement settlement = new Settlement();
        T value;
        channel.lock.lock();
        try {
            value = channel.take(settlement);
            if (value == null) {
                if (channel.isClosedNow()) {
                    throw channel.closed("receive from");
                }
                Waiter waiting = new Waiter(new WakingClaim<>(waker), 0, null);
                waiter = waiting;
                channel.waitToReceive(waiting);
                return;
            }
        } finally {
            channel.lock.unlock();
        }
        settlement.run();
        waker.complete(value);
    }

    @Override
    protected boolean withdraw() {
        Waiter waiting = waiter;
        if (waiting == null || !waiting.claim.take()) {
            return false; // a value is on the way
        }
        channel.forget(waiting, false);
        return true;
    }

    @Override
    protected boolean isExternal() {
        return false;
    }

    @Override
    public String describe() {
        return "receive from " + channel;
    }
}
