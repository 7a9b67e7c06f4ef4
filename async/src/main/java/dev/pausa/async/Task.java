package dev.pausa.async;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine.ResultBlock;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine, or another awaitable, that a loop drives to its end. It lives in a {@link TaskScope}, or belongs to a
 * {@link Loop}.
 *
 * <p>Awaiting one waits for its end and gives its result, or throws what it threw: the same object for everybody who
 * awaits. A task may be awaited again and again, from any loop; that the awaiting is cancelled does not cancel the
 * task.
 *
 * @param <R> what it returns
 */
public interface Task<R extends @Nullable Object> extends Awaitable<R> {
    /** What a task is doing. */
    enum State {
        /** It waits for an operation. */
        WAITING,
        /** It can go on, and waits for its turn; so does one that has not begun. */
        READY,
        /** It runs. */
        RUNNING,
        /** It has ended. */
        DONE
    }

    /**
     * Returns its name: that which it was started with, or that of its coroutine.
     *
     * @return the name
     */
    String name();

    /**
     * Returns what it is doing. Any thread may ask; the answer may be old when it arrives, except {@link State#DONE}.
     *
     * @return the state
     */
    State state();

    /**
     * Returns how it ended. Any thread may ask.
     *
     * @return the outcome; null if it has not ended
     */
    @Nullable
    Outcome<R> outcome();

    /**
     * Returns an operation that waits for the end and throws nothing of the task's.
     *
     * @return an operation, not begun
     */
    Awaitable<Outcome<R>> ended();

    /**
     * Returns a case of a {@link Async#select select} that is ready when this task has ended.
     *
     * @param then what is done then; a body of its own
     * @param <S> what it returns
     * @return a case
     * @throws NullPointerException if {@code then} is null
     */
    <S extends @Nullable Object> Case<S> onEnd(ResultBlock<? super Outcome<R>, ? extends S> then);

    /**
     * Cancels it: {@link Cancellation} is raised in it at each operation from now on. Any thread may call this. It does
     * not wait; a task that has ended does not notice.
     *
     * @param why the reason, for whoever meets the cancel
     * @throws NullPointerException if {@code why} is null
     */
    void cancel(String why);

    /**
     * Returns a stage that ends as the task does: with its result, its failure, or a
     * {@link java.util.concurrent.CancellationException}. Each call returns another copy; completing or cancelling one
     * does nothing to the task.
     *
     * @return a new stage
     */
    CompletionStage<R> toStage();

    /**
     * Blocks this thread until the task has ended.
     *
     * @return its result
     * @throws IllegalStateException if this thread is running a loop: await the task instead
     * @throws TaskCancelledException if the task was cancelled
     * @throws InterruptedException if this thread is interrupted; the task goes on
     * @throws Exception the task's failure, as it is
     */
    R join() throws Exception;
}
