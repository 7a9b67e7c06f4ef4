package dev.pausa.vertx;

import dev.pausa.AsyncGenerator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.async.Loop;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.streams.ReadStream;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a body on Vert.x awaits; imported statically. The results can be awaited on any {@link Loop}; on that of a
 * context, the body goes on inside the event that ends the wait.
 */
public final class VertxAsync {
    private static final String FUTURE = "future";

    private VertxAsync() {}

    // -----------------------------------------------------------------------------------------------------------------
    // Loops
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Returns the loop of a context. There is one for each: the context of a verticle's instance has its own, and
     * duplicates of a context, which Vert.x makes for each request, share it. It runs on the context's thread, or, for
     * a worker context, on those of its pool. It is stopped when the verticle is undeployed, or Vert.x is closed.
     *
     * @param context the context
     * @return its loop
     * @throws NullPointerException if {@code context} is null
     */
    public static Loop loop(Context context) {
        return ContextLoop.of(Objects.requireNonNull(context, "context")).loop();
    }

    /**
     * Returns the loop of the current context.
     *
     * @return the loop
     * @throws IllegalStateException if this thread is not running a context of Vert.x
     */
    public static Loop loop() {
        Context current = Vertx.currentContext();
        if (current == null) {
            throw new IllegalStateException("thread '" + Thread.currentThread().getName()
                    + "' is not running a context of Vert.x: call this in a handler or a verticle, or name a context:"
                    + " loop(vertx.getOrCreateContext())");
        }
        return loop(current);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Futures
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Returns an awaitable of a future. Its failure comes out of the await as it is. A cancel leaves the future alone,
     * except that it cancels a {@link io.vertx.core.Timer}.
     *
     * <pre>{@code
     * static Coroutine<String> text(Vertx vertx, String file) {
     *     return coroutine(() -> await(future(vertx.fileSystem().readFile(file))).toString());
     * }
     * }</pre>
     *
     * @param future the future
     * @param <T> what it gives
     * @return an awaitable; await it once
     * @throws NullPointerException if {@code future} is null
     */
    public static <T extends @Nullable Object> Awaitable<T> future(Future<? extends T> future) {
        return future(FUTURE, future);
    }

    /**
     * Returns an awaitable of a future, as {@link #future(Future)}.
     *
     * @param what what is waited for, in dumps: {@code prices of tea}
     * @param future the future
     * @param <T> what it gives
     * @return an awaitable; await it once
     * @throws NullPointerException if an argument is null
     */
    public static <T extends @Nullable Object> Awaitable<T> future(String what, Future<? extends T> future) {
        return operation(what, future, null, null);
    }

    /**
     * Returns an awaitable of a future that can be ended early. A cancel does so, and then the future's end is waited
     * for: a result that it has all the same is delivered, and a failure is suppressed in the {@link
     * dev.pausa.async.Cancellation}.
     *
     * <pre>{@code
     * static Coroutine<HttpClientResponse> answer(HttpClientRequest request) {
     *     return coroutine(() -> await(cancellable(request.send(), () -> request.reset())));
     * }
     * }</pre>
     *
     * @param future the future
     * @param cancel has it end soon; called at most once, on the loop
     * @param <T> what it gives
     * @return an awaitable; await it once
     * @throws NullPointerException if an argument is null
     */
    public static <T extends @Nullable Object> Awaitable<T> cancellable(Future<? extends T> future, Runnable cancel) {
        return cancellable(FUTURE, future, cancel);
    }

    /**
     * Returns an awaitable of a future that can be ended early, as {@link #cancellable(Future, Runnable)}.
     *
     * @param what what is waited for, in dumps
     * @param future the future
     * @param cancel has it end soon; called at most once, on the loop
     * @param <T> what it gives
     * @return an awaitable; await it once
     * @throws NullPointerException if an argument is null
     */
    public static <T extends @Nullable Object> Awaitable<T> cancellable(
            String what, Future<? extends T> future, Runnable cancel) {
        return operation(what, future, Objects.requireNonNull(cancel, "cancel"), null);
    }

    /**
     * Returns an awaitable of a future that gives something to be given back, such as a connection of a pool. If the
     * wait is cancelled, what comes later is released.
     *
     * <pre>{@code
     * static Coroutine<HttpClientConnection> connection(HttpClient client, HttpConnectOptions options) {
     *     return coroutine(() -> await(releasable(client.connect(options), late -> late.close())));
     * }
     * }</pre>
     *
     * @param future the future
     * @param release gets the result if it comes after a cancel, on the thread that completes the future
     * @param <T> what it gives
     * @return an awaitable; await it once
     * @throws NullPointerException if an argument is null
     */
    public static <T extends @Nullable Object> Awaitable<T> releasable(
            Future<? extends T> future, Consumer<? super T> release) {
        return releasable(FUTURE, future, release);
    }

    /**
     * Returns an awaitable of a future that gives something to be given back, as
     * {@link #releasable(Future, Consumer)}.
     *
     * @param what what is waited for, in dumps
     * @param future the future
     * @param release gets the result if it comes after a cancel, on the thread that completes the future
     * @param <T> what it gives
     * @return an awaitable; await it once
     * @throws NullPointerException if an argument is null
     */
    public static <T extends @Nullable Object> Awaitable<T> releasable(
            String what, Future<? extends T> future, Consumer<? super T> release) {
        return operation(what, future, null, Objects.requireNonNull(release, "release"));
    }

    private static <T extends @Nullable Object> Awaitable<T> operation(
            String what, Future<? extends T> future, @Nullable Runnable cancel, @Nullable Consumer<? super T> release) {
        Objects.requireNonNull(what, "what");
        Objects.requireNonNull(future, "future");
        return new FutureOperation<T>(what, future, cancel, release).awaitable();
    }

    /**
     * Starts a task on a loop, for a library that wants a future.
     *
     * @param loop the loop, such as {@link #loop()}
     * @param work a coroutine that has not begun, or another awaitable
     * @param <T> what it gives
     * @return a future that ends as the task does; if the task is cancelled, with a
     *     {@link java.util.concurrent.CancellationException}
     * @throws NullPointerException if an argument is null
     * @throws IllegalStateException if the loop is closed; a coroutine is closed then
     */
    public static <T extends @Nullable Object> Future<T> start(Loop loop, Awaitable<? extends T> work) {
        return Future.fromCompletionStage(loop.<T>start(work).toStage());
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Streams
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Makes an asynchronous generator that yields what a stream gives, and asks it for the next item only when that is
     * awaited. The first step takes the stream over: it pauses it, and sets its handlers. The stream's failure comes
     * out of the step as it is.
     *
     * <pre>{@code
     * static Coroutine<Integer> length(ReadStream<Buffer> stream) {
     *     return coroutine(() -> {
     *         int length = 0;
     *         var part = items(stream);
     *         while (await(part.advance())) {
     *             length += part.current().length();
     *         }
     *         return length;
     *     });
     * }
     * }</pre>
     *
     * <p>If the generator is closed before the stream's end, the stream stays paused, without handlers. It is the
     * caller's to {@code resume} it, which drops the rest, or to close it. A loop that is left early does not close
     * what it iterates; {@link dev.pausa.AsyncResource#closing} does.
     *
     * <p>A stream that has just come out of an await has lost nothing: items are asked for in the same stretch of the
     * body, or else {@code pause} is called there.
     *
     * @param stream the stream; nobody else has set its handlers
     * @param <T> what it gives
     * @return a generator in state CREATED
     * @throws NullPointerException if {@code stream} is null
     */
    public static <T> AsyncGenerator<T, Void> items(ReadStream<T> stream) {
        Objects.requireNonNull(stream, "stream");
        return AsyncGenerator.asyncGenerator(g -> {
            StreamReader<T> reader = new StreamReader<>(stream);
            try {
                reader.takeOver();
                while (true) {
                    T item = Coroutine.await(reader.next());
                    if (item == null) {
                        return;
                    }
                    g.yield(item);
                }
            } finally {
                reader.leave();
            }
        });
    }
}
