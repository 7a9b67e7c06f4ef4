package dev.pausa.frame;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
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
    /*
     * Overview
     * ========
     *
     * parts       who puts an object in reads it before, and again after: if it was replaced meanwhile, the object may
     *             have come too late to be looked at, and is settled at once. (Volatile.)
     * own         plain stores of the owner's behind a release fence, so that whoever finds an object there sees what
     *             was written to it before. Others read with acquire, and take out by compare-and-set.
     * shared      an exchange for each object that comes, a compare-and-set to take it out.
     * owner       0 to the number of a thread, once. (Volatile, written under the part's monitor; back to 0 only if
     *             there is no memory to arm.) A part that has anything in it has an owner.
     * isArmed     under ARMING: whether something waits for the next collection. Set by whoever becomes an owner, after
     *             `owner` is written; cleared and set by `rearm`, which looks at the owners after it was cleared. So if
     *             a part in use has an owner, it is set, or that thread is about to set it.
     *
     * There is no full fence between the owner's store and its second look at `parts`, which would be a fifth of what
     * it costs to make an object and close it. So a store may come after `settleAll` has looked, though its thread saw
     * the old parts; therefore those that were replaced are looked at once more after the next collection, for which
     * all threads stop.
     *
     * How often a collection is noticed: once. Were it noticed twice, each time by an object that is replaced by one of
     * its kind, and now and then by two, there would be twice as many after each collection, until the thread that
     * finalizes has nothing else to do.
     *
     * Locks: the class's monitor, for all of `collected`, before ARMING; a part's before ARMING; no others meanwhile
     * but those of extras.
     */

    private WatchRing() {}

    private static final int PARTS =
            Integer.highestOneBit(Math.max(1, Runtime.getRuntime().availableProcessors()) * 2 - 1);
    private static final int SIZE = 1 << 10;

    private static final VarHandle OWN = MethodHandles.arrayElementVarHandle(Handle[].class);

    /**
     * New ones after each collection, not only because that is simple: to store a new object into an old array is
     * expensive with G1, which must look whether it knows of that already, behind a fence.
     */
    private static volatile Part[] parts = fresh();

    /** Those that the last collection replaced. Guarded by the class's monitor. */
    private static Part[] replaced = {};

    private static final Object ARMING = new Object();

    /** Whether the next collection will be noticed. Guarded by {@link #ARMING}. */
    private static boolean isArmed;

    /**
     * Threads use different parts, mostly, so that they do not wait for each other's cache lines. The first thread that
     * comes to a part owns it, and has one half for itself: no other one writes there, so it needs no locked
     * instruction, which would be a fifth of what it costs to make an object and close it. All others share the rest.
     *
     * <p>What the owner does is little code on purpose, with all that is rare in methods of its own. It is inlined into
     * each send; if that becomes large, HotSpot no longer inlines it where it is called, and what is yielded needs a
     * box.
     */
    private static final class Part {
        private final @Nullable Handle[] own = new Handle[SIZE];
        private final AtomicReferenceArray<@Nullable Handle> shared = new AtomicReferenceArray<>(SIZE);

        /** The number of the thread that owns it; 0 if none has come yet. */
        private volatile long owner;

        /** Where the owner's next one goes. The owner's alone. */
        private int next;

        /** Where the next one of all others goes. Plain: a lost update only makes one leave early. */
        private int nextShared;

        boolean isOwned() {
            return owner != 0;
        }

        /** Puts one in, and returns the one that must leave. */
        @Nullable
        Handle put(Handle handle, long thread) {
            return owner == thread ? putOwn(handle) : putOther(handle, thread);
        }

        private @Nullable Handle putOwn(Handle handle) {
            @Nullable Handle[] all = own;
            int place = next++ & all.length - 1; // no mask of another form: this one needs no check of bounds
            Handle leaving = all[place];
            VarHandle.releaseFence();
            all[place] = handle;
            return leaving;
        }

        private @Nullable Handle putOther(Handle handle, long thread) {
            return owner == 0 && ownIfFirst(thread)
                    ? putOwn(handle)
                    : shared.getAndSet(nextShared++ & SIZE - 1, handle);
        }

        private synchronized boolean ownIfFirst(long thread) {
            if (owner == 0) {
                owner = thread;
                try {
                    arm();
                } catch (Throwable full) {
                    owner = 0;
                    throw full;
                }
            }
            return owner == thread;
        }

        /** Takes all out. Where another one has just been put, that stays for the second look. */
        void settleAll() {
            for (int i = 0; i < SIZE; i++) {
                Handle handle = (Handle) OWN.getAcquire(own, i);
                if (handle != null) {
                    settle(handle);
                    OWN.compareAndSet(own, i, handle, (Handle) null);
                }
                handle = shared.get(i);
                if (handle != null) {
                    settle(handle);
                    shared.compareAndSet(i, handle, null);
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
            Object driver = Observer.hasDrivers ? Observer.present().driver() : null;
            if (driver != null || handle.frame.kind().hasYielder()) {
                handle.extras().setDriver(driver); // see settle
            }
            add(handle);
            return true;
        } catch (OutOfMemoryError full) { // what it has yielded comes first
            return false;
        }
    }

    private static void add(Handle handle) {
        Part[] present = parts;
        long thread = Thread.currentThread().getId();
        Handle leaving = present[(int) thread & PARTS - 1].put(handle, thread);
        if (leaving != null && leaving.frame.state != 0) {
            settle(leaving);
        }
        if (parts != present) { // whoever replaced them may have looked at its place before
            settle(handle);
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

    /** Has the next collection noticed, if nobody has yet. */
    private static void arm() {
        synchronized (ARMING) {
            if (!isArmed) {
                noticeNext();
                isArmed = true;
            }
        }
    }

    private static void noticeNext() {
        Observer.present(); // once it is there, it is known which way it is
        if (Lifeline.isPhantom) {
            HandlePhantom.afterCollection(WatchRing::collected);
        } else {
            new Collection();
        }
    }

    /** Gives all that are here their lifelines. It counts as armed meanwhile: see the overview. */
    private static synchronized void collected() {
        try {
            replace();
        } finally {
            rearm();
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

    private static void settleAll(Part[] some) {
        for (Part part : some) {
            part.settleAll();
        }
    }

    private static void rearm() {
        synchronized (ARMING) {
            isArmed = false;
            if (isAnyOwned(replaced) || isAnyOwned(parts)) {
                arm();
            }
        }
    }

    private static boolean isAnyOwned(Part[] some) {
        for (Part part : some) {
            if (part.isOwned()) {
                return true;
            }
        }
        return false;
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
