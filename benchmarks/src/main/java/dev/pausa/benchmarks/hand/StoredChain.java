package dev.pausa.benchmarks.hand;

import org.jspecify.annotations.Nullable;

/** Drives frames that await each other, at the innermost one. */
public final class StoredChain {
    /** The frame that is paused; the root when all are done. */
    StoredFrame leaf;

    /**
     * Makes a chain of one.
     *
     * @param root its outermost frame
     */
    public StoredChain(StoredFrame root) {
        leaf = root;
    }

    /**
     * Resumes the leaf, and the frames above as those below them return.
     *
     * @param sent what the leaf's pause gives
     * @return the next yielded value, or what the root returned
     */
    public @Nullable Object send(@Nullable Object sent) {
        StoredFrame frame = leaf;
        frame.resume(this, sent);
        while (frame.state == StoredFrame.DONE) {
            StoredFrame above = frame.up;
            if (above == null) {
                leaf = frame;
                return frame.value;
            }
            Object outcome = frame.value;
            frame = above;
            frame.resume(this, outcome);
        }
        return leaf.value;
    }

    /** Tells whether the root has returned. */
    public boolean isDone() {
        return leaf.state == StoredFrame.DONE;
    }
}
