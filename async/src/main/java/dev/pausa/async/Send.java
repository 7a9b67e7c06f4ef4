package dev.pausa.async;

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
    protected void begin(Waker<Void> waker) {
        Settlement settlement = new Settlement();
        channel.lock.lock();
        try {
            if (channel.isClosedNow()) {
                throw channel.closedToSend();
            }
            if (!channel.put(value, settlement)) {
                channel.waitToSend(waiting(waker, value));
                return;
            }
        } finally {
            channel.lock.unlock();
        }
        settlement.run();
        Wait.completeAtOnce(waker, Typed.nothing());
    }

    @Override
    public String describe() {
        return "send to " + channel;
    }
}
