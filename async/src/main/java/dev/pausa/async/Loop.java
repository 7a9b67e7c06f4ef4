package dev.pausa.async;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.Coroutine.Body;
import dev.pausa.Coroutine.ResultBody;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The driver of tasks: never runs two of them at once, so that what only they use needs no lock. Its code runs on one
 * thread, or on the threads of any executor, one after the other and each seeing what the one before it did.
 *
 * <p>{@link #start}, {@link #execute}, {@link #stop} and {@link #close} may be called by any thread.
 */
public interface Loop extends Executor, AutoCloseable {
    /**
     * Runs a coroutine on a loop of this thread until it has ended. Then the loop's other root tasks, if any, are
     * cancelled and waited for.
     *
     * @param main the coroutine; it has not begun
     * @param <R> what it returns
     * @return its result
     * @throws NullPointerException if {@code main} is null
     * @throws IllegalStateException if this thread is running a loop already: await the coroutine there
     * @throws TaskCancelledException if the main task was cancelled
     * @throws InterruptedException if this thread was interrupted: the main task was cancelled then, and has ended
     * @throws Exception what the coroutine throws, as it is
     */
    static <R extends @Nullable Object> R run(Coroutine<R> main) throws Exception {
        return ThreadLoop.run(Objects.requireNonNull(main, "main"));
    }

    /**
     * Runs a body on a loop of this thread until it has ended: {@code run(coroutine(body))}.
     *
     * @param main the body
     * @param <R> what it returns
     * @return its result
     * @throws Exception as {@link #run(Coroutine)}
     */
    static <R extends @Nullable Object> R run(ResultBody<R> main) throws Exception {
        return ThreadLoop.run(Coroutine.coroutine(Objects.requireNonNull(main, "main")));
    }

    /**
     * Runs a body that returns nothing on a loop of this thread until it has ended.
     *
     * @param main the body
     * @throws Exception as {@link #run(Coroutine)}
     */
    static void run(Body main) throws Exception {
        ThreadLoop.run(Coroutine.coroutine(Objects.requireNonNull(main, "main")));
    }

    /**
     * Makes a loop that runs on an executor: an event loop's, a pool's, a user interface's. It gives the executor a
     * turn whenever there is something to do, one at a time, of at most 64 resumes each.
     *
     * @param executor what runs it. One that rejects a turn ends the loop: its tasks are cancelled and unwound on a
     *     thread of their own
     * @return a new loop
     * @throws NullPointerException if {@code executor} is null
     */
    static Loop on(Executor executor) {
        return new ExecutorLoop(Objects.requireNonNull(executor, "executor"));
    }

    /**
     * Makes a loop with a thread of its own, a daemon.
     *
     * @param name the thread's name
     * @return a new loop
     * @throws NullPointerException if {@code name} is null
     */
    static Loop onThread(String name) {
        return ThreadLoop.started(Objects.requireNonNull(name, "name"));
    }

    /**
     * Returns the loop that this thread is running.
     *
     * @return the loop
     * @throws IllegalStateException if it runs none
     */
    static Loop current() {
        return SerialLoop.running();
    }

    /**
     * Adds a carrier, for all loops and for good.
     *
     * @param carrier the carrier
     * @throws NullPointerException if {@code carrier} is null
     */
    static void addCarrier(ContextCarrier<?> carrier) {
        Carriers.add(Objects.requireNonNull(carrier, "carrier"));
    }

    /**
     * Says who is told of a task that keeps its loop busy for long: once for each such resume, with the task's name,
     * its place and the thread's stack. At first it is 100 milliseconds, and a warning to the log.
     *
     * @param limit how long a resume may take; null for no watch
     * @param report gets the text, on the watchdog's thread
     * @throws NullPointerException if {@code report} is null
     * @throws IllegalArgumentException if {@code limit} is not positive
     */
    static void setWatchdog(@Nullable Duration limit, Consumer<? super String> report) {
        Watchdog.set(limit, Objects.requireNonNull(report, "report"));
    }

    /**
     * Starts a root task. It belongs to the loop, and lives until it ends or the loop is stopped. A failure that nobody
     * has asked for is reported when the loop is closed, or when the task is garbage.
     *
     * @param work a coroutine that has not begun, or another awaitable
     * @param <R> what it returns
     * @return the task
     * @throws NullPointerException if {@code work} is null
     * @throws IllegalStateException if the loop is closed; a coroutine is closed then
     */
    <R extends @Nullable Object> Task<R> start(Awaitable<? extends R> work);

    /**
     * Starts a root task with a name.
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
     * Has a command run on the loop, when its turn comes, never inside this call. What it throws is reported.
     *
     * @throws NullPointerException if {@code command} is null
     * @throws java.util.concurrent.RejectedExecutionException if the loop is closed
     */
    @Override
    void execute(Runnable command);

    /**
     * Returns the loop's clock, which is also that of deadlines.
     *
     * @return the clock
     */
    InstantSource clock();

    /**
     * Cancels all tasks ({@link Cancellation.Kind#SHUTDOWN}) and takes no more.
     *
     * @param why the reason, for whoever meets the cancel
     * @return a stage that ends when all tasks have ended
     * @throws NullPointerException if {@code why} is null
     */
    CompletionStage<Void> stop(String why);

    /**
     * Stops the loop, waits for its tasks for at most 10 seconds, then closes what is left and reports it. A task that
     * blocks the loop cannot be closed: after another 10 seconds that is reported, with the stack that stands. If this
     * thread is interrupted it does not wait any longer, and stays interrupted.
     *
     * @throws IllegalStateException if this thread is running the loop: await {@link #stop} there
     */
    @Override
    void close();
}
