package dev.pausa.diagnostics;

import dev.pausa.diagnostics.Diagnostics.Unraisable;
import dev.pausa.trace.OneLine;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Does what is to be done with forgotten objects: on a thread of its own, which ends when there is nothing to do, or on
 * an executor of the application's, to which that thread hands the tasks. Whoever {@linkplain #add adds} a task never
 * waits, and no task is lost: what the executor refuses, drops or holds up runs on the own thread, and if a task holds
 * that up, another thread takes its place.
 */
final class Closer {
    /** So long a task, or the executor that is given one, may take until the others go on without it. */
    private static final long PATIENCE_SECONDS = 2;

    /** So many threads may be held up. */
    private static final int MOST_HELD_UP = 16;

    private static final long IDLE_SECONDS = 1;

    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();

    /** The one that takes tasks; null if there is nothing to do. */
    private final AtomicReference<@Nullable Worker> worker = new AtomicReference<>();

    private final AtomicInteger heldUp = new AtomicInteger();

    /** The application's, or null. */
    private volatile @Nullable Executor executor;

    /** An executor that does not come back from a call. */
    private volatile @Nullable Executor stuck;

    /** The executor of which a fault was told already. */
    private volatile @Nullable Executor told;

    /** Made when an executor was first given a task. */
    private static final class Dropped {
        static final Cleaner CLEANER = Cleaner.create();
    }

    void use(@Nullable Executor chosen) {
        executor = chosen;
        told = null;
    }

    @Nullable
    Executor executor() {
        return executor;
    }

    void add(Runnable task) {
        tasks.add(task);
        beginToWork();
    }

    /** Adds a task that is for an executor of its own; null for that of all others. */
    void add(@Nullable Executor own, Runnable task) {
        add(own == null ? task : new For(own, task));
    }

    /** A task for another executor than the others'. */
    private record For(Executor own, Runnable task) implements Runnable {
        @Override
        public void run() {
            task.run();
        }
    }

    private void beginToWork() {
        Worker fresh = new Worker();
        if (worker.get() == null && worker.compareAndSet(null, fresh)) {
            fresh.start();
        }
    }

    /** A task that has come back from the executor, or is no business of the application's. */
    private record Own(Runnable task) implements Runnable {
        @Override
        public void run() {
            task.run();
        }
    }

    /** A task that runs once, whoever does it. */
    private static final class Once extends AtomicReference<@Nullable Runnable> implements Runnable {
        private static final long serialVersionUID = 1L;

        Once(Runnable task) {
            super(task);
        }

        @Override
        public void run() {
            Runnable task = getAndSet(null);
            if (task != null) {
                runSafely(task);
            }
        }
    }

    /** What the executor gets: out of reach when it has run or is dropped. */
    private record Handed(Once once) implements Runnable {
        @Override
        public void run() {
            once.run();
            Reference.reachabilityFence(this);
        }
    }

    private static void runSafely(Runnable task) {
        try {
            task.run();
        } catch (Throwable thrown) {
            Tracking.report(new Unraisable("Exception ignored while closing what was forgotten", thrown));
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The thread
    // -----------------------------------------------------------------------------------------------------------------

    /** Takes tasks until there are none, or another one has taken its place. */
    private final class Worker implements Runnable {
        private final Thread thread = new Thread(this, "pausa-closer");

        /** How many tasks it has begun. Written by this thread. */
        private volatile long begun;

        /** Whether it is in one. Written by this thread. */
        private volatile boolean isBusy;

        /** The executor that it hands a task to now, and the task. */
        private volatile @Nullable Executor receiver;

        private volatile @Nullable Once given;

        void start() {
            try {
                thread.setDaemon(true);
                thread.start();
            } catch (Throwable noRoom) { // the next task tries again
                worker.compareAndSet(this, null);
                return;
            }
            lookAfter(-1);
        }

        @Override
        public void run() {
            while (worker.get() == this) {
                Runnable task = next();
                if (task != null) {
                    begun++;
                    isBusy = true;
                    work(task);
                    isBusy = false;
                } else if (worker.compareAndSet(this, null)) {
                    if (!tasks.isEmpty()) {
                        beginToWork();
                    }
                    return;
                }
            }
            heldUp.decrementAndGet();
        }

        private @Nullable Runnable next() {
            try {
                return tasks.poll(IDLE_SECONDS, TimeUnit.SECONDS);
            } catch (InterruptedException byATask) {
                return tasks.poll();
            }
        }

        private void work(Runnable task) {
            Executor chosen = task instanceof For special ? special.own : executor;
            if (chosen == null || chosen == stuck || task instanceof Own) {
                runSafely(task);
            } else {
                hand(new Once(task), chosen);
            }
        }

        private void hand(Once once, Executor chosen) {
            given = once;
            receiver = chosen;
            try {
                Handed handed = new Handed(once);
                Dropped.CLEANER.register(handed, () -> dropped(once, chosen));
                chosen.execute(handed);
            } catch (RejectedExecutionException refused) {
                once.run();
            } catch (Throwable failure) {
                tell(chosen, nameOf(chosen) + " failed", failure);
                once.run();
            } finally {
                receiver = null;
                if (stuck == chosen) {
                    stuck = null;
                }
            }
        }

        /** Looks after a while whether it has got on. */
        private void lookAfter(long seen) {
            CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS, Runnable::run)
                    .execute(() -> look(seen));
        }

        private void look(long seen) {
            if (worker.get() != this) {
                return;
            }
            long now = begun;
            if (now != seen || !isBusy || heldUp.get() >= MOST_HELD_UP) {
                lookAfter(now);
                return;
            }
            Worker next = new Worker();
            if (worker.compareAndSet(this, next)) {
                leaveBehind();
                next.start();
            }
        }

        /** What it is in holds it up. The report comes last: the handler may be what does so. */
        private void leaveBehind() {
            heldUp.incrementAndGet();
            Executor chosen = receiver;
            Once task = given;
            String what = "Closing a forgotten object does not end";
            if (chosen != null && task != null && task.get() != null) {
                stuck = chosen;
                tasks.add(new Own(task));
                what = nameOf(chosen) + " takes no task";
            }
            Unraisable report = new Unraisable(what, stackThatStands());
            tasks.add(new Own(() -> Tracking.report(report)));
        }

        private IllegalStateException stackThatStands() {
            IllegalStateException where =
                    new IllegalStateException("no end after " + PATIENCE_SECONDS + " seconds on thread "
                            + thread.getName() + ", which stands here now; others are closed on another thread");
            where.setStackTrace(thread.getStackTrace());
            return where;
        }
    }

    private void dropped(Once once, Executor by) {
        if (once.get() != null) {
            IllegalStateException what =
                    new IllegalStateException("a task was dropped before it ran; it runs on the closer's own thread");
            add(new Own(() -> tell(by, nameOf(by) + " drops tasks", what)));
            add(new Own(once));
        }
    }

    private String nameOf(Executor given) {
        return given == executor
                ? "The executor of Diagnostics.setCloser"
                : "Driver " + OneLine.of(String.valueOf(given));
    }

    /** Once for each executor: there may be as many faults as objects. */
    private void tell(Executor by, String what, Throwable failure) {
        if (told != by) {
            told = by;
            Tracking.report(new Unraisable(what, failure));
        }
    }
}
