package dev.pausa.async;

import org.jspecify.annotations.Nullable;

/**
 * What a send and a receive have in common: a place in a queue of the channel while they wait.
 *
 * @param <T> what goes through the channel
 * @param <R> what awaiting gives
 */
abstract class ChannelOperation<T, R extends @Nullable Object> extends Operation<R> {
    final Channel<T> channel;

    /** Where it waits; null before, and if it did not have to. */
    private @Nullable Waiter waiter;

    ChannelOperation(Channel<T> channel) {
        this.channel = channel;
    }

    /** Whether its queue is that of senders. */
    abstract boolean isSender();

    /** Returns a place in the queue, for the channel to put there. */
    final Waiter waiting(Waker<R> waker, @Nullable Object item) {
        Waiter waiting = new Waiter(new WakingClaim<>(waker), 0, item);
        waiter = waiting;
        return waiting;
    }

    @Override
    protected final boolean withdraw() {
        Waiter waiting = waiter;
        if (waiting == null || !waiting.claim.take()) {
            return false; // the other side has it, and its end is on the way
        }
        channel.forget(waiting, isSender());
        return true;
    }

    @Override
    protected final boolean isExternal() {
        return false;
    }
}
