package dev.pausa.async;

import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * A loop that has no thread: whoever has something for it gives the executor a turn. One thread of the process wakes
 * all such loops for their timers.
 */
final class ExecutorLoop extends SerialLoop implements Runnable {
    /**
     * Whether somebody runs it.
     * <pre>
     *   IDLE      -&gt; SIGNALLED   signal(), who then hands a turn to the executor
     *   SIGNALLED -&gt; RUNNING     run()
     *   RUNNING   -&gt; SIGNALLED   signal(): there must be another turn
     *   RUNNING   -&gt; IDLE        run() has done all there is
     * </pre>
     */
    private enum Phase {
        IDLE,
        SIGNALLED,
        RUNNING
    }

    private static final ScheduledThreadPoolExecutor ALARMS = alarms();

    private final AtomicReference<Phase> phase = new AtomicReference<>(Phase.IDLE);
    private volatile Executor executor;

    /** Who is handing a turn to the executor: one that runs it inline must not nest. */
    private volatile @Nullable Thread handing;

    /** Whether the executor ran a turn inline. Used by the thread that {@link #handing} names. */
    private boolean isInline;

    private @Nullable ScheduledFuture<?> alarm;
    private long alarmDue;

    ExecutorLoop(Executor executor) {
        super(new MachineClock());
        this.executor = executor;
    }

    private static ScheduledThreadPoolExecutor alarms() {
        ScheduledThreadPoolExecutor alarms = new ScheduledThreadPoolExecutor(1, run -> {
            Thread thread = new Thread(run, "pausa-timer");
            thread.setDaemon(true);
            return thread;
        });
        alarms.setRemoveOnCancelPolicy(true);
        return alarms;
    }

    @Override
    void signal() {
        if (phase.getAndSet(Phase.SIGNALLED) == Phase.IDLE) {
            handOver();
        }
    }

    /** Hands a turn to the executor, again and again if that runs it inline and more comes up meanwhile. */
    private void handOver() {
        boolean isMore;
        do {
            isMore = false;
            Thread here = Thread.currentThread();
            handing = here;
            isInline = false;
            try {
                executor.execute(this);
            } catch (Throwable byExecutor) {
                rejected(byExecutor);
            } finally {
                if (handing == here) {
                    handing = null;
                    isMore = isInline && runOnce();
                }
            }
        } while (isMore);
    }

    @Override
    public void run() {
        if (handing == Thread.currentThread()) {
            isInline = true;
            return;
        }
        if (runOnce()) {
            handOver();
        }
    }

    /** Does one turn. Returns whether there must be another one. */
    private boolean runOnce() {
        phase.getAndSet(Phase.RUNNING); // reads too: what was done before the signal is seen
        boolean hasMore = turn();
        if (hasMore || hasMail()) {
            phase.set(Phase.SIGNALLED);
            return true;
        }
        setAlarm();
        return !phase.compareAndSet(Phase.RUNNING, Phase.IDLE);
    }

    /**
     * Sees to it that somebody signals when the next timer is due. An alarm that comes too early does no harm; one
     * whose time has come may have signalled already, though it is not done while this turn runs inside its signal.
     */
    private void setAlarm() {
        long nanos = hasEnded() ? Long.MAX_VALUE : timers().untilNext();
        ScheduledFuture<?> before = alarm;
        if (before == null && nanos == Long.MAX_VALUE) {
            return;
        }
        long now = System.nanoTime();
        long due = now + nanos;
        if (before != null && nanos != Long.MAX_VALUE && alarmDue - due <= 0 && alarmDue - now > 0) {
            return;
        }
        if (before != null) {
            before.cancel(false);
            alarm = null;
        }
        if (nanos != Long.MAX_VALUE) {
            alarmDue = due;
            alarm = ALARMS.schedule(this::signal, Math.max(0, nanos), TimeUnit.NANOSECONDS);
        }
    }

    /** The executor takes nothing any more: what the loop has is unwound elsewhere; after its end that is nothing. */
    private void rejected(Throwable byExecutor) {
        if (!hasEnded()) {
            Reports.failure(
                    "an executor rejected the turn of a loop; its tasks are cancelled and unwound on a"
                            + " thread of their own",
                    byExecutor);
        }
        executor = command -> {
            Thread rescue = new Thread(command, "pausa-rescue");
            rescue.setDaemon(true);
            rescue.start();
        };
        stop("the loop's executor rejected a turn: " + byExecutor);
        executor.execute(this);
    }

    @Override
    public String toString() {
        return "loop on " + executor;
    }
}
