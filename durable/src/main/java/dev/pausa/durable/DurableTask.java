package dev.pausa.durable;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An instance of a durable body, wherever it is worked on. It stands for one run: when the row of an instance that has
 * ended is deleted and its id is used again, that is another one.
 *
 * @param <R> the type of its result
 */
public interface DurableTask<R extends @Nullable Object> {
    /** What an instance is doing, or how it has ended. */
    enum State {
        /** It is worked on, or will be as soon as a worker is free. */
        RUNNABLE,
        /** It waits for a time, a signal, a child, or for the next try of a step. */
        WAITING,
        /** Its body has returned. */
        DONE,
        /** Its body has thrown. */
        FAILED,
        /** It was cancelled, and its body has ended because of that. */
        CANCELLED,
        /** It was terminated. */
        TERMINATED,
        /** Parked: it was worked on several times and never got on. {@link #retry} has it tried again. */
        POISON,
        /** Parked: a value in it cannot be saved, so that it cannot get on. {@link #retry} has it tried again. */
        UNSAVABLE,
        /** Parked: its row was changed by somebody without the key. */
        FORGED;

        /**
         * Returns whether nothing more happens to it.
         *
         * @return true if it has ended; a parked one has not
         */
        public boolean hasEnded() {
            return this == DONE || this == FAILED || this == CANCELLED || this == TERMINATED;
        }

        /**
         * Returns whether it stands still until somebody does something about it.
         *
         * @return true if it is parked
         */
        public boolean isParked() {
            return this == POISON || this == UNSAVABLE || this == FORGED;
        }
    }

    /**
     * Returns the name of the instance.
     *
     * @return the id
     */
    String id();

    /**
     * Returns what it is doing now.
     *
     * @return its state
     * @throws java.util.NoSuchElementException if its row was deleted
     * @throws IllegalStateException if the database cannot be used
     */
    State state();

    /**
     * Returns a stage that completes when it has ended: with what the body returned; with what it threw, as it was
     * saved; or with a {@link java.util.concurrent.CancellationException} if it was cancelled or terminated. It does
     * not complete while it is parked. Somebody who waits in another process than the worker is told a little later.
     * It fails with a {@link java.util.NoSuchElementException} if there is no row of it, also if the transaction that
     * starts it is not committed yet.
     *
     * @return a new stage
     */
    CompletionStage<R> result();

    /**
     * Returns what was saved last.
     *
     * @return the snapshot
     * @throws IllegalStateException if there is none, since it has not begun or has ended; or if the database cannot be
     *     used
     * @throws java.util.NoSuchElementException if its row was deleted
     */
    Snapshot snapshot();

    /**
     * Cancels it: a {@link DurableCancellation} is raised at what it awaits, and at each operation that it awaits after
     * that. Its {@code finally} blocks run, and may await what is in {@link Durable#shield}. A step that runs is not
     * interrupted. Nothing happens if it has ended.
     *
     * @param why the reason, of which the first 500 characters are kept
     * @throws java.util.NoSuchElementException if its row was deleted
     * @throws IllegalStateException if the database cannot be used
     */
    void cancel(String why);

    /**
     * Ends it, and the children that it waits for, without running any code of theirs: no {@code finally}. A step that
     * runs ends, and what it gives is dropped. Nothing happens if it has ended.
     *
     * @param why the reason, of which the first 500 characters are kept
     * @throws java.util.NoSuchElementException if its row was deleted
     * @throws IllegalStateException if the database cannot be used
     */
    void terminate(String why);

    /**
     * Has it tried again from what was saved last, if it is parked, or if no worker could load it; the failed tries so
     * far are forgotten.
     *
     * @throws java.util.NoSuchElementException if its row was deleted
     * @throws IllegalStateException if it is neither, or if the database cannot be used
     */
    void retry();
}
