package dev.pausa.durable.flink;

import dev.pausa.Coroutine;
import dev.pausa.durable.Packing;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state of a key: a paused coroutine, with what the function has to know without looking into it. The coroutine is
 * data, or it is the object itself as long as nothing in it can change: then it is packed when it is written or copied.
 *
 * <p>A backend that keeps objects copies a state before it gives it to the function if a checkpoint still has to write
 * it. So what the function gets is its own, and it may resume what is in it; and a checkpoint's thread may pack what it
 * has while the function's packs it, too, for the copy.
 */
final class Paused {
    /** Stands for no time. */
    static final long NO_TIME = Long.MIN_VALUE;

    final Wait wait;
    final long due;
    final int queued;
    private final byte @Nullable [] chain;
    private final @Nullable Coroutine<?> live;
    private final @Nullable Packing packing;

    /**
     * Makes a state.
     *
     * @param wait what the coroutine waits for
     * @param due until when, or {@link #NO_TIME}
     * @param queued how many events are kept beside
     * @param chain the packed coroutine, which nobody changes any more
     */
    Paused(Wait wait, long due, int queued, byte[] chain) {
        this(wait, due, queued, Objects.requireNonNull(chain, "chain"), null, null);
    }

    private Paused(
            Wait wait,
            long due,
            int queued,
            byte @Nullable [] chain,
            @Nullable Coroutine<?> live,
            @Nullable Packing packing) {
        this.wait = Objects.requireNonNull(wait, "wait");
        this.due = due;
        this.queued = queued;
        this.chain = chain;
        this.live = live;
        this.packing = packing;
    }

    /** Returns the state with the coroutine itself, which is fixed, in the place of data or beside it. */
    static Paused live(Wait wait, long due, int queued, byte @Nullable [] chain, Coroutine<?> live, Packing packing) {
        return new Paused(wait, due, queued, chain, live, packing);
    }

    Paused withQueued(int now) {
        return now == queued ? this : new Paused(wait, due, now, chain, live, packing);
    }

    /** Returns a state that nobody else resumes. */
    Paused copy() {
        return live == null ? this : new Paused(wait, due, queued, chain());
    }

    /** Returns the packed coroutine; any thread may ask until it is resumed. */
    byte[] chain() {
        return chain != null ? chain : Objects.requireNonNull(packing).packed(Objects.requireNonNull(live), wait);
    }

    /** Returns the coroutine, to be resumed. */
    Coroutine<?> coroutine(Packing present) {
        return live != null ? live : present.unpack(chain(), wait);
    }

    /** Returns whether both are written as the same bytes; false if that is not known. */
    boolean isSame(Paused other) {
        return due == other.due
                && queued == other.queued
                && chain != null
                && Arrays.equals(chain, other.chain)
                && wait.equals(other.wait);
    }
}
