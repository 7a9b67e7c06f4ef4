package dev.pausa.async;

import org.jspecify.annotations.Nullable;

/** One wait in one queue; a link of {@link Waiters}. */
final class Waiter {
    final Claim claim;

    /** What it hands over, if it is a sender; what it is given, if it waits for a permit. */
    final @Nullable Object item;

    /** Which case of a select it is. */
    final int index;

    /** Its neighbours. Guarded by the queue's lock. */
    @Nullable
    Waiter next;

    @Nullable
    Waiter previous;

    boolean isQueued;

    Waiter(Claim claim, int index, @Nullable Object item) {
        this.claim = claim;
        this.index = index;
        this.item = item;
    }
}
