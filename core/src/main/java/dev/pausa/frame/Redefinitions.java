package dev.pausa.frame;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.WeakHashMap;

/**
 * Redefined classes, where an agent tells of them: prototypes that were woven before are dropped, so that the next
 * object of each body is made from the code that the JVM has then. Paused frames finish on the old code. All prototypes
 * are dropped, be they of that class or not; weaving finds the same frame class again for what has not changed.
 */
public final class Redefinitions {
    private Redefinitions() {}

    /** Where a prototype is kept. */
    interface Holder {
        /** Forgets the prototype. */
        void drop();
    }

    /** Guarded by itself, as is {@link #count}. */
    private static final Set<Holder> HOLDERS = Collections.newSetFromMap(new WeakHashMap<>());

    private static int count;

    /** Whether somebody tells. */
    private static volatile boolean isWatched;

    /** Has holders remembered from now on; called by the weaver before it weaves, if there is an agent. */
    public static void watch() {
        isWatched = true;
    }

    /** Drops all prototypes that were woven so far. */
    public static void dropPrototypes() {
        List<Holder> dropped;
        synchronized (HOLDERS) {
            count++;
            dropped = new ArrayList<>(HOLDERS);
            HOLDERS.clear();
        }
        for (Holder each : dropped) { // no lambda, which would have classes loaded where one is being redefined
            each.drop();
        }
    }

    /** Returns how often prototypes have been dropped. */
    static int count() {
        if (!isWatched) {
            return 0;
        }
        synchronized (HOLDERS) {
            return count;
        }
    }

    /**
     * Remembers where a prototype is kept.
     *
     * @param holder the place
     * @param before the {@link #count} before it was woven
     * @return false if it is out of date already, and must not be kept
     */
    static boolean isKept(Holder holder, int before) {
        if (!isWatched) {
            return true;
        }
        synchronized (HOLDERS) {
            HOLDERS.add(holder);
            return count == before;
        }
    }
}
