package dev.pausa.async;

import org.jspecify.annotations.Nullable;

/** A queue of {@link Waiter}s, linked through them. Guarded by the lock of what they wait for. */
final class Waiters {
    private @Nullable Waiter first;
    private @Nullable Waiter last;

    boolean isEmpty() {
        return first == null;
    }

    void add(Waiter added) {
        added.isQueued = true;
        added.previous = last;
        if (last == null) {
            first = added;
        } else {
            last.next = added;
        }
        last = added;
    }

    /** Removes one, if it is there. */
    void remove(Waiter removed) {
        if (!removed.isQueued) {
            return;
        }
        removed.isQueued = false;
        if (removed.previous == null) {
            first = removed.next;
        } else {
            removed.previous.next = removed.next;
        }
        if (removed.next == null) {
            last = removed.previous;
        } else {
            removed.next.previous = removed.previous;
        }
        removed.next = null;
        removed.previous = null;
    }

    /** Removes the first one whose claim can be taken, and takes it. Returns null if there is none. */
    @Nullable
    Waiter claim() {
        for (Waiter waiter = first; waiter != null; waiter = first) {
            remove(waiter);
            if (waiter.claim.take()) {
                return waiter;
            }
        }
        return null;
    }
}
