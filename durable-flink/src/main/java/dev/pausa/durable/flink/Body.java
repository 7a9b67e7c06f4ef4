package dev.pausa.durable.flink;

import dev.pausa.Coroutine;
import dev.pausa.durable.Packing;
import dev.pausa.durable.Snapshots;

/** What all coroutines of a function have in common, and how they are kept while they wait. */
final class Body<I> {
    final String name;
    final Snapshots snapshots;
    final Packing packing;
    final Pending<I> pending;
    final EventTypes types = new EventTypes();
    private boolean isKeptLive;
    private boolean isKeptPacked = true;

    Body(String name, Snapshots snapshots, Packing packing, Pending<I> pending) {
        this.name = name;
        this.snapshots = snapshots;
        this.packing = packing;
        this.pending = pending;
    }

    /**
     * Says how coroutines are kept that need not be packed at once: as they are, as data, or both.
     *
     * @param live whether the state gives back the objects that it was given
     * @param packed whether somebody wants the data in any case
     */
    void keep(boolean live, boolean packed) {
        isKeptLive = live;
        isKeptPacked = packed || !live;
    }

    /** Returns the state to keep of a coroutine that has paused, and lets go of the coroutine unless it is in that. */
    Paused paused(Wait wait, long due, int queued, Coroutine<?> coroutine) {
        return isKeptLive && packing.isFixed(coroutine, wait)
                ? Paused.live(
                        wait, due, queued, isKeptPacked ? packing.packed(coroutine, wait) : null, coroutine, packing)
                : new Paused(wait, due, queued, packing.pack(coroutine, wait));
    }
}
