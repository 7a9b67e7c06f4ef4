package dev.pausa.async;

import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncIterable;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.Coroutine.Block;
import dev.pausa.Coroutine.ResultBlock;
import dev.pausa.Coroutine.ResultBody;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * What a body on a {@link Loop} awaits; imported statically. All results are cold: nothing happens until they are
 * awaited, once, in a task.
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
     * Returns an awaitable that runs a block in a scope, in which it starts tasks; it ends when the block and all its
     * tasks have ended. The first failure, of the block or a task, cancels the others, and comes out as it is, with
     * further ones suppressed in it.
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
     * @return an awaitable; await it once. If the scope is cancelled and the block ends because of that, it throws
     *     {@link TaskCancelledException}
     * @throws NullPointerException if {@code block} is null
     * @throws dev.pausa.WeaveException if the block cannot be woven
     */
    public static <R extends @Nullable Object> Awaitable<R> scopeReturning(ResultBlock<TaskScope, ? extends R> block) {
        BlockScope scope = new BlockScope(null, true);
        scope.setWork(Objects.requireNonNull(block, "block").bind(scope));
        return new Entry<>(scope);
    }

    /**
     * Returns an awaitable that runs a block in a scope whose tasks may fail without the others being cancelled.
     *
     * @param onFailure gets each task that failed, and with what, on the loop; never for a cancel. If it throws, the
     *     scope fails with that
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
     * Returns an awaitable that gives something a time to end. When it is up, what still runs is cancelled, and what
     * comes out is a {@link java.util.concurrent.TimeoutException} that shows where it was paused.
     *
     * @param limit the time, counted from the await; zero or less cancels at the first operation
     * @param work a coroutine that has not begun, or another awaitable
     * @param <R> what it gives
     * @return an awaitable; await it once. A value that is there when the time is up is delivered
     * @throws NullPointerException if an argument is null
     */
    public static <R extends @Nullable Object> Awaitable<R> timeout(Duration limit, Awaitable<? extends R> work) {
        return new Entry<>(
                new Timeout(Objects.requireNonNull(limit, "limit"), Objects.requireNonNull(work, "work"), false, null));
    }

    /**
     * Returns an awaitable that does the same as {@link #timeout}, and gives another value when its own time is up. A
     * deadline around it, or a {@code TimeoutException} that the work throws, comes out as it is.
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
     * Returns an awaitable that keeps cancels from around away from something, for a while: for clean-up in a
     * {@code finally} block that must await.
     *
     * @param limit for how long, counted from the await; a shield around this one caps it. After it, cancels reach what
     *     is inside, and that is reported
     * @param work a coroutine that has not begun, or another awaitable
     * @param <R> what it gives
     * @return an awaitable; await it once
     * @throws NullPointerException if an argument is null
     */
    public static <R extends @Nullable Object> Awaitable<R> shield(Duration limit, Awaitable<? extends R> work) {
        return new Entry<>(new Shield(Objects.requireNonNull(limit, "limit"), Objects.requireNonNull(work, "work")));
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

    /**
     * Returns an awaitable that runs several things at once, each as a task, and gives their results in order. The
     * first failure cancels the others and comes out.
     *
     * @param work coroutines that have not begun, or other awaitables
     * @param <R> what they give
     * @return an awaitable; await it once. Of nothing, it gives the empty list
     * @throws NullPointerException if {@code work} or an element is null
     */
    @SafeVarargs
    public static <R extends @Nullable Object> Awaitable<List<R>> all(Awaitable<? extends R>... work) {
        return all(List.of(Objects.requireNonNull(work, "work")));
    }

    /**
     * Returns an awaitable that runs several things at once, as {@link #all(Awaitable[])}.
     *
     * @param work coroutines that have not begun, or other awaitables
     * @param <R> what they give
     * @return an awaitable; await it once
     * @throws NullPointerException if {@code work} or an element is null
     */
    public static <R extends @Nullable Object> Awaitable<List<R>> all(
            Collection<? extends Awaitable<? extends R>> work) {
        return Gathering.all(List.copyOf(Objects.requireNonNull(work, "work")));
    }

    /**
     * Returns an awaitable that runs several things, so many at once, and gives their results in order. The first
     * failure cancels the others and comes out; coroutines that have not begun by then are closed.
     *
     * @param limit how many at once
     * @param work coroutines that have not begun, or other awaitables
     * @param <R> what they give
     * @return an awaitable; await it once
     * @throws NullPointerException if {@code work} or an element is null
     * @throws IllegalArgumentException if {@code limit} is less than 1
     */
    public static <R extends @Nullable Object> Awaitable<List<R>> all(
            int limit, Collection<? extends Awaitable<? extends R>> work) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be at least 1: " + limit);
        }
        return Gathering.all(limit, List.copyOf(Objects.requireNonNull(work, "work")));
    }

    /**
     * Returns an awaitable that runs several coroutines at once and gives the first result. The others are cancelled,
     * and awaited; a result that comes all the same is closed if it is closeable, and failures are reported. If all
     * fail, the first failure comes out, with the others suppressed in it.
     *
     * @param work coroutines that have not begun
     * @param <R> what they give
     * @return an awaitable; await it once
     * @throws NullPointerException if {@code work} or an element is null
     * @throws IllegalArgumentException if there is none
     */
    @SafeVarargs
    public static <R extends @Nullable Object> Awaitable<R> race(Coroutine<? extends R>... work) {
        return race(List.of(Objects.requireNonNull(work, "work")));
    }

    /**
     * Returns an awaitable that gives the first result of several coroutines, as {@link #race(Coroutine[])}.
     *
     * @param work coroutines that have not begun
     * @param <R> what they give
     * @return an awaitable; await it once
     * @throws NullPointerException if {@code work} or an element is null
     * @throws IllegalArgumentException if there is none
     */
    public static <R extends @Nullable Object> Awaitable<R> race(Collection<? extends Coroutine<? extends R>> work) {
        if (Objects.requireNonNull(work, "work").isEmpty()) {
            throw new IllegalArgumentException(
                    "a race needs at least one coroutine: of none, no result would ever come");
        }
        return Race.of(List.copyOf(work));
    }

    /**
     * Returns an awaitable that waits for the first of several things, does exactly that one, and gives what its
     * handler returns. If several can be done at once it is the first in the order given.
     *
     * @param cases the cases, each used for the first time
     * @param <R> what their handlers give
     * @return an awaitable; await it once
     * @throws NullPointerException if {@code cases} or an element is null
     * @throws IllegalArgumentException if there is none
     */
    @SafeVarargs
    public static <R extends @Nullable Object> Awaitable<R> select(Case<? extends R>... cases) {
        List<Case<? extends R>> all = List.of(Objects.requireNonNull(cases, "cases"));
        if (all.isEmpty()) {
            throw new IllegalArgumentException("a select needs at least one case: of none, it would wait for ever");
        }
        return Gathering.select(new Select<R>(all));
    }

    /**
     * Returns a case of a {@link #select} that is ready after a time, counted from the await.
     *
     * @param duration how long; zero or less is ready at once
     * @param then what is done then; a body of its own
     * @param <R> what it returns
     * @return a case
     * @throws NullPointerException if an argument is null
     */
    public static <R extends @Nullable Object> Case<R> after(Duration duration, ResultBody<? extends R> then) {
        return Case.of(new After(Objects.requireNonNull(duration, "duration")), Objects.requireNonNull(then, "then"));
    }

    /**
     * Returns an awaitable that runs something on another loop, as a child of this task: a cancel reaches it there, and
     * its end is awaited.
     *
     * @param loop the other loop
     * @param work a coroutine that has not begun, or another awaitable
     * @param <R> what it gives
     * @return an awaitable that gives the same; await it once
     * @throws NullPointerException if an argument is null
     */
    public static <R extends @Nullable Object> Awaitable<R> on(Loop loop, Awaitable<? extends R> work) {
        return new OnLoop<>(Objects.requireNonNull(loop, "loop"), Objects.requireNonNull(work, "work"));
    }

    /**
     * Returns an operation that runs blocking code on a thread of its own, a virtual one where the JDK has them. A
     * cancel interrupts that thread, and then waits for the code to end; the interrupt meets no other code.
     *
     * @param call the code; no body, so it may not await
     * @param <R> what it returns
     * @return an operation, not begun
     * @throws NullPointerException if {@code call} is null
     */
    public static <R extends @Nullable Object> Awaitable<R> blocking(Callable<? extends R> call) {
        return new Blocking<>(Objects.requireNonNull(call, "call"));
    }

    /**
     * Returns an operation that runs blocking code which returns nothing, as {@link #blocking(Callable)}.
     *
     * @param call the code
     * @return an operation, not begun
     * @throws NullPointerException if {@code call} is null
     */
    public static Awaitable<Void> blocking(BlockingCall call) {
        Objects.requireNonNull(call, "call");
        return new Blocking<>(() -> {
            call.run();
            return Typed.nothing();
        });
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Operators on iterations, for which it takes tasks
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Makes a generator that gives the elements of several iterations, each as soon as it is there. Each iteration is
     * gone through by a task of its own, which reads one element ahead.
     *
     * <p>It ends when all have ended. The first failure comes out of it, as it is; the other iterations are cancelled
     * and closed before that. Its tasks begin with the first step, on that step's loop, and have ended when it has. So
     * a consumer that may leave early closes it, and all is cancelled, closed and waited for then:
     *
     * <pre>{@code
     * await(with(closing(merge(orders, returns)), both -> {
     *     while (await(both.advance())) {
     *         if (both.current().isEndOfDay()) return;
     *         book(both.current());
     *     }
     * })); // here, nothing reads from orders and returns any more
     * }</pre>
     *
     * <p>A cancel of the consumer that meets it in a step, or when it closes this, does the same. An iteration that is
     * paused at its {@code yield} then is closed in a {@link #shield} of 10 seconds, so its {@code finally} blocks may
     * await; in one that is in the middle of a step, a {@link Cancellation} is raised. One that nobody closes is closed
     * when the collector finds it, on the loop that drove it.
     *
     * @param sources the iterations; those that can be closed are, in every case
     * @param <T> what they give, never null
     * @return a generator in state CREATED; as long as it is that, it leaves the sources alone
     * @throws NullPointerException if {@code sources} or an element is null
     */
    @SafeVarargs
    public static <T> AsyncGenerator<T, Void> merge(AsyncIterable<? extends T>... sources) {
        return merge(List.of(Objects.requireNonNull(sources, "sources")));
    }

    /**
     * Makes a generator that gives the elements of several iterations, as {@link #merge(AsyncIterable[])}.
     *
     * @param sources the iterations
     * @param <T> what they give, never null
     * @return a generator in state CREATED
     * @throws NullPointerException if {@code sources} or an element is null
     */
    public static <T> AsyncGenerator<T, Void> merge(Collection<? extends AsyncIterable<? extends T>> sources) {
        List<AsyncIterable<? extends T>> all = List.copyOf(Objects.requireNonNull(sources, "sources"));
        return Feeding.from("merge of " + all.size(), all, Channel::rendezvous);
    }

    /**
     * Makes a generator that gives the elements of an iteration, which a task of its own goes through ahead of the
     * consumer. What is said of {@link #merge(AsyncIterable[])} about the end, failures, cancels and the duty to close
     * holds here too; but what was read before a failure is given before that.
     *
     * @param ahead how many elements may be read and not yet asked for, at least 1
     * @param source the iteration; it is closed in every case, if it can be
     * @param <T> what it gives, never null
     * @return a generator in state CREATED; as long as it is that, it leaves the source alone
     * @throws NullPointerException if {@code source} is null
     * @throws IllegalArgumentException if {@code ahead} is less than 1
     */
    public static <T> AsyncGenerator<T, Void> buffer(int ahead, AsyncIterable<? extends T> source) {
        if (ahead < 1) {
            throw new IllegalArgumentException(
                    "buffer(" + ahead + "): at least 1 element must be read ahead; without a buffer, use the source");
        }
        List<AsyncIterable<? extends T>> one = List.of(Objects.requireNonNull(source, "source"));
        // The task has one more in its hands while it waits.
        return Feeding.from(
                "buffer of " + ahead, one, () -> ahead == 1 ? Channel.rendezvous() : Channel.bounded(ahead - 1));
    }
}
