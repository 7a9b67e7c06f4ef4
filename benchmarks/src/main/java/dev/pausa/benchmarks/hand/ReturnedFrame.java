package dev.pausa.benchmarks.hand;

import org.jspecify.annotations.Nullable;

/** A frame written by hand. What it yields and returns is what {@link #resume} returns; its state says which it is. */
public abstract class ReturnedFrame {
    /** The state of a frame whose body has returned. Others: 0 has not begun, positive is paused. */
    static final int DONE = -1;

    /** Where the body is. */
    int state;

    /** The frame that awaits this one, once this one has paused. */
    @Nullable
    ReturnedFrame up;

    ReturnedFrame() {}

    /**
     * Runs the body to its next pause or its end.
     *
     * @param chain who drives it; null if it is driven by itself
     * @param sent what the pause gives
     * @return the yielded value, or what the body returned
     */
    public abstract @Nullable Object resume(@Nullable ReturnedChain chain, @Nullable Object sent);

    /** Tells whether the body has returned. */
    public final boolean isDone() {
        return state == DONE;
    }

    /** Pauses here: the chain goes on at this frame. */
    final void pause(@Nullable ReturnedChain chain, int point) {
        state = point;
        if (chain != null && chain.leaf != this) {
            chain.leaf = this;
        }
    }

    /** Pauses at an await. */
    final void pauseBelow(ReturnedFrame child, int point) {
        child.up = this;
        state = point;
    }
}
