package dev.pausa.async;

import dev.pausa.Coroutine;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A loop that has a thread: the caller's, for {@link Loop#run}, or its own. The thread parks when there is nothing to
 * do.
 */
final class ThreadLoop extends SerialLoop {
    private final String name;
    private volatile @Nullable Thread thread;

    private ThreadLoop(String name) {
        super(new MachineClock());
        this.name = name;
    }

    static ThreadLoop started(String name) {
        ThreadLoop loop = new ThreadLoop(name);
        Thread thread = new Thread(loop::runToEnd, name);
        thread.setDaemon(true);
        loop.thread = thread;
        thread.start();
        return loop;
    }

    static <R extends @Nullable Object> R run(Coroutine<R> main) throws Exception {
        SerialLoop outer = SerialLoop.ofThisThread();
        if (outer != null) {
            main.close();
            throw new IllegalStateException("Loop.run on a thread that is running a loop already, " + outer
                    + ", which would stop for it: await the coroutine, or start it in a scope");
        }
        return new ThreadLoop(Thread.currentThread().getName()).runMain(main);
    }

    private <R extends @Nullable Object> R runMain(Coroutine<R> main) throws Exception {
        thread = Thread.currentThread();
        Task<R> task = start(main);
        boolean isInterrupted = false;
        while (work(task)) {
            if (Thread.interrupted()) {
                isInterrupted = true;
                task.cancel("thread '" + name + "' was interrupted");
            }
        }
        Outcome<R> outcome = task.outcome();
        stop("the main task has ended");
        isInterrupted |= runToEnd();
        close();
        if (isInterrupted && outcome instanceof Outcome.Cancelled<R> cancelled) {
            throw new InterruptedException(cancelled.why());
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt(); // too late to end the main task
        }
        return Objects.requireNonNull(outcome).get();
    }

    /** Runs until all tasks have ended. Returns whether the thread was interrupted meanwhile. */
    private boolean runToEnd() {
        boolean isInterrupted = false;
        while (work(null)) {
            isInterrupted |= Thread.interrupted();
        }
        leave();
        return isInterrupted;
    }

    /**
     * Does a turn, and parks when nothing is left to do. Returns whether there will be more: false when the task, or
     * the loop, has ended.
     */
    private boolean work(@Nullable Task<?> main) {
        boolean hasMore = turn();
        if (hasEnded() || main != null && main.state() == Task.State.DONE) {
            return false;
        }
        if (!hasMore && !hasMail()) {
            park();
        }
        return true;
    }

    private void park() {
        long nanos = timers().untilNext();
        if (nanos == Long.MAX_VALUE) {
            LockSupport.park(this);
        } else if (nanos > 0) {
            LockSupport.parkNanos(this, nanos);
        }
    }

    @Override
    void signal() {
        LockSupport.unpark(thread);
    }

    @Override
    public String toString() {
        return "loop on thread '" + name + "'";
    }
}
