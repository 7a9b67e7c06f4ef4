package dev.pausa.async;

import org.jspecify.annotations.Nullable;

/**
 * Thrown by a {@link Channel} that was closed: by each send, and by a receive when nothing is left. Its cause is what
 * it was closed with, if anything.
 */
public class ChannelClosedException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what was tried
     * @param cause what the channel was closed with; may be null
     */
    public ChannelClosedException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
