package dev.pausa.async;

import org.jspecify.annotations.Nullable;

/** See {@link Channel#send}. */
final class Send<T> extends Operation<Void> {
    private final Channel<T> channel;
    private final T value;
    private @Nullable Waiter waiter;

    Send(Channel<T> channel, T value) {
        this.channel = channel;
        this.value = value;
    }

    @Override
    protected void begin(Waker<Void> waker) {
        Settlement settlement = new Settlement();
        channel.lock.lock();
        try {
            if (channel.isClosedNow()) {
                throw channel.closed("send to");
            }
            if (!channel.put(value, settlement)) {
                Waiter waiting = new Waiter(new WakingClaim<>(waker), 0, value);
                waiter = waiting;
                channel.waitToSend(waiting);
                return;
            }
        } finally {
            channel.lock.unlock();
        }
        settlement.run();
        waker.complete(Typed.nothing());
    }

    @Override
    protected boolean withdraw() {
        Waiter waiting = waiter;
        if (waiting == null || !waiting.claim.take()) {
            return false; // it is taken, and its end is on the way
        }
        channel.forget(waiting, true);
        return true;
    }

    @Override
    protected boolean isExternal() {
        return false;
    }

    @Override
    public String describe() {
        return "send to " + channel;
    }
}
