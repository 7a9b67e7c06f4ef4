package dev.pausa.async;

import org.jspecify.annotations.Nullable;

/** What a case of a select waits for. All methods are called by one select, on its loop, but {@link #describe}. */
interface Source {
    /** Returned by {@link #attempt} when there is nothing yet. */
    Object NOTHING = new Object();

    /**
     * Returns the channel whose lock is held while {@link #attempt} and {@link #enqueue} are called; null if there is
     * none.
     */
    default @Nullable Channel<?> channel() {
        return null;
    }

    /** Does it, if that is possible at once. Returns what came, or {@link #NOTHING}. */
    @Nullable
    Object attempt(Settlement settlement);

    /** Begins to wait. Who has taken the waiter's claim settles it. */
    void enqueue(Waiter waiter);

    /** Ends to wait, after the claim was taken for another case or by the withdrawal. No lock is held. */
    void forget(Waiter waiter);

    /** Returns what is handed over. */
    default @Nullable Object item() {
        return null;
    }

    /** Says what is waited for. */
    String describe();
}
