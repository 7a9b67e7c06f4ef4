package dev.pausa.async;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.diagnostics.AwaitWatch;
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.NeverAwaited;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a loop waits for on behalf of a body: a timer, a receive, a read, an answer. It is the one protocol
 * between bodies and loops; what this package waits for is made of it, and so are adapters to other libraries.
 *
 * <p>A body awaits it. Then, on the loop:
 * <ol>
 *   <li>If a scope around the await is cancelled, {@link Cancellation} is raised at the await, and nothing is begun.
 *   <li>{@link #begin} starts the work, once. It may complete the {@link Waker} at once; then the body goes on without
 *   a pause.
 *   <li>When the waker is completed, by any thread, the task becomes ready, and the await gives the value or throws the
 *   failure.
 *   <li>If a scope around it is cancelled meanwhile, {@link #withdraw} is asked, once, to undo it. A value that has
 *       arrived is delivered all the same: the {@code Cancellation} comes at the next operation.
 * </ol>
 *
 * <p>Those of this package that can end when they are awaited, such as a receive from a channel that has a value, do
 * not come to the loop at all: the await gives the value without a pause, unless a scope around it is cancelled or the
 * task has had its share. So it does for a body that somebody drives by hand inside of a task, too.
 *
 * <p>An operation is awaited once. Only a loop can wait for one: a driver that is none gets an object that says so.
 *
 * @param <T> what awaiting it gives
 */
public abstract class Operation<T extends @Nullable Object> implements Awaitable<T> {
    private static final Object TAKEN = new Object();

    /** What {@link #valueNow} returns instead of a value. */
    static final Object NOT_NOW = new Object();

    /** {@link #TAKEN} once it was awaited; before that null, or who reports it if it never is. */
    private @Nullable Object await;

    /** For subclasses. */
    protected Operation() {
        await = Diagnostics.neverAwaited() == NeverAwaited.ALWAYS
                ? AwaitWatch.begin(this, "operation '" + shortName() + "'", Operation.class)
                : null;
    }

    private String shortName() {
        String name = getClass().getName();
        return name.substring(name.lastIndexOf('.') + 1);
    }

    /**
     * Makes an operation of two functions. Its {@link #withdraw} runs {@code stop} and answers true.
     *
     * @param what what {@link #describe} says
     * @param begin starts the work
     * @param stop undoes it: after that the work must not have any effect, and what comes out of it all the same is the
     *     caller's of {@link Waker#complete}
     * @param <T> what awaiting it gives
     * @return an operation, not begun
     * @throws NullPointerException if an argument is null
     */
    public static <T extends @Nullable Object> Operation<T> operation(
            String what, Consumer<? super Waker<T>> begin, Runnable stop) {
        return new OperationOfFunctions<>(
                Objects.requireNonNull(what, "what"),
                Objects.requireNonNull(begin, "begin"),
                Objects.requireNonNull(stop, "stop"));
    }

    /**
     * Starts the work. Called once, on the loop, and never when the body is cancelled already. What it throws is raised
     * at the await, and {@link #withdraw} is not called then.
     *
     * @param waker what to complete when the work is done; from here or later, on any thread
     */
    protected abstract void begin(Waker<T> waker);

    /**
     * Undoes the operation, because a scope around the await is cancelled. Called at most once, on the loop, and never
     * after the waker was completed. It does not wait. If it throws, that counts as true, and is reported.
     *
     * @return true if the operation has not happened and never will; false if that cannot be said: then it must
     *     complete its waker in its own time, as a rule soon, since something was done to end it, and the task waits
     *     for that
     */
    protected abstract boolean withdraw();

    /**
     * Says what is waited for, for dumps and messages: {@code receive from channel orders (0 of 16)}. Any thread may
     * call it, also while the operation is under way: it waits for nothing, and takes no lock that is held for long,
     * since a dump calls it to find out why a program stands still. What it throws is caught, and said instead.
     *
     * @return a few words
     */
    public String describe() {
        return getClass().getSimpleName();
    }

    /**
     * Says whether something outside of the loop ends it: another thread, a device, a foreign library. A test loop,
     * whose time is virtual, refuses to wait for such, or stops its clock meanwhile. Called on the loop, before
     * {@link #begin}.
     *
     * @return true, unless a subclass knows that tasks of the same loop end it
     */
    protected boolean isExternal() {
        return true;
    }

    /**
     * Does it without waiting, if that is possible now, and returns what it gives. Otherwise returns {@link #NOT_NOW},
     * and nothing has happened; also if it would fail, which is for {@link #begin} to say.
     */
    @Nullable
    Object valueNow() {
        return NOT_NOW;
    }

    /** Returns the tasks that can end it, if all of them are known. Any thread may ask. */
    List<LoopTask<?>> awaited() {
        return List.of();
    }

    /** Whether one of these tasks is enough to end it. */
    boolean isEndedByAny() {
        return false;
    }

    /** Whether a cancelled scope around it is noticed before it begins; not so for what only groups other work. */
    boolean isCheckpoint() {
        return true;
    }

    /** Whether the task goes to the back of the queue although the operation has ended at once. */
    boolean givesWay() {
        return false;
    }

    /**
     * Returns the one await of it.
     *
     * @throws IllegalStateException if it was awaited before
     */
    @Override
    public final AwaitIterator<T> awaitIterator() {
        take();
        LoopTask<?> passing = SerialLoop.passingTask();
        if (passing != null) {
            Object value = valueNow();
            if (value != NOT_NOW) {
                passing.passed();
                return new AwaitIterator.Ended<>(Typed.as(value));
            }
        }
        return new Wait<>(this);
    }

    /** Returns the one await of it, for the loop to begin. */
    final Wait<T> oneWait() {
        take();
        return new Wait<>(this);
    }

    private void take() {
        if (await == TAKEN) {
            throw new IllegalStateException("operation '" + Reports.describe(this)
                    + "' was awaited before: an operation is awaited once; make a new one for each await");
        }
        unwatch();
        await = TAKEN;
    }

    /** It does not matter whether this is awaited: whoever was given it cannot, or what does is watched itself. */
    final void unwatch() {
        if (await instanceof AwaitWatch watch) {
            await = null;
            watch.end();
        }
    }

    /** Returns its description. */
    @Override
    public final String toString() {
        return Reports.describe(this);
    }
}
