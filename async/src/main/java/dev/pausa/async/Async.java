package dev.pausa.async;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine.Block;
import dev.pausa.Coroutine.ResultBlock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a body on a {@link Loop} awaits; imported statically. All results are cold: nothing happens until they are awaited, once, in a task.
 */
public final class Async {
    private Async() {}

    /**
     * Returns an operation that ends after a time, counted from its await.
     *
     * @param duration how long; zero or less is a {@link #checkpoint}
     * @return an operation, not begun
     * @throws NullPointerException if {@code duration} is null
     */
    public static Awaitable<Void> sleep(Duration duration) {
        Objects.requireNonNull(duration, "duration");
        return duration.isZero() || duration.isNegative() ? new Checkpoint() : new Sleep(duration);
    }

    /**
     * Returns an operation that lets all others run that are ready now, and notices a cancel.
     *
     * @return an operation, not begun
     */
    public static Awaitable<Void> checkpoint() {
        return new Checkpoint();
    }

    /**
     * Returns the time by the clock of the loop that this thread is running.
     *
     * @return the time
     * @throws IllegalStateException if this thread is running no loop
     */
    public static Instant now() {
        return SerialLoop.running().clock().instant();
    }

    /**
     * Returns an awaitable that runs a block in a scope, in which it starts tasks; it ends when the block and all its tasks have ended. The
     * first failure, of the block or a task, cancels the others, and comes out as it is, with further ones suppressed in it.
     *
     * @param block the block; a body of its own
     * @return an awaitable; await it once
     * @throws NullPointerException if {@code block} is null
     * @throws dev.pausa.WeaveException if the block cannot be woven
     */
    public static Awaitable<Void> scope(Block<TaskScope> block) {
        BlockScope scope = new BlockScope(null, false);
        scope.setWork(Objects.requireNonNull(block, "block").bind(scope));
        return new Entry<>(scope);
    }

    /**
     * Returns an awaitable that does the same as {@link #scope}, and gives what the block returns.
     *
     * @param block the block; a body of its own
     * @param <R> what it returns
     * @return an awaitable; await it once. If the scope is cancelled and the block ends because of that, it throws {@link
     *     TaskCancelledException}
     * @throws NullPointerException if {@code block} is null
     * @throws dev.pausa.WeaveException if the block cannot be woven
     */
    public static <R extends @Nullable Object> Awaitable<R> scopeReturning(
            ResultBlock<TaskScope, ? extends R> block) {
        BlockScope scope = new BlockScope(null, true);
        scope.setWork(Objects.requireNonNull(block, "block").bind(scope));
        return new Entry<>(scope);
    }

    /**
     * Returns an awaitable that runs a block in a scope whose tasks may fail without the others being cancelled.
     *
     * @param onFailure gets each task that failed, and with what, on the loop; never for a cancel. If it throws, the scope fails with that
     * @param block the block; a body of its own. If it fails, the tasks are cancelled
     * @return an awaitable; await it once
     * @throws NullPointerException if an argument is null
     * @throws dev.pausa.WeaveException if the block cannot be woven
     */
    public static Awaitable<Void> supervise(
            BiConsumer<? super Task<?>, ? super Throwable> onFailure, Block<TaskScope> block) {
        BlockScope scope = new BlockScope(Objects.requireNonNull(onFailure, "onFailure"), false);
        scope.setWork(Objects.requireNonNull(block, "block").bind(scope));
        return new Entry<>(scope);
    }

    /**
     * Returns an awaitable that gives something a time to end. When it is up, what still runs is cancelled, and what comes out is a {@link
     * java.util.concurrent.TimeoutException} that shows where it was paused.
     *
     * @param limit the time, counted from the await; zero or less cancels at the first operation
     * @param work a coroutine that has not begun, or another awaitable
     * @param <R> what it gives
     * @return an awaitable; await it once. A value that is there when the time is up is delivered
     * @throws NullPointerException if an argument is null
     */
    public static <R extends @Nullable Object> Awaitable<R> timeout(Duration limit, Awaitable<? extends R> work) {
        return new Entry<>(new Timeout(
                Objects.requireNonNull(limit, "limit"), Objects.requireNonNull(work, "work"), false, null));
    }

    /**
     * Returns an awaitable that does the same as {@link #timeout}, and gives another value when its own time is up. A deadline around it, or a
     * {@code TimeoutException} that the work throws, comes out as it is.
     *
     * @param limit the time, counted from the await
     * @param work a coroutine that has not begun, or another awaitable
     * @param otherwise what it gives when the time is up
     * @param <R> what it gives
     * @return an awaitable; await it once
     * @throws NullPointerException if {@code limit} or {@code work} is null
     */
    public static <R extends @Nullable Object> Awaitable<R> timeoutOr(
            Duration limit, Awaitable<? extends R> work, R otherwise) {
        return new Entry<>(new Timeout(
                Objects.requireNonNull(limit, "limit"), Objects.requireNonNull(work, "work"), true, otherwise));
    }

    /**
     * Returns an awaitable that keeps cancels from around away from something, for a while: for clean-up in a {@code finally} block that must
     * await.
     *
     * @param limit for how long, counted from the await; a shield around this one caps it. After it, cancels reach what is inside, and that is
     *     reported
     * @param work a coroutine that has not begun, or another awaitable
     * @param <R> what it gives
     * @return an awaitable; await it once
     * @throws NullPointerException if an argument is null
     */
    public static <R extends @Nullable Object> Awaitable<R> shield(Duration limit, Awaitable<? extends R> work) {
        return new Entry<>(
                new Shield(Objects.requireNonNull(limit, "limit"), Objects.requireNonNull(work, "work")));
    }

    /**
     * Returns an awaitable of a stage, where one is wanted. Its failure comes out as from {@code await(stage)}.
     *
     * @param stage the stage
     * @param <R> what it gives
     * @return an awaitable
     * @throws NullPointerException if {@code stage} is null
     */
    public static <R extends @Nullable Object> Awaitable<R> stage(CompletionStage<? extends R> stage) {
        return new StageValue<>(Objects.requireNonNull(stage, "stage"));
    }
}
