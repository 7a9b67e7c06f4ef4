package dev.pausa.async;

import org.jspecify.annotations.Nullable;

/** See {@link Channel#send}. */
final class Send<T> extends ChannelOperation<T, Void> {
    private final T value;

    Send(Channel<T> channel, T value) {
        super(channel);
        this.value = value;
    }

    @Override
    boolean isSender() {
        return true;
    }

    @Override
    @Nullable
    Object valueNow() {
        return channel.mayHaveRoom() && put(null) ? null : NOT_NOW;
    }

    @Override
    protected void begin(Waker<Void> waker) {
        if (put(waker)) {
            Wait.completeAtOnce(waker, Typed.nothing());
        }
    }

    /** Sends the value. Returns false if that is not possible now: then the waker waits for it, if one is given. */
    private boolean put(@Nullable Waker<Void> waker) {
        Settlement settlement = new Settlement();
        boolean isSent;
        channel.lock.lock();
        try {
            isSent = !channel.isClosedNow() && channel.put(value, settlement);
            if (!isSent && waker != null) {
                waitOrRefuse(waker);
            }
        } finally {
            channel.lock.unlock();
        }
        settlement.run();
        return isSent;
    }

    private void waitOrRefuse(Waker<Void> waker) {
        if (channel.isClosedNow()) {
            throw channel.closedToSend();
        }
        channel.waitToSend(waiting(waker, value));
    }

    @Override
    public String describe() {
        return "send to " + channel;
    }
}
