package dev.pausa.async;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.Coroutine.ResultBlock;
import dev.pausa.CoroutineObject;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A task: the outermost region of a chain, and what the loop keeps of it. Confined to the loop, but for what
 * {@link Task} offers to all threads.
 *
 * <pre>
 *   READY   -&gt; RUNNING   advance(), when its turn comes
 *   RUNNING -&gt; WAITING   an operation is begun and has not ended, or a scope waits for its tasks
 *   RUNNING -&gt; READY     it has had its share, or gives way
 *   WAITING -&gt; READY     the operation ended or was withdrawn; the last task of the scope ended
 *   RUNNING -&gt; DONE      the work ended
 * </pre>
 */
final class LoopTask<R extends @Nullable Object> extends Region implements Task<R>, Runnable {
    /** After how many cancels in a row that are ignored this is reported. */
    private static final int STUBBORN = 1000;

    private static final VarHandle STATE = field("state", State.class);
    private static final VarHandle WAITING = field("waiting", Wait.class);
    private static final VarHandle ENDING = field("ending", Ending.class);

    private static VarHandle field(String name, Class<?> type) {
        try {
            return MethodHandles.lookup().findVarHandle(LoopTask.class, name, type);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final SerialLoop loop;
    private final Scope home;
    private final String name;

    /** Null until it ends or somebody asks for its end; then one and the same. Set once, by any thread. */
    private volatile @Nullable Ending<R> ending;

    /** Its neighbours in the list of its scope. */
    @Nullable
    LoopTask<?> next;

    @Nullable
    LoopTask<?> previous;

    /** What its task-locals are. */
    @Nullable
    Locals locals;

    /** What its context carriers carry. */
    private @Nullable Object @Nullable [] carried;

    private Region innermost = this;

    /**
     * Written by the loop with release, and read by other threads with acquire: they may see an old state, but with
     * DONE they see all that the task did. The loop itself reads it plainly.
     */
    private State state = State.READY;

    /** What it waits for; null if it waits for no operation. As {@link #state}; other threads read it for dumps. */
    private @Nullable Wait<?> waiting;

    /** What is raised at its pause when its turn comes. */
    private @Nullable Throwable raised;

    /** Whether what it waits for was asked to withdraw. */
    private boolean isWithdrawAsked;

    /** How many operations in a row have raised a cancel on entry. */
    private int ignored;

    LoopTask(SerialLoop loop, Scope home, @Nullable String name, Awaitable<? extends R> work) {
        super(work);
        this.loop = loop;
        this.home = home;
        this.name = name != null ? name : nameOf(work);
        LoopTask<?> starter = SerialLoop.runningTask();
        this.locals = starter == null ? null : starter.locals;
        this.carried = Carriers.capture();
    }

    private static String nameOf(Awaitable<?> work) {
        return work instanceof CoroutineObject object ? object.name() : String.valueOf(work);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The loop's side
    // -----------------------------------------------------------------------------------------------------------------

    SerialLoop loop() {
        return loop;
    }

    private void setState(State now) {
        STATE.setRelease(this, now);
    }

    private void setWaiting(@Nullable Wait<?> now) {
        WAITING.setRelease(this, now);
    }

    /** Returns what it waits for, to any thread. */
    private @Nullable Wait<?> waiting() {
        return (@Nullable Wait<?>) WAITING.getAcquire(this);
    }

    @Override
    Region around() {
        return home;
    }

    Region innermost() {
        return innermost;
    }

    /** Returns what it waits for, in words; null if it does not wait. Any thread may ask. */
    @Nullable
    String waitsFor() {
        Wait<?> wait = waiting();
        if (wait != null) {
            return Reports.describe(wait.operation);
        }
        return innermost instanceof Scope scope && !scope.hasWork() && state() == State.WAITING
                ? "the " + scope.size() + (scope.size() == 1 ? " task" : " tasks") + " of its scope"
                : null;
    }

    /** Returns the tasks that it waits for, as far as that is known. Any thread may ask. */
    List<LoopTask<?>> awaited() {
        Wait<?> wait = waiting();
        if (wait != null) {
            return wait.operation.awaited();
        }
        return state() == State.WAITING && innermost instanceof Scope scope && !scope.hasWork()
                ? scope.tasks()
                : List.of();
    }

    /** Whether one of the {@link #awaited} is enough for it to go on. */
    boolean isEndedByAny() {
        Wait<?> wait = waiting();
        return wait != null && wait.operation.isEndedByAny();
    }

    /** Makes it ready for the first time. */
    void begin() {
        TaskEvents.started(this, home);
        enter(this, null);
        loop.enqueue(this);
    }

    /** Its turn has come. */
    @Override
    public void run() {
        setState(State.RUNNING);
        loop.setRunningTask(this);
        try {
            if (carried == null) {
                advance();
            } else {
                Carriers.with(carried, this);
            }
        } finally {
            loop.setRunningTask(null);
        }
    }

    /** Goes on until it waits, has ended, or has had its share. */
    void advance() {
        do {
            if (innermost.hasWork()) {
                if (!step()) {
                    pause(State.WAITING);
                    return;
                }
            } else if (!innermost.canBeLeft()) { // somebody started a task in it since the last one ended
                pause(State.WAITING);
                return;
            } else if (!leaveInnermost()) {
                return;
            }
        } while (loop.takeFromRow());
        makeReady();
    }

    private void pause(State now) {
        if (carried != null) {
            carried = Carriers.captureInto(carried);
        }
        if (state == State.RUNNING) {
            setState(now);
        }
        if (state == State.WAITING) {
            TaskEvents.waits(this);
        }
    }

    private void makeReady() {
        if (carried != null && state == State.RUNNING) {
            carried = Carriers.captureInto(carried);
        }
        setState(State.READY);
        loop.enqueue(this);
    }

    /** Resumes the innermost region. Returns whether the task goes on at once. */
    private boolean step() {
        Throwable thrown = raised;
        raised = null;
        Region driven = innermost;
        Object yielded = driven.resume(thrown);
        if (yielded == ENDED) {
            driven.workEnded();
            return driven.canBeLeft();
        }
        if (yielded instanceof Wait<?> wait && wait.isFresh()) {
            return begin(wait);
        }
        if (yielded instanceof Entry<?> entry && entry.region().isFresh()) {
            innermost = entry.region();
            innermost.enter(this, driven);
            return true;
        }
        if (yielded instanceof CompletionStage<?> stage) {
            return begin(new StageOperation(stage).oneWait());
        }
        raised = notForUs(yielded);
        return true;
    }

    private IllegalStateException notForUs(@Nullable Object yielded) {
        Place place = Place.of(this);
        return new IllegalStateException("task '" + name + "' suspended with "
                + (yielded == null
                        ? "null"
                        : "an object of " + yielded.getClass().getName()) + ", " + place.text()
                + ": a loop can wait for an Operation or a CompletionStage and for nothing else; await one"
                + " of these there, or drive"
                + " that coroutine with code that knows what the suspended value means");
    }

    /** Leaves the innermost region. Returns whether the task goes on. */
    private boolean leaveInnermost() {
        Region left = innermost;
        left.leave();
        if (left == this) {
            finish();
            return false;
        }
        innermost = Objects.requireNonNull(left.outer);
        return true;
    }

    /** Told by a scope that all of its tasks have ended, and its block before. */
    void leaveWhenReady(Region scope) {
        if (innermost == scope && state == State.WAITING) {
            TaskEvents.goesOn(this, "completed");
            makeReady();
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Operations
    // -----------------------------------------------------------------------------------------------------------------

    /** Whether an operation that can end at once need not come to the loop. */
    boolean mayPass() {
        return innermost.reason() == null;
    }

    /** Told that an operation has ended at once. */
    void passed() {
        loop.takeFromRow();
        ignored = 0;
    }

    private boolean begin(Wait<?> wait) {
        Cause cause = innermost.reason();
        if (cause != null && wait.operation.isCheckpoint()) {
            return refuse(cause);
        }
        ignored = 0;
        isWithdrawAsked = false;
        setWaiting(wait);
        try {
            loop.beginning(this, wait);
            wait.begin(this);
        } catch (Throwable byBegin) {
            wait.failedToBegin(byBegin);
            setWaiting(null);
            if (wait.operation instanceof StageOperation) {
                raised = byBegin; // the body awaits the stage itself, and does not look at the wait
            }
            return true;
        }
        if (!wait.park()) {
            setWaiting(null);
            return !wait.operation.givesWay() || giveWay();
        }
        if (innermost.reason() != null) {
            setState(State.WAITING);
            withdraw(); // it was cancelled inside begin
        }
        return false;
    }

    /**
     * Raises a cancel on entry. The second time in a row the task goes to the back, so that one which ignores it does
     * not stop the others.
     */
    private boolean refuse(Cause cause) {
        raised = new Cancellation(cause);
        ignored++;
        if (ignored == STUBBORN) {
            Reports.failure(
                    "task '" + name + "' ignores that it is cancelled, "
                            + Place.of(this).text() + ": it has caught " + STUBBORN
                            + " Cancellations in a row and goes on; let them pass",
                    raised);
        }
        return ignored < 2 || giveWay();
    }

    private boolean giveWay() {
        loop.givingWay(this);
        makeReady();
        return false;
    }

    /** Told by a waker, on any thread. */
    void completed(Wait<?> wait) {
        if (loop.isCurrent()) {
            resumeAfter(wait);
        } else {
            loop.whenOnLoop(wait);
        }
    }

    /** Makes it ready, since what it waited for has ended. */
    void resumeAfter(Wait<?> wait) {
        if (waiting != wait) {
            return;
        }
        setWaiting(null);
        Throwable failure = wait.failure();
        Cause cause = innermost.reason();
        if (failure != null && isWithdrawAsked && cause != null && isConsequence(failure)) {
            raised = new Cancellation(cause);
            raised.addSuppressed(failure);
        }
        TaskEvents.goesOn(this, failure == null ? "completed" : "failed");
        makeReady();
    }

    /** Whether a failure is what comes of an operation that was told to stop. */
    private static boolean isConsequence(Throwable failure) {
        return failure instanceof InterruptedException
                || failure instanceof IOException
                || failure instanceof CancellationException
                || failure instanceof TaskCancelledException;
    }

    /** Undoes what it waits for, since it is cancelled. */
    void withdraw() {
        Wait<?> wait = waiting;
        if (wait == null || !wait.isParked() || isWithdrawAsked) {
            return;
        }
        Cause cause = innermost.reason();
        if (cause == null) {
            return;
        }
        isWithdrawAsked = true;
        if (isWithdrawn(wait.operation) && wait.withdrawn()) {
            setWaiting(null);
            raised = new Cancellation(cause);
            TaskEvents.goesOn(this, "withdrawn");
            makeReady();
        }
    }

    private static boolean isWithdrawn(Operation<?> operation) {
        try {
            return operation.withdraw();
        } catch (Throwable byWithdraw) {
            Reports.failure(
                    "withdraw() of '" + Reports.describe(operation) + "' threw; it counts as withdrawn", byWithdraw);
            return true;
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The end
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    void leaving(boolean isMine) {
        Throwable thrown = thrown();
        if (thrown == null && isNeverBegun(value())) {
            set(null, neverBegun((Coroutine<?>) Objects.requireNonNull(value())));
        } else if (thrown instanceof Cancellation stray && reason() == null) {
            set(
                    null,
                    new IllegalStateException(
                            "a Cancellation left task '" + name
                                    + "', which is not cancelled: it was kept, or is another task's; let each"
                                    + " Cancellation pass where it is raised, and throw none that you have kept",
                            stray));
        }
    }

    private static boolean isNeverBegun(@Nullable Object result) {
        return result instanceof Coroutine<?> coroutine && coroutine.state() == CoroutineState.CREATED;
    }

    private IllegalStateException neverBegun(Coroutine<?> result) {
        IllegalStateException mistake =
                new IllegalStateException("the result of task '" + name + "' is a coroutine that nobody has begun, "
                        + result + ": it does nothing until it is awaited; write await(...) around it in the body");
        result.close();
        return mistake;
    }

    private void finish() {
        Outcome<R> outcome = outcomeOf(thrown());
        home.remove(this);
        innermost = this;
        end(outcome);
        home.taskEnded(this);
    }

    private void end(Outcome<R> outcome) {
        setState(State.DONE);
        TaskEvents.ended(this, outcome);
        tellEnd(outcome);
    }

    private Outcome<R> outcomeOf(@Nullable Throwable thrown) {
        if (thrown == null) {
            return new Outcome.Succeeded<>(Typed.as(value()));
        }
        Cause cause = reason();
        return thrown instanceof Cancellation && cause != null
                ? new Outcome.Cancelled<>(cause.why())
                : new Outcome.Failed<>(thrown);
    }

    /** Returns what it failed with, if nobody has asked for that. */
    @Nullable
    Throwable unobservedFailure() {
        return !ending().isObserved() && ending().outcome() instanceof Outcome.Failed<R> failed
                ? failed.failure()
                : null;
    }

    Ending<R> ending() {
        Ending<R> known = ending;
        return known == null && ENDING.compareAndSet(this, null, known = new Ending<>())
                ? known
                : Objects.requireNonNull(ending);
    }

    private void tellEnd(Outcome<R> outcome) {
        if (ending != null || !ENDING.compareAndSet(this, null, new Ending<>(outcome))) {
            ending().end(outcome);
        }
    }

    /** Ends a region of it, and all inside, because somebody else than the loop ends the await of it. */
    void abort(Region region) {
        loop.requireCurrent("ending the await of a " + region);
        if (state == State.RUNNING) {
            throw new CoroutineStateException(
                    Reason.ALREADY_EXECUTING,
                    Reason.ALREADY_EXECUTING.text() + ": the await of a " + region
                            + " is ended by code that runs inside of it",
                    null);
        }
        dropWait();
        while (innermost != region) {
            Region inner = innermost;
            innermost = Objects.requireNonNull(inner.outer);
            HardClose.region(inner);
        }
        innermost = Objects.requireNonNull(region.outer);
        HardClose.region(region);
        if (state == State.WAITING) {
            TaskEvents.goesOn(this, "closed");
            makeReady(); // its own body finds out what was done behind its back
        }
    }

    /** Gives up what it waits for, whatever the operation answers. */
    private void dropWait() {
        Wait<?> wait = waiting;
        setWaiting(null);
        if (wait != null && wait.isParked()) {
            isWithdrawn(wait.operation);
            if (!wait.withdrawn()) {
                Reports.failure(
                        "the end of '" + Reports.describe(wait.operation) + "' came when nobody waited any more",
                        new IllegalStateException("task '" + name + "' was closed while it waited"));
            }
        }
    }

    /**
     * Closes all of it, without waiting for anything: its loop goes away, or its scope is closed by somebody who does
     * not wait.
     */
    void closeHard() {
        if (state == State.DONE) {
            return;
        }
        dropWait();
        for (@Nullable Region region = innermost; region != null; region = region.outer) {
            HardClose.region(region);
        }
        set(null, null);
        home.remove(this);
        innermost = this;
        end(new Outcome.Cancelled<>("its loop or scope was closed"));
        home.taskEnded(this);
    }

    /** Ends it before it begins, since its loop has ended. */
    void refuse() {
        Unbegun.refuse(work());
        markLeft();
        end(new Outcome.Cancelled<>("its loop had ended before it began"));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // For everybody
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public String name() {
        return name;
    }

    @Override
    public State state() {
        return (State) STATE.getAcquire(this);
    }

    @Override
    public @Nullable Outcome<R> outcome() {
        return ending().observed();
    }

    @Override
    public Awaitable<Outcome<R>> ended() {
        return new EndOf<>(this);
    }

    @Override
    public AwaitIterator<R> awaitIterator() {
        AwaitIterator<R> ended = ending().ofPassingTask();
        return ended != null ? ended : new ResultOf<>(new EndOf<>(this).oneWait());
    }

    @Override
    public <S extends @Nullable Object> Case<S> onEnd(ResultBlock<? super Outcome<R>, ? extends S> then) {
        return Case.of(new Ended<>(this), Objects.requireNonNull(then, "then"));
    }

    @Override
    public void cancel(String why) {
        Cause cause = new Cause(Cancellation.Kind.EXPLICIT, Objects.requireNonNull(why, "why"));
        loop.whenOnLoop(() -> cancel(cause));
    }

    @Override
    public CompletionStage<R> toStage() {
        return ending().toStage(name);
    }

    @Override
    public R join() throws Exception {
        SerialLoop here = SerialLoop.ofThisThread();
        if (here != null) {
            throw new IllegalStateException("join of task '" + name
                    + "' on a thread that is running a loop, which would stop for it:" + " await the task instead");
        }
        return ending().join();
    }

    @Override
    public String toString() {
        return "task '" + name + "' (" + state() + ")";
    }
}
