package dev.pausa.async;

import org.jspecify.annotations.Nullable;

/** See {@link Channel#receive}. */
final class Receive<T> extends ChannelOperation<T, T> {
    Receive(Channel<T> channel) {
        super(channel);
    }

    @Override
    boolean isSender() {
        return false;
    }

    @Override
    Object valueNow() {
        T value = channel.mayHaveSome() ? take(null) : null;
        return value == null ? NOT_NOW : value;
    }

    @Override
    protected void begin(Waker<T> waker) {
        T value = take(waker);
        if (value != null) {
            Wait.completeAtOnce(waker, value);
        }
    }

    /** Returns the next value; null if there is none: then the waker waits for it, if one is given. */
    private @Nullable T take(@Nullable Waker<T> waker) {
        Settlement settlement = new Settlement();
        T value;
        channel.lock.lock();
        try {
            value = channel.take(settlement);
            if (value == null && waker != null) {
                waitOrRefuse(waker);
            }
        } finally {
            channel.lock.unlock();
        }
        settlement.run();
        return value;
    }

    private void waitOrRefuse(Waker<T> waker) {
        if (channel.isClosedNow()) {
            throw channel.closedToReceive();
        }
        channel.waitToReceive(waiting(waker, null));
    }

    @Override
    public String describe() {
        return "receive from " + channel;
    }
}
