package dev.pausa.async;

import dev.pausa.Awaitable;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** The scope that a block runs in: left when the block and all tasks in it have ended. */
final class BlockScope extends Scope implements TaskScope {
    /** Who is told of a task that failed, instead of the scope failing; null for a scope that fails fast. */
    private final @Nullable BiConsumer<? super Task<?>, ? super Throwable> supervisor;

    /** Whether the block gives the scope's result, which must then be there. */
    private final boolean isReturning;

    private final Failures failures = new Failures();
    private @Nullable Deadline deadline;

    BlockScope(@Nullable BiConsumer<? super Task<?>, ? super Throwable> supervisor, boolean isReturning) {
        super(null);
        this.supervisor = supervisor;
        this.isReturning = isReturning;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // For its block
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public <R extends @Nullable Object> Task<R> start(Awaitable<? extends R> work) {
        return start(null, Objects.requireNonNull(work, "work"), "TaskScope.start");
    }

    @Override
    public <R extends @Nullable Object> Task<R> start(String name, Awaitable<? extends R> work) {
        return start(Objects.requireNonNull(name, "name"), Objects.requireNonNull(work, "work"), "TaskScope.start");
    }

    private <R extends @Nullable Object> Task<R> start(
            @Nullable String name, Awaitable<? extends R> work, String operation) {
        SerialLoop loop;
        try {
            loop = requireOpen(operation);
        } catch (IllegalStateException refused) {
            Unbegun.refuse(work);
            throw refused;
        }
        LoopTask<R> started = new LoopTask<>(loop, this, name, work);
        add(started);
        started.begin();
        return started;
    }

    @Override
    public void cancel(String why) {
        Cause cause = new Cause(Cancellation.Kind.EXPLICIT, Objects.requireNonNull(why, "why"));
        requireOwnLoop("TaskScope.cancel");
        cancel(cause);
    }

    @Override
    public boolean isCancelled() {
        return reason() != null;
    }

    @Override
    public @Nullable Instant deadline() {
        Deadline set = deadline;
        return set == null ? null : set.at();
    }

    @Override
    public void setDeadline(@Nullable Instant at) {
        SerialLoop loop = requireOwnLoop("TaskScope.setDeadline");
        setDue(loop, at == null ? null : loop.timers().due(at));
    }

    @Override
    public void setDeadline(Duration fromNow) {
        Objects.requireNonNull(fromNow, "fromNow");
        SerialLoop loop = requireOwnLoop("TaskScope.setDeadline");
        setDue(loop, loop.timers().due(fromNow));
    }

    /** A deadline that has passed stays: moving it would not revive the scope. */
    private void setDue(SerialLoop loop, @Nullable Long due) {
        if (deadline != null && deadline.hasPassed()) {
            return;
        }
        if (deadline != null) {
            deadline.drop();
            deadline = null;
        }
        if (due != null && !isLeft()) {
            deadline = new Deadline(loop, this, due);
            deadline.set();
        }
    }

    private SerialLoop requireOpen(String operation) {
        SerialLoop loop = requireOwnLoop(operation);
        if (isLeft()) {
            throw new IllegalStateException(operation
                    + " on a scope that was left: a scope takes tasks until its block and all its tasks"
                    + " have ended; start this one"
                    + " in a scope that is open");
        }
        return loop;
    }

    private SerialLoop requireOwnLoop(String operation) {
        LoopTask<?> owner = task;
        if (owner == null) {
            throw new IllegalStateException(operation + " on a scope that was not entered: await it first");
        }
        owner.loop().requireCurrent(operation);
        return owner.loop();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // For the loop
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    void workEnded() {
        Throwable thrown = thrown();
        if (thrown != null && !(thrown instanceof Cancellation)) {
            failures.addOfBlock(thrown);
            cancelSiblings("the scope's block failed with " + thrown);
        } else if (thrown != null && reason() == null) {
            cancelSiblings("the scope's block ended with a Cancellation that is not the scope's");
        }
    }

    @Override
    boolean canBeLeft() {
        return size() == 0;
    }

    @Override
    void taskEnded(LoopTask<?> ended) {
        if (ended.outcome() instanceof Outcome.Failed<?> failed) {
            if (supervisor != null) {
                supervise(supervisor, ended, failed.failure());
            } else {
                failures.add(failed.failure());
                cancelSiblings("task '" + ended.name() + "' failed with " + failed.failure());
            }
        }
        if (canBeLeft() && !hasWork()) {
            Objects.requireNonNull(task).leaveWhenReady(this);
        }
    }

    private void supervise(
            BiConsumer<? super Task<?>, ? super Throwable> handler, LoopTask<?> failed, Throwable failure) {
        try {
            handler.accept(failed, failure);
        } catch (Throwable byHandler) {
            failures.add(byHandler);
            cancelSiblings("the handler of failures threw " + byHandler);
        }
    }

    private void cancelSiblings(String why) {
        cancel(new Cause(Cancellation.Kind.SIBLING_FAILED, why));
    }

    @Override
    void leaving(boolean isMine) {
        if (deadline != null) {
            deadline.drop();
        }
        Throwable failure = failures.first();
        if (failure != null) {
            set(null, failure);
        } else if (isMine && thrown() instanceof Cancellation) {
            cancelled(Objects.requireNonNull(own()));
        }
    }

    private void cancelled(Cause cause) {
        if (deadline != null && deadline.hasPassed()) {
            set(null, deadline.exception());
        } else {
            set(null, isReturning ? new TaskCancelledException("the scope was cancelled: " + cause.why()) : null);
        }
    }

    @Override
    void aborted() {
        if (deadline != null) {
            deadline.drop();
        }
        forEachTask(LoopTask::closeHard);
    }

    @Override
    public String toString() {
        return supervisor == null ? "scope" : "supervising scope";
    }
}
