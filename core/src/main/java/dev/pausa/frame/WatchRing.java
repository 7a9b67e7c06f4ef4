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

    /**
     * Those that the last collection replaced. They are looked at once more after the next one, for which all threads
     * stop: a store of their owners' may still have been on its way. Guarded by the class's monitor.
     */
    private static Part[] replaced = {};

    /** Whether the next collection will be noticed. */
    private static volatile boolean isArmed;

    /**
     * Threads use different parts, mostly, so that they do not wait for each other's cache lines. The first thread that
     * comes to a part owns it, and has one half for itself: no other one writes there, so it needs no locked
     * instruction, which would be a fifth of what it costs to make an object and close it. All others share the rest.
     */
    private static final class Part extends AtomicReferenceArray<@Nullable Handle> {
        private static final long serialVersionUID = 1L;

        /** The number of the thread that owns it; 0 if none has come yet. */
        private volatile long owner;

        /** Where the owner's next one goes. */
        private int next;

        /** Where the next one of all others goes. Plain: a lost update only makes one leave early. */
        private int nextShared;

        Part() {
            super(2 * SIZE);
        }

        boolean isOwned() {
            return owner != 0;
        }

        /** Puts one in, and gives the one that must leave its lifeline. */
        void put(Handle handle, long thread) {
            Handle leaving;
            if (owner == thread || own(thread)) {
                int place = next++ & SIZE - 1;
                leaving = getPlain(place);
                lazySet(place, handle);
            } else {
                leaving = getAndSet(SIZE + (nextShared++ & SIZE - 1), handle);
            }
            if (leaving != null) {
                settle(leaving);
            }
        }

        private boolean own(long thread) {
            return owner == 0 && ownIfFirst(thread);
        }

        private synchronized boolean ownIfFirst(long thread) {
            if (owner == 0) {
                owner = thread;
            }
            return owner == thread;
        }

        /** Takes all out. Where the owner has just put another one, that stays for the second look. */
        void settleAll() {
            for (int i = 0; i < length(); i++) {
                Handle handle = get(i);
                if (handle != null) {
                    settle(handle);
                    compareAndSet(i, handle, null);
                }
            }
        }
    }

    private static Part[] fresh() {
        Part[] fresh = new Part[PARTS];
        for (int i = 0; i < PARTS; i++) {
            fresh[i] = new Part();
        }
        return fresh;
    }

    /** Puts an object in; returns false if there is no memory for that. */
    static boolean watch(Handle handle) {
        try {
            Object driver = Observer.present().driver();
            if (driver != null || handle.frame.kind().hasYielder()) {
                handle.extras().setDriver(driver); // see settle
            }
            add(handle);
            return true;
        } catch (OutOfMemoryError full) { // what it has yielded comes first
            return false;
        }
    }

    /**
     * Gives an object its lifeline, if it has not ended; called by whoever finds it when it must leave, in any thread,
     * maybe by several. If it ends just now, the lifeline will find nothing to do. What a coroutine's handle holds
     * between two pauses is nobody's but this method's; a generator's writes there, and so got its extras before.
     */
    private static void settle(Handle handle) {
        Frame paused = handle.frame;
        if (paused.state != 0) {
            handle.extras().watch(paused);
        }
    }

    private static void add(Handle handle) {
        Part[] present = parts;
        long thread = Thread.currentThread().getId();
        present[(int) thread & PARTS - 1].put(handle, thread);
        if (parts != present) { // whoever replaced them may have looked at its place before
            settle(handle);
        }
        if (!isArmed) {
            arm();
        }
    }

    /**
     * Has the next collection noticed, once: two that notice one collection would be four at the next. Whoever comes
     * here waits while {@link #collected} is at its end.
     */
    private static synchronized void arm() {
        if (isArmed) {
            return;
        }
        if (Lifeline.isPhantom) {
            HandlePhantom.afterCollection(WatchRing::collected);
        } else {
            new Collection();
        }
        isArmed = true;
    }

    /** Gives all that are here their lifelines. It counts as armed meanwhile, so that others do not arm it, too. */
    private static synchronized void collected() {
        try {
            replace();
        } finally {
            isArmed = false;
            if (isAnyOwned(replaced) || isAnyOwned(parts)) { // a part that has anything has an owner
                arm();
            }
        }
    }

    private static void replace() {
        Part[] before = replaced;
        Part[] left = parts;
        parts = fresh();
        replaced = left;
        settleAll(before);
        settleAll(left);
    }

    private static boolean isAnyOwned(Part[] some) {
        for (Part part : some) {
            if (part.isOwned()) {
                return true;
            }
        }
        return false;
    }

    private static void settleAll(Part[] left) {
        for (Part part : left) {
            part.settleAll();
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
