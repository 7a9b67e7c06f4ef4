package dev.pausa.durable.flink;

import java.util.Objects;

/**
 * The state of a key: a paused coroutine as data, with what the function has to know without looking into it. It never
 * changes, so a backend may share it with a checkpoint that is being written.
 */
final class Paused {
    /** Stands for no time. */
    static final long NO_TIME = Long.MIN_VALUE;

    final Wait wait;
    final long due;
    final int queued;
    final byte[] chain;

    /**
     * Makes a state.
     *
     * @param wait what the coroutine waits for
     * @param due until when, or {@link #NO_TIME}
     * @param queued how many events are kept beside
     * @param chain the packed coroutine, which nobody changes any more
     */
    Paused(Wait wait, long due, int queued, byte[] chain) {
        this.wait = Objects.requireNonNull(wait, "wait");
        this.due = due;
        this.queued = queued;
        this.chain = chain;
    }
}
