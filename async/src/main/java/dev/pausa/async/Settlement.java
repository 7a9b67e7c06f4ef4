package dev.pausa.async;

import org.jspecify.annotations.Nullable;

/** The end of somebody else's wait, decided under a lock and carried out after it: that may call an executor. */
final class Settlement {
    private @Nullable Waiter waiter;
    private @Nullable Object value;
    private @Nullable Throwable failure;

    void set(Waiter claimed, @Nullable Object with, @Nullable Throwable failedWith) {
        waiter = claimed;
        value = with;
        failure = failedWith;
    }

    void run() {
        if (waiter != null) {
            waiter.claim.settle(waiter, value, failure);
        }
    }
}
