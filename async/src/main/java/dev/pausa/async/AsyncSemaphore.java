package dev.pausa.async;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits, each of which one task holds at a time: a limit of how many do something at once. One with a
 * single permit is a mutex. Any thread and any loop may use it. Who waits longest is served first.
 */
public final class AsyncSemaphore {
    private final int permits;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private final Waiters waiters = new Waiters();
    private int free;

    /** The right to go on, until it is closed. */
    public interface Permit extends AutoCloseable {
        /** Gives it back. A second call does nothing. */
        @Override
        void close();
    }

    /**
     * Makes one.
     *
     * @param permits how many
     * @throws IllegalArgumentException if {@code permits} is less than 1
     */
    public AsyncSemaphore(int permits) {
        if (permits < 1) {
            throw new IllegalArgumentException("permits must be at least 1: " + permits);
        }
        this.permits = permits;
        this.free = permits;
    }

    /**
     * Returns an awaitable that runs something while it holds a permit.
     *
     * @param work a coroutine that has not begun, or another awaitable
     * @param <R> what it gives
     * @return an awaitable that gives the same; await it once
     * @throws NullPointerException if {@code work} is null
     */
    public <R extends @Nullable Object> Awaitable<R> holding(Awaitable<? extends R> work) {
        Objects.requireNonNull(work, "work");
        return Coroutine.coroutine("holding a permit", () -> {
            Permit permit = null;
            try {
                permit = Coroutine.await(acquire());
                return Coroutine.await(work);
            } finally {
                if (permit != null) {
                    permit.close();
                } else if (work instanceof Coroutine<?> body && body.state() == CoroutineState.CREATED) {
                    body.close();
                }
            }
        });
    }

    /**
     * Returns an operation that waits for a permit. Close what it gives, in a {@code finally} block; {@link #holding}
     * does that.
     *
     * @return an operation, not begun
     */
    public Awaitable<Permit> acquire() {
        return new Acquire();
    }

    /**
     * Takes a permit if there is one.
     *
     * @return the permit; null if there is none
     */
    public @Nullable Permit tryAcquire() {
        lock.lock();
        try {
            return take() ? new Held() : null;
        } finally {
            lock.unlock();
        }
    }

    /** With the lock held. Those who wait come first. */
    private boolean take() {
        if (free == 0) {
            return false;
        }
        free--;
        return true;
    }

    private void giveBack() {
        Waiter waiter;
        lock.lock();
        try {
            waiter = waiters.claim();
            if (waiter == null) {
                free++;
            }
        } finally {
            lock.unlock();
        }
        if (waiter != null) {
            waiter.claim.settle(waiter, new Held(), null);
        }
    }

    private final class Held implements Permit {
        private final AtomicBoolean isClosed = new AtomicBoolean();

        @Override
        public void close() {
            if (!isClosed.getAndSet(true)) {
                giveBack();
            }
        }
    }

    private final class Acquire extends Operation<Permit> {
        private @Nullable Waiter waiter;

        @Override
        protected void begin(Waker<Permit> waker) {
            lock.lock();
            try {
                if (!take()) {
                    Waiter waiting = new Waiter(new WakingClaim<>(waker), 0, null);
                    waiter = waiting;
                    waiters.add(waiting);
                    return;
                }
            } finally {
                lock.unlock();
            }
            waker.complete(new Held());
        }

        @Override
        protected boolean withdraw() {
            Waiter waiting = waiter;
            if (waiting == null || !waiting.claim.take()) {
                return false; // a permit is on the way
            }
            lock.lock();
            try {
                waiters.remove(waiting);
            } finally {
                lock.unlock();
            }
            return true;
        }

        @Override
        protected boolean isExternal() {
            return false;
        }

        @Override
        public String describe() {
            return "permit of " + AsyncSemaphore.this;
        }
    }

    @Override
    public String toString() {
        lock.lock();
        try {
            return "semaphore (" + free + " of " + permits + " free)";
        } finally {
            lock.unlock();
        }
    }
}
