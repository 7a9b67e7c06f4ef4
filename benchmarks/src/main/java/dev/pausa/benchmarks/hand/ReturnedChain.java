package dev.pausa.benchmarks.hand;

import org.jspecify.annotations.Nullable;

/** Drives frames that await each other, at the innermost one. */
public final class ReturnedChain {
    /** The frame that is paused; the root when all are done. */
    ReturnedFrame leaf;

    /**
     * Makes a chain of one.
     *
     * @param root its outermost frame
     */
    public ReturnedChain(ReturnedFrame root) {
        leaf = root;
    }

    /**
     * Resumes the leaf, and the frames above as those below them return.
     *
     * @param sent what the leaf's pause gives
     * @return the next yielded value, or what the root returned
     */
    public @Nullable Object send(@Nullable Object sent) {
        ReturnedFrame frame = leaf;
        Object outcome = frame.resume(this, sent);
        while (frame.state == ReturnedFrame.DONE) {
            ReturnedFrame above = frame.up;
            if (above == null) {
                leaf = frame;
                return outcome;
            }
            frame = above;
            outcome = frame.resume(this, outcome);
        }
        return outcome;
    }

    /** Tells whether the root has returned. */
    public boolean isDone() {
        return leaf.state == ReturnedFrame.DONE;
    }
}
