package dev.pausa.async;

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
    protected void begin(Waker<T> waker) {
        Settlement settlement = new Settlement();
        T value;
        channel.lock.lock();
        try {
            value = channel.take(settlement);
            if (value == null) {
                if (channel.isClosedNow()) {
                    throw channel.closedToReceive();
                }
                channel.waitToReceive(waiting(waker, null));
                return;
            }
        } finally {
            channel.lock.unlock();
        }
        settlement.run();
        Wait.completeAtOnce(waker, value);
    }

    @Override
    public String describe() {
        return "receive from " + channel;
    }
}
