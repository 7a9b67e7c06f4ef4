package dev.pausa.diagnostics;

import dev.pausa.frame.Handle;
import dev.pausa.frame.Look;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The objects that were made while tracking is on, each with an id and the time of its making. Keeps none of them
 * alive.
 */
final class LiveObjects {
    private LiveObjects() {}

    private static final Set<Entry> ENTRIES = ConcurrentHashMap.newKeySet();
    private static final ReferenceQueue<Handle> GONE = new ReferenceQueue<>();
    private static final AtomicLong IDS = new AtomicLong();

    /** What is known of one object. Equal to itself alone. */
    static final class Entry extends WeakReference<Handle> {
        final long id;

        /** As {@link System#nanoTime} gives it; null if the object was there before it was tracked. */
        final @Nullable Long madeAt;

        Entry(Handle handle, @Nullable Long madeAt) {
            super(handle, GONE);
            this.id = IDS.incrementAndGet();
            this.madeAt = madeAt;
        }
    }

    static void made(Handle handle) {
        forgetTheGone();
        ENTRIES.add(new Entry(handle, System.nanoTime()));
    }

    /** Takes in an object that was made before tracking was on, or that is no body's. */
    static Entry met(Handle handle) {
        Entry entry = new Entry(handle, null);
        ENTRIES.add(entry);
        return entry;
    }

    static void clear() {
        ENTRIES.clear();
    }

    /** Returns those that may be live. Changes while others make objects. */
    static Iterable<Entry> entries() {
        forgetTheGone();
        return ENTRIES;
    }

    static void forget(Entry entry) {
        ENTRIES.remove(entry);
    }

    private static void forgetTheGone() {
        for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
            ENTRIES.remove(gone);
        }
    }

    /**
     * Counts them; see {@link dev.pausa.diagnostics.CoroutineDump#liveCount}.
     *
     * @return how many there are
     */
    static int count() {
        int count = 0;
        for (Entry entry : entries()) {
            Handle handle = entry.get();
            if (handle != null && !Look.isClosed(handle) && Look.isObject(handle)) {
                count++;
            }
        }
        return count;
    }
}
