package dev.pausa.frame;

/**
 * Notices that a handle is out of reach, together with everything that its frame refers to. Only the handle's
 * {@link Extras} refer to it.
 *
 * <p>It is a finalizer, on purpose. A body often refers to its own coroutine, through a field of an object that it
 * captured. A phantom reference must hold the frame to be able to close it, the frame holds the handle, and no such
 * coroutine can ever be collected. Only a finalizer is told that the whole cycle is out of reach, and may still use it;
 * it is also what Python does (PEP 442, FI-010).
 */
final class HandleFinalizer extends Lifeline {

    HandleFinalizer(Frame frame, Labels labels, boolean hasBegun) {
        super(frame, labels, hasBegun);
    }

    @Override
    @SuppressWarnings({"removal", "deprecation"}) // see above
    protected void finalize() {
        gone();
    }
}
