package dev.pausa.frame;

import java.lang.ref.Cleaner;

/**
 * Notices that a handle is out of reach, where the JVM does not finalize. What is watched is the handle's
 * {@link Extras}; the frame is held from here. So an object that its frame leads back to is never out of reach: it, and
 * all that it refers to, is kept until it ends or is closed. {@link SelfReference} finds the plain cases before.
 */
final class HandlePhantom extends Lifeline implements Runnable {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Cleaner.Cleanable cleanable;

    HandlePhantom(Extras watched, Frame frame, Labels labels, boolean hasBegun) {
        super(frame, labels, hasBegun);
        cleanable = CLEANER.register(watched, this);
    }

    @Override
    void release() {
        super.release();
        cleanable.clean();
    }

    /** Called once by the cleaner's thread, or by {@link #release}, when there is nothing to tell. */
    @Override
    public void run() {
        gone();
    }

    /** Has something run after the next collection. */
    static void afterCollection(Runnable task) {
        CLEANER.register(new Object(), task);
    }
}
