package dev.pausa.async;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A number of permits, each of which one task holds at a time: a limit of how many do something at once. One with a
 * single permit is a mutex. Any thread and any loop may use it. Who waits longest is served first.
 *
 * <p>Dumps and messages about a wait name the tasks that asked for the permits which are out, also where a permit was
 * passed on since.
 */
public final class AsyncSemaphore {
    /** So many holders are named where a wait is described. */
    private static final int MOST_NAMES = 3;

    private final int permits;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by the lock.
    private final Waiters waiters = new Waiters();
    private final List<Held> holders = new ArrayList<>();

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
                } else {
                    Unbegun.drop(work);
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
        Held permit = new Held(SerialLoop.runningTask());
        lock.lock();
        try {
            return take(permit) ? permit : null;
        } finally {
            lock.unlock();
        }
    }

    /** With the lock held. Those who wait come first. */
    private boolean take(Held permit) {
        if (holders.size() == permits) {
            return false;
        }
        permit.place = holders.size();
        holders.add(permit);
        return true;
    }

    private void giveBack(Held permit) {
        Waiter waiter;
        lock.lock();
        try {
            if (permit.isClosed) {
                return;
            }
            permit.isClosed = true;
            waiter = waiters.claim();
            put(permit.place, waiter == null ? holders.remove(holders.size() - 1) : permitOf(waiter));
        } finally {
            lock.unlock();
        }
        if (waiter != null) {
            waiter.claim.settle(waiter, waiter.item, null);
        }
    }

    private static Held permitOf(Waiter waiter) {
        return (Held) Objects.requireNonNull(waiter.item);
    }

    /** With the lock held. There may be no such place any more: then the permit was the last one. */
    private void put(int place, Held permit) {
        if (place < holders.size()) {
            permit.place = place;
            holders.set(place, permit);
        }
    }

    /** A permit, and in whose hands it is. */
    private final class Held implements Permit {
        /** Who asked for it; null if no task did. */
        final @Nullable LoopTask<?> task;

        /** Where it is among the holders, and whether it was given back. Guarded by the lock. */
        int place;

        boolean isClosed;

        Held(@Nullable LoopTask<?> task) {
            this.task = task;
        }

        @Override
        public void close() {
            giveBack(this);
        }
    }

    private final class Acquire extends Operation<Permit> {
        private @Nullable Waiter waiter;

        @Override
        Object valueNow() {
            Permit permit = tryAcquire();
            return permit == null ? NOT_NOW : permit;
        }

        @Override
        protected void begin(Waker<Permit> waker) {
            Held permit = new Held(SerialLoop.runningTask());
            lock.lock();
            try {
                if (!take(permit)) {
                    Waiter waiting = new Waiter(new WakingClaim<>(waker), 0, permit);
                    waiter = waiting;
                    waiters.add(waiting);
                    return;
                }
            } finally {
                lock.unlock();
            }
            waker.complete(permit);
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
        List<LoopTask<?>> awaited() {
            return holdingTasks();
        }

        @Override
        boolean isEndedByAny() {
            return true;
        }

        @Override
        public String describe() {
            return "permit of " + AsyncSemaphore.this + heldBy();
        }
    }

    /** Returns the tasks that have the permits; none if somebody else has one too. */
    private List<LoopTask<?>> holdingTasks() {
        List<LoopTask<?>> tasks = new ArrayList<>();
        lock.lock();
        try {
            for (Held held : holders) {
                if (held.task == null) {
                    return List.of();
                }
                tasks.add(held.task);
            }
        } finally {
            lock.unlock();
        }
        return tasks;
    }

    private String heldBy() {
        lock.lock();
        try {
            return holders.stream()
                            .limit(MOST_NAMES)
                            .map(held -> nameOf(held.task))
                            .collect(Collectors.joining(", ", ", held by ", ""))
                    + (holders.size() > MOST_NAMES ? ", …" : "");
        } finally {
            lock.unlock();
        }
    }

    private static String nameOf(@Nullable LoopTask<?> task) {
        if (task == null) {
            return "code outside of tasks";
        }
        return "task '" + task.name() + "'" + (task.state() == Task.State.DONE ? " (which has ended)" : "");
    }

    @Override
    public String toString() {
        lock.lock();
        try {
            return "semaphore (" + (permits - holders.size()) + " of " + permits + " free)";
        } finally {
            lock.unlock();
        }
    }
}
