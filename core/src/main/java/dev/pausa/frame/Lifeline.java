package dev.pausa.frame;

import org.jspecify.annotations.Nullable;

/**
 * Notices that an object is out of reach, and tells {@link Forgotten}. There are two ways, and one of them in a
 * process: {@link HandleFinalizer}, which notices all there is to notice, and {@link HandlePhantom}, where the JVM runs
 * without finalization or the application wants it so.
 */
abstract class Lifeline {
    /** Which way it is. Written when the observer is made, before any object is watched. */
    static boolean isPhantom = !isFinalizationOn();

    /**
     * Null when there is nothing to tell any more. Volatile since who notices has no other edge from the driver's
     * thread.
     */
    private volatile @Nullable Frame frame;

    volatile Labels labels;
    private final boolean hasBegun;

    Lifeline(Frame frame, Labels labels, boolean hasBegun) {
        this.frame = frame;
        this.labels = labels;
        this.hasBegun = hasBegun;
    }

    static Lifeline of(Extras watched, Frame frame, Labels labels, boolean hasBegun) {
        return isPhantom
                ? new HandlePhantom(watched, frame, labels, hasBegun)
                : new HandleFinalizer(frame, labels, hasBegun);
    }

    /** There is nothing to tell any more. */
    void release() {
        frame = null;
    }

    /** The object is out of reach. Called by a thread of the JVM's, which must not be held up. */
    final void gone() {
        Frame left = frame;
        if (left != null) {
            Forgotten.found(left, labels, hasBegun);
        }
    }

    /**
     * Whether the JVM finalizes: with {@code --finalization=disabled} it does not start the thread for it. All JVMs
     * start it before the application; where the threads must not be looked at, it is taken to be there.
     */
    private static boolean isFinalizationOn() {
        try {
            ThreadGroup system = Thread.currentThread().getThreadGroup();
            while (system.getParent() != null) {
                system = system.getParent();
            }
            Thread[] threads = new Thread[system.activeCount() + 16];
            int count = system.enumerate(threads, false);
            for (int i = 0; i < count; i++) {
                if (threads[i].getName().startsWith("Finalizer")) {
                    return true;
                }
            }
            return false;
        } catch (SecurityException unknown) {
            return true;
        }
    }
}
