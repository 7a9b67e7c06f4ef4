package dev.pausa.frame;

import org.jspecify.annotations.Nullable;

/**
 * Notices that a handle is out of reach, together with everything that its frame refers to. Only the handle refers to it.
 *
 * <p>It is a finalizer, on purpose. A body often refers to its own coroutine, through a field of an object that it captured. A phantom
 * reference (or a {@code Cleaner}) would have to hold the frame to be able to close it, the frame would hold the handle, and no such coroutine
 * could ever be collected. Only a finalizer is told that the whole cycle is out of reach, and may still use it; it is also what Python
 * does (PEP 442, FI-010). If the JVM runs without finalization, nothing is told, and nothing is kept.
 */
final class HandleFinalizer {
    /** Null when there is nothing to tell any more. Volatile since the finalizer's thread has no other edge from the driver's. */
    private volatile @Nullable Frame frame;

    private final Extras extras;
    private final boolean hasBegun;

    HandleFinalizer(Frame frame, Extras extras, boolean hasBegun) {
        this.frame = frame;
        this.extras = extras;
        this.hasBegun = hasBegun;
    }

    void release() {
        frame = null;
    }

    @Override
    @SuppressWarnings({"removal", "deprecation"}) // see above
    protected void finalize() {
        Frame left = frame;
        if (left != null) {
            Forgotten.found(left, extras, hasBegun);
        }
    }
}
