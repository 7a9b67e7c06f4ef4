package dev.pausa.async;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import org.jspecify.annotations.Nullable;

/**
 * The right to end one wait, which may be a wait for several things. Whoever takes it, once and for all, ends it:
 * somebody on the other side of a channel, a timer, the end of a task, or the withdrawal.
 */
abstract class Claim {
    private static final VarHandle IS_TAKEN;

    static {
        try {
            IS_TAKEN = MethodHandles.lookup().findVarHandle(Claim.class, "isTaken", boolean.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Set once, by any thread. */
    private volatile boolean isTaken;

    /** Returns whether the caller has it now. Any thread. */
    final boolean take() {
        return IS_TAKEN.compareAndSet(this, false, true);
    }

    final boolean isTaken() {
        return isTaken;
    }

    /**
     * Ends the wait; called once, by who has taken the claim, with no lock held.
     *
     * @param waiter what it waited for
     * @param value what came
     * @param failure what came instead; or null
     */
    abstract void settle(Waiter waiter, @Nullable Object value, @Nullable Throwable failure);
}
