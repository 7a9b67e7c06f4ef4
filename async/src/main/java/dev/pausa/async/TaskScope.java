package dev.pausa.async;

import dev.pausa.Awaitable;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the block of a {@link Async#scope scope} starts tasks with. All of it belongs to the scope's loop: only code
 * that runs there may call it.
 */
public interface TaskScope {
    /**
     * Starts a task in this scope. It begins when its turn comes, not inside this call.
     *
     * @param work a coroutine that has not begun, or another awaitable
     * @param <R> what it returns
     * @return the task
     * @throws NullPointerException if {@code work} is null
     * @throws IllegalStateException if this is not the scope's loop, or the scope was left; a coroutine is closed then
     */
    <R extends @Nullable Object> Task<R> start(Awaitable<? extends R> work);

    /**
     * Starts a task with a name.
     *
     * @param name its name
     * @param work a coroutine that has not begun, or another awaitable
     * @param <R> what it returns
     * @return the task
     * @throws NullPointerException if an argument is null
     * @throws IllegalStateException as {@link #start(Awaitable)}
     */
    <R extends @Nullable Object> Task<R> start(String name, Awaitable<? extends R> work);

    /**
     * Cancels the scope: its tasks, its block, and all that is inside them.
     *
     * @param why the reason, for whoever meets the cancel
     * @throws NullPointerException if {@code why} is null
     * @throws IllegalStateException if this is not the scope's loop
     */
    void cancel(String why);

    /**
     * Returns whether this scope was cancelled, or one around it that it is not shielded from.
     *
     * @return whether its operations raise {@link Cancellation}
     */
    boolean isCancelled();

    /**
     * Returns when the scope is cancelled by itself.
     *
     * @return the deadline; null if there is none
     */
    @Nullable
    Instant deadline();

    /**
     * Sets when the scope is cancelled by itself. Then it ends in a {@link java.util.concurrent.TimeoutException}. A
     * scope that is cancelled stays so.
     *
     * @param at the deadline by the loop's clock; null for none
     * @throws IllegalStateException if this is not the scope's loop
     */
    void setDeadline(@Nullable Instant at);

    /**
     * Sets when the scope is cancelled by itself.
     *
     * @param fromNow how long from now; zero or less cancels at once
     * @throws NullPointerException if {@code fromNow} is null
     * @throws IllegalStateException if this is not the scope's loop
     */
    void setDeadline(Duration fromNow);
}
