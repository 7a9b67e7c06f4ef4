package dev.pausa.benchmarks.hand;

import org.jspecify.annotations.Nullable;

/** A frame written by hand. What it yields and returns is stored in a field of the frame. */
public abstract class StoredFrame {
    /** The state of a frame whose body has returned. Others: 0 has not begun, positive is paused. */
    static final int DONE = -1;

    /** Where the body is. */
    int state;

    /** What it yielded or returned. */
    public @Nullable Object value;

    /** The frame that awaits this one, once this one has paused. */
    @Nullable
    StoredFrame up;

    StoredFrame() {}

    /**
     * Runs the body to its next pause or its end, and leaves the yielded or returned value in {@link #value}.
     *
     * @param chain who drives it; null if it is driven by itself
     * @param sent what the pause gives
     */
    public abstract void resume(@Nullable StoredChain chain, @Nullable Object sent);

    /** Tells whether the body has returned. */
    public final boolean isDone() {
        return state == DONE;
    }

    /** Pauses here: the chain goes on at this frame. */
    final void pause(@Nullable StoredChain chain, int point, @Nullable Object yielded) {
        state = point;
        value = yielded;
        if (chain != null && chain.leaf != this) {
            chain.leaf = this;
        }
    }

    /** Pauses at an await. */
    final void pauseBelow(StoredFrame child, int point) {
        child.up = this;
        state = point;
    }

    /** Returns. */
    final void end(@Nullable Object returned) {
        state = DONE;
        value = returned;
    }
}
