package dev.pausa.frame;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The objects that began to be watched last. A {@link Lifeline} is expensive, since the JVM keeps a list of them all,
 * and most objects are finished or closed soon after they paused inside a {@code try}. So an object gets its lifeline
 * only if it is still paused when so many others have come after it that it must leave, or when the garbage collector
 * has run.
 *
 * <p>While it is here an object cannot be collected. The next collection is noticed, and gives it its lifeline; the one
 * after that can find it out of reach. Nothing is taken out when an object ends: it has let go of everything by then.
 */
final class WatchRing {
    private WatchRing() {}

    private static final int PARTS =
            Integer.highestOneBit(Math.max(1, Runtime.getRuntime().availableProcessors()) * 2 - 1);
    private static final int SIZE = 1 << 10;

    /**
     * New ones after each collection, not only because that is simple: to store a new object into an old array is
     * expensive with G1, which must look whether it knows of that already, behind a fence.
     */
    private static volatile Part[] parts = fresh();

    /** Whether the next collection will be noticed. */
    private static volatile boolean isArmed;

    /** Threads use different parts, mostly, so that they do not wait for each other's cache lines. */
    private static final class Part extends AtomicReferenceArray<@Nullable Extras> {
        private static final long serialVersionUID = 1L;

        /** Where the next one goes. Plain: a lost update only makes one leave early. */
        int next;

        Part() {
            super(SIZE);
        }
    }

    private static Part[] fresh() {
        Part[] fresh = new Part[PARTS];
        for (int i = 0; i < PARTS; i++) {
            fresh[i] = new Part();
        }
        return fresh;
    }

    static void add(Extras extras) {
        Part[] present = parts;
        Part part = present[(int) Thread.currentThread().getId() & PARTS - 1];
        int place = part.next++ & SIZE - 1;
        settle(part.getAndSet(place, extras));
        // Read after the object is in: whoever replaces them looks at all places afterwards.
        if (parts != present) {
            settle(part.getAndSet(place, null));
        }
        if (!isArmed) {
            isArmed = true;
            if (Lifeline.isPhantom) {
                HandlePhantom.afterCollection(WatchRing::collected);
            } else {
                new Collection();
            }
        }
    }

    private static void collected() {
        isArmed = false;
        clear();
    }

    /** Gives all that are here their lifelines. */
    private static void clear() {
        Part[] left = parts;
        parts = fresh();
        for (Part part : left) {
            for (int i = 0; i < SIZE; i++) {
                if (part.get(i) != null) {
                    settle(part.getAndSet(i, null));
                }
            }
        }
    }

    private static void settle(@Nullable Extras extras) {
        if (extras != null) {
            extras.settle();
        }
    }

    /** Is out of reach from its making on, and so notices the next collection. */
    private static final class Collection {
        @Override
        @SuppressWarnings({"removal", "deprecation"}) // as HandleFinalizer
        protected void finalize() {
            collected();
        }
    }
}
