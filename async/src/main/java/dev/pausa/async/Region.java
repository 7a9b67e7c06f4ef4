package dev.pausa.async;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.Step;
import dev.pausa.StopIteration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A part of a task that is driven by itself because it has a rule of its own: a scope, a timeout, a shield, a binding;
 * and the task as a whole. The regions of a task are nested, and the loop drives the innermost: so a resume costs the
 * same however many there are. All regions of a loop are a tree; a cancel goes down in it, and stops at shields.
 *
 * <p>Confined to the loop.
 */
abstract class Region {
    /** What {@link #resume} returns when the work has ended. */
    static final Object ENDED = new Object();

    /** In whose chain it is; null before it is entered. */
    @Nullable
    LoopTask<?> task;

    /** The region of the same task that it is awaited in; null for a task's own. */
    @Nullable
    Region outer;

    /** Why this region itself was cancelled. Never taken back. */
    private @Nullable Cause own;

    /** Why operations in here raise: the reason of the outermost cancelled region that no shield keeps away. */
    private @Nullable Cause reason;

    /**
     * What is driven: a {@link Coroutine}, or the {@link AwaitIterator} of another {@link Awaitable}, which is here
     * before; null at the end.
     */
    private @Nullable Object work;

    /** What came out: of the work, and then of the region. */
    private @Nullable Object value;

    private @Nullable Throwable thrown;

    private boolean isBegun;

    private boolean isLeft;

    Region(@Nullable Awaitable<?> work) {
        this.work = work;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What each kind defines
    // -----------------------------------------------------------------------------------------------------------------

    /** Returns the region whose cancel reaches this one. */
    @Nullable
    Region around() {
        return outer;
    }

    /** Whether it holds now, or has held. */
    boolean isEntered() {
        return task != null;
    }

    /** Whether cancels from around are kept away. */
    boolean isShielded() {
        return false;
    }

    /** Told that it is entered, before its work begins. */
    void entered() {}

    /** Told that the work has ended. */
    void workEnded() {}

    /**
     * Whether the region can be left now that its work has ended; if not, {@link LoopTask#leaveWhenReady} is called
     * later.
     */
    boolean canBeLeft() {
        return true;
    }

    /**
     * Decides what comes out of the region, from what came out of the work: calls {@link #set} to change it.
     *
     * @param isMine whether a {@link Cancellation} that comes out of the work is this region's to take away
     */
    abstract void leaving(boolean isMine);

    /** Closes what else it holds when it is aborted. */
    void aborted() {}

    // -----------------------------------------------------------------------------------------------------------------
    // Driving
    // -----------------------------------------------------------------------------------------------------------------

    final void setWork(Awaitable<?> awaitable) {
        work = awaitable;
    }

    final @Nullable Object work() {
        return work;
    }

    final boolean isFresh() {
        return !isEntered();
    }

    /** Returns how many regions it is in, counting itself. */
    final int depth() {
        int depth = 1;
        for (Region around = around(); around != null; around = around.around()) {
            depth++;
        }
        return depth;
    }

    final boolean hasWork() {
        return work != null;
    }

    final void enter(LoopTask<?> by, @Nullable Region awaitedIn) {
        task = by;
        outer = awaitedIn;
        inherit();
        entered();
    }

    /**
     * Resumes the work, or begins it.
     *
     * @param raised what is raised at its pause; null to go on
     * @return what it yielded, or {@link #ENDED}; then {@link #value} and {@link #thrown} say how
     */
    final @Nullable Object resume(@Nullable Throwable raised) {
        try {
            if (!isBegun) {
                begin();
            }
            return work instanceof Coroutine<?> coroutine
                    ? resume(coroutine, raised)
                    : resume((AwaitIterator<?>) Objects.requireNonNull(work), raised);
        } catch (Throwable failure) {
            return end(null, failure);
        }
    }

    private void begin() {
        isBegun = true;
        if (work instanceof Coroutine<?> coroutine) {
            requireCreated(coroutine);
        } else {
            work = iteratorOf((Awaitable<?>) Objects.requireNonNull(work));
        }
    }

    static void requireCreated(Coroutine<?> coroutine) {
        if (coroutine.state() != CoroutineState.CREATED) {
            throw new IllegalStateException(
                    coroutine + " has begun already: a task, a timeout or a scope takes a coroutine that"
                            + " nobody has driven or awaited; make a new one");
        }
    }

    private @Nullable Object resume(Coroutine<?> coroutine, @Nullable Throwable raised) {
        Step<?> step = raised == null ? coroutine.step(null) : coroutine.stepRaising(raised);
        return step instanceof Step.Yielded<?> ? step.value() : end(step.value(), null);
    }

    private @Nullable Object resume(AwaitIterator<?> iterator, @Nullable Throwable raised) {
        try {
            return raised == null ? iterator.next() : iterator.raise(raised);
        } catch (StopIteration end) {
            return end == raised ? end(null, end) : end(end.value(), null);
        }
    }

    private static AwaitIterator<?> iteratorOf(Awaitable<?> awaitable) {
        AwaitIterator<?> iterator = awaitable.awaitIterator();
        if (iterator == null) {
            throw new IllegalArgumentException(
                    awaitable.getClass().getName() + ".awaitIterator() must return an iterator, not null");
        }
        return iterator;
    }

    private Object end(@Nullable Object result, @Nullable Throwable failure) {
        work = null;
        set(result, failure);
        return ENDED;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What comes out
    // -----------------------------------------------------------------------------------------------------------------

    final void set(@Nullable Object result, @Nullable Throwable failure) {
        value = result;
        thrown = failure;
    }

    final @Nullable Object value() {
        return value;
    }

    final @Nullable Throwable thrown() {
        return thrown;
    }

    final boolean isLeft() {
        return isLeft;
    }

    /** Leaves it, after its work and all that it waits for have ended. */
    final void leave() {
        Region around = around();
        boolean isReachable = around != null && around.reason != null && !isShielded();
        leaving(own != null && !isReachable);
        isLeft = true;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Cancelling
    // -----------------------------------------------------------------------------------------------------------------

    final @Nullable Cause reason() {
        return reason;
    }

    final @Nullable Cause own() {
        return own;
    }

    /** Cancels this region, unless it is already. */
    final void cancel(Cause cause) {
        if (own != null || isLeft) {
            return;
        }
        own = cause;
        if (!isFresh()) {
            Cancelling.spread(this);
        }
    }

    /** Takes over what holds around it. Returns whether that changes anything. */
    final boolean inherit() {
        Region around = around();
        Cause now = around != null && around.reason != null && !isShielded() ? around.reason : own;
        if (now == reason) {
            return false;
        }
        reason = now;
        return true;
    }

    /** Ends it although its work has not ended, because somebody closes the awaiting coroutine or raises into it. */
    final void abort() {
        if (!isFresh() && !isLeft && task != null) {
            task.abort(this);
        }
    }

    final void markLeft() {
        work = null;
        isLeft = true;
    }
}
