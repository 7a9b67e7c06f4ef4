package dev.pausa.async;

import org.jspecify.annotations.Nullable;

/** The claim of an operation that waits for one thing. */
final class WakingClaim<T extends @Nullable Object> extends Claim {
    private final Waker<T> waker;

    WakingClaim(Waker<T> waker) {
        this.waker = waker;
    }

    @Override
    void settle(Waiter waiter, @Nullable Object value, @Nullable Throwable failure) {
        if (failure != null) {
            waker.fail(failure);
        } else {
            waker.complete(Typed.as(value));
        }
    }
}
