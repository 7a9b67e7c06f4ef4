package dev.pausa.async;

import dev.pausa.Coroutine;
import dev.pausa.async.order.OrderedLoops;
import dev.pausa.async.order.Schedule;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A loop on the caller's thread whose time, and whose order of ready tasks, a {@link Schedule} has charge of. It runs
 * one piece at a time, and parks only for what comes from outside.
 */
final class OrderedLoop extends SerialLoop {
    static {
        new OrderedLoops() {
            {
                set(this);
            }

            @Override
            public <R extends @Nullable Object> R run(Schedule schedule, Coroutine<R> main) throws Exception {
                return OrderedLoop.run(schedule, main);
            }
        };
    }

    /** After so many resumes in a row a task goes to the back in the order that a loop by itself has. */
    private static final int ROW = 64;

    private final Schedule schedule;
    private final Thread thread = Thread.currentThread();
    private final TaskNames names = new TaskNames();

    /** What is ready: first what would run next if nobody chose. */
    private final List<Runnable> candidates = new ArrayList<>();

    /** What is awaited from outside, and may have ended meanwhile. */
    private final Set<Wait<?>> external = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Who ran last, how often in a row, and whether it gave way. */
    private @Nullable Runnable last;

    private int row;
    private boolean isGivingWay;

    /** What the schedule threw: the end of the run. */
    private @Nullable Throwable stopped;

    private OrderedLoop(Schedule schedule) {
        super(new Time(schedule));
        this.schedule = schedule;
    }

    private record Time(Schedule schedule) implements Timers.Clock {
        @Override
        public long nanos() {
            return schedule.nanos();
        }

        @Override
        public Instant instant() {
            return schedule.instant();
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // From the beginning to the end
    // -----------------------------------------------------------------------------------------------------------------

    private static <R extends @Nullable Object> R run(Schedule schedule, Coroutine<R> main) throws Exception {
        SerialLoop outer = ofThisThread();
        if (outer != null) {
            main.close();
            throw new IllegalStateException("a test loop on a thread that is running a loop already, " + outer
                    + ", which would stop for it: await the coroutine there");
        }
        return new OrderedLoop(schedule).runMain(main);
    }

    private <R extends @Nullable Object> R runMain(Coroutine<R> main) throws Exception {
        Task<R> task = start("main", main);
        try {
            runUntil(() -> task.state() == Task.State.DONE);
            stop("the main task has ended");
            runUntil(this::hasEnded);
        } catch (Throwable thrown) {
            abandon(thrown);
            throw thrown;
        }
        Outcome<R> outcome = task.outcome();
        close();
        return Objects.requireNonNull(outcome).get();
    }

    private void runUntil(BooleanSupplier isOver) throws InterruptedException {
        while (!isOver.getAsBoolean()) {
            boolean hasMore = turn();
            if (stopped != null) {
                throw Reports.rethrow(stopped);
            }
            if (!hasMore && !hasMail() && !isOver.getAsBoolean()) {
                idle();
            }
        }
    }

    private void abandon(Throwable why) {
        stopped = why;
        stop("the run was ended: " + why);
        closeHard();
        turn();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // One piece at a time
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    boolean runPart() {
        if (stopped != null) {
            return false;
        }
        collect();
        if (candidates.isEmpty()) {
            return false;
        }
        int picked;
        try {
            picked = schedule.pick(names.of(candidates), timers().untilNext());
        } catch (Throwable bySchedule) {
            stopped = bySchedule;
            return false;
        }
        if (picked != Schedule.TIMERS) {
            run(candidates.remove(picked));
        }
        return !candidates.isEmpty();
    }

    private void run(Runnable next) {
        row = next == last ? row + 1 : 1;
        last = next;
        isGivingWay = false;
        next.run();
        collect();
        if (next instanceof LoopTask<?> task && task.state() == Task.State.DONE) {
            Outcome<?> outcome = task.ending().outcome();
            schedule.ended(names.of(task), failureOf(outcome));
            names.forget(task);
        }
    }

    private static @Nullable String failureOf(@Nullable Outcome<?> outcome) {
        if (outcome instanceof Outcome.Failed<?> failed) {
            return failed.failure().getClass().getName();
        }
        return outcome instanceof Outcome.Cancelled<?> ? Cancellation.class.getName() : null;
    }

    /**
     * Takes over what has become ready. A task that could go on at once stays the first, as it would in a loop by
     * itself.
     */
    private void collect() {
        for (Runnable ready = pollReady(); ready != null; ready = pollReady()) {
            boolean goesOn = ready == last && !isGivingWay && row < ROW;
            candidates.add(goesOn ? 0 : candidates.size(), ready);
        }
        last = candidates.isEmpty() || candidates.get(0) != last ? null : last;
    }

    @Override
    int share() {
        return 1; // each operation is a choice
    }

    @Override
    void givingWay(LoopTask<?> task) {
        isGivingWay = true;
        schedule.givingWay(names.of(task));
    }

    @Override
    void beginning(LoopTask<?> task, Wait<?> wait) {
        Operation<?> operation = wait.operation;
        schedule.waiting(names.of(task), operation.getClass().getName());
        if (operation.isExternal()) {
            schedule.external(names.of(task), Reports.describe(operation));
            external.add(wait);
        }
    }

    /** The watchdog leaves it alone: nobody waits for it but the test. */
    @Override
    long currentResume() {
        return 0;
    }

    /** When the collector runs is nobody's choice, and a replay would not meet it. */
    @Override
    boolean closesForgotten() {
        return false;
    }

    @Override
    boolean runsBlockingInline() {
        return true;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Nothing is ready
    // -----------------------------------------------------------------------------------------------------------------

    private void idle() throws InterruptedException {
        external.removeIf(wait -> !wait.isParked());
        if (!external.isEmpty()) {
            if (!hasMail()) {
                LockSupport.park(this);
            }
            if (Thread.interrupted()) {
                throw new InterruptedException("interrupted while the test loop waited for " + external);
            }
            return;
        }
        long nanos = timers().untilNext();
        if (nanos == Long.MAX_VALUE) {
            throw schedule.deadlock(WaitGraph.of(root()));
        }
        schedule.jump(nanos);
    }

    @Override
    void signal() {
        LockSupport.unpark(thread);
    }

    @Override
    public String toString() {
        return "test loop on thread '" + thread.getName() + "'";
    }
}
