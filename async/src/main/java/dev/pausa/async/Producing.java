package dev.pausa.async;

import dev.pausa.Awaitable;
import org.jspecify.annotations.Nullable;

/** The region of {@link Channel#closeAfter}. */
final class Producing extends Region {
    private final Channel<?> channel;

    Producing(Channel<?> channel, Awaitable<?> producer) {
        super(producer);
        this.channel = channel;
    }

    @Override
    void leaving(boolean isMine) {
        close(thrown());
    }

    @Override
    void aborted() {
        channel.close(new TaskCancelledException("the channel's producer was closed"));
    }

    private void close(@Nullable Throwable thrown) {
        if (thrown == null) {
            channel.close();
        } else if (thrown instanceof Cancellation cancellation) {
            channel.close(new TaskCancelledException("the channel's producer was cancelled: " + cancellation.why()));
        } else {
            channel.close(thrown);
        }
    }

    @Override
    public String toString() {
        return "producer of a " + channel;
    }
}
