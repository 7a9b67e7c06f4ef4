package dev.pausa.async;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The failures of a scope: the first one comes out, with the others suppressed in it. */
final class Failures {
    private @Nullable Throwable first;

    @Nullable
    Throwable first() {
        return first;
    }

    /** Adds one, in the order of the loop. */
    void add(Throwable failure) {
        if (first == null) {
            first = failure;
        } else {
            suppress(first, failure);
        }
    }

    /**
     * Adds the block's: if that one shows the first failure, as a cause or suppressed, it tells more, and comes out
     * instead.
     */
    void addOfBlock(Throwable failure) {
        if (first != null && first != failure && shows(failure, first)) {
            first = failure;
        } else {
            add(failure);
        }
    }

    /**
     * Hangs one exception onto another one, unless they show one another already; what cannot be hung on is reported.
     */
    static void suppress(Throwable outer, Throwable added) {
        if (shows(outer, added) || shows(added, outer)) {
            return;
        }
        outer.addSuppressed(added);
        Throwable[] there = outer.getSuppressed();
        if (there.length == 0 || there[there.length - 1] != added) {
            Reports.failure(
                    "a further failure, which the first one (" + outer + ") does not take as suppressed", added);
        }
    }

    /** Whether one exception is, or shows, another one. The graph may be deep, and have rings. */
    private static boolean shows(Throwable outer, Throwable wanted) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>(List.of(outer));
        for (Throwable next = open.poll(); next != null; next = open.poll()) {
            if (next == wanted) {
                return true;
            }
            if (seen.add(next)) {
                Collections.addAll(open, next.getSuppressed());
                if (next.getCause() != null) {
                    open.add(next.getCause());
                }
            }
        }
        return false;
    }
}
