package dev.pausa.trace;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Shows failures in others, as try-with-resources does: the first one goes on, and those that come after it are
 * suppressed in it.
 */
public final class Suppressed {
    private Suppressed() {}

    /**
     * So many are shown in one exception. The same object may fail again and again, as a stage that has failed does for
     * all who await it, and must not grow with each time.
     */
    private static final int MOST = 10;

    /**
     * So many causes and suppressed exceptions are looked through: their classes are the application's and may make new
     * ones each time.
     */
    private static final int MOST_SEEN = 1000;

    /**
     * Closes something after a failure, which shows what that throws.
     *
     * @param resource what to close, or null for nothing
     * @param failure the failure
     */
    public static void closeAfter(@Nullable AutoCloseable resource, Throwable failure) {
        try {
            if (resource != null) {
                resource.close();
            }
        } catch (Throwable second) {
            join(failure, second);
        }
    }

    /**
     * Has a failure show another one, unless it does so anyway or shows many already.
     *
     * @param first the one that goes on; null if there was none before
     * @param next the other one
     * @return the one that goes on
     */
    public static Throwable join(@Nullable Throwable first, Throwable next) {
        if (first == null) {
            return next;
        }
        if (first.getSuppressed().length < MOST && !shows(first, next)) {
            first.addSuppressed(next);
        }
        return first;
    }

    /** Whether one exception is the other one or shows it, at any depth: who threw it may have seen to that. */
    private static boolean shows(Throwable outer, Throwable wanted) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>(List.of(outer));
        for (Throwable t = open.poll(); t != null && seen.size() < MOST_SEEN; t = open.poll()) {
            if (t == wanted) {
                return true;
            }
            if (seen.add(t)) {
                Collections.addAll(open, t.getSuppressed());
                Throwable cause = causeOf(t);
                if (cause != null) {
                    open.add(cause);
                }
            }
        }
        return false;
    }

    private static @Nullable Throwable causeOf(Throwable t) {
        try {
            return t.getCause();
        } catch (Throwable byItsClass) {
            return null; // it shows none
        }
    }
}
