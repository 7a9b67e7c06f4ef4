package dev.pausa.reactor;

import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncIterable;
import dev.pausa.Awaitable;
import dev.pausa.async.Loop;
import dev.pausa.async.TaskLocal;
import dev.pausa.flow.Publishers;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import reactor.adapter.JdkFlowAdapter;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.util.context.Context;
import reactor.util.context.ContextView;

/** Between bodies and Reactor, in both directions; imported statically. */
public final class ReactorAsync {
    /**
     * Reactor's context, as a body sees it: that of the subscriber of the {@code Mono} or {@code Flux} that the body
     * makes, and empty elsewhere. What a body awaits of Reactor sees the same.
     *
     * <pre>{@code
     * static Coroutine<String> user() {
     *     return coroutine(() -> CONTEXT.get().getOrDefault("user", "nobody"));
     * }
     *
     * static Awaitable<String> userAnn() {
     *     return CONTEXT.where(Context.of("user", "ann"), user());
     * }
     * }</pre>
     */
    public static final TaskLocal<ContextView> CONTEXT = new TaskLocal<>(Context.empty());

    private static final int PREFETCH = 32;

    private ReactorAsync() {}

    // -----------------------------------------------------------------------------------------------------------------
    // From Reactor
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Returns an operation that subscribes to a {@code Mono} and gives what it gives; null if that is empty. Its
     * failure comes out of the await as it is. A cancel cancels the subscription; a value that was given before is
     * delivered.
     *
     * @param mono the source; nothing happens to it before the await
     * @param <T> what it gives
     * @return an operation, not begun
     * @throws NullPointerException if {@code mono} is null
     */
    public static <T> Awaitable<@Nullable T> mono(Mono<? extends T> mono) {
        return new MonoOperation<>(Objects.requireNonNull(mono, "mono"));
    }

    /**
     * Makes an asynchronous generator that yields what a publisher gives, as {@link #items(Publisher, int)}, with 32
     * elements under way.
     *
     * @param publisher the source, such as a {@code Flux}
     * @param <T> what it gives
     * @return a generator in state CREATED
     * @throws NullPointerException if {@code publisher} is null
     */
    public static <T> AsyncGenerator<T, Void> items(Publisher<? extends T> publisher) {
        return items(publisher, PREFETCH);
    }

    /**
     * Makes an asynchronous generator that yields what a publisher gives. The first step subscribes. No more elements
     * are requested than the prefetch allows. When the generator ends before the publisher does, because it is closed
     * or cancelled, the subscription is cancelled; a loop that is left early does not close what it iterates, {@link
     * dev.pausa.AsyncResource#closing} does.
     *
     * @param publisher the source, such as a {@code Flux}
     * @param prefetch how many elements may be under way, at least 1
     * @param <T> what it gives
     * @return a generator in state CREATED
     * @throws NullPointerException if {@code publisher} is null
     * @throws IllegalArgumentException if {@code prefetch} is less than 1
     * @see Publishers#asyncGenerator
     */
    public static <T> AsyncGenerator<T, Void> items(Publisher<? extends T> publisher, int prefetch) {
        Objects.requireNonNull(publisher, "publisher");
        return Publishers.asyncGenerator(subscriber -> subscribe(publisher, subscriber), prefetch);
    }

    /** Subscribes with the context of the task that does the first step. */
    private static <T> void subscribe(Publisher<? extends T> publisher, Flow.Subscriber<? super T> subscriber) {
        ContextView context = CONTEXT.get();
        Flux<T> withContext = Flux.<T>from(publisher).contextWrite(context);
        JdkFlowAdapter.publisherToFlowPublisher(withContext).subscribe(subscriber);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // To Reactor
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Makes a {@code Mono} that starts a task for each subscriber, and ends as the task does. A result of null
     * completes it without a value. Cancelling the subscription cancels the task.
     *
     * @param loop where the tasks run
     * @param work makes what a task runs, once for each subscriber: a coroutine that has not begun, or another
     *     awaitable
     * @param <T> what it gives
     * @return a {@code Mono}
     * @throws NullPointerException if an argument is null
     */
    public static <T> Mono<T> monoOf(Loop loop, Supplier<? extends Awaitable<? extends @Nullable T>> work) {
        Objects.requireNonNull(loop, "loop");
        Objects.requireNonNull(work, "work");
        return Mono.create(sink -> TaskOfMono.start(loop, work.get(), sink));
    }

    /**
     * Makes a {@code Flux} that starts a task for each subscriber, which steps through an iteration as the subscriber
     * requests. Cancelling the subscription cancels the task, and closes the iteration.
     *
     * @param loop where the tasks run
     * @param source makes an iteration for each subscriber; asked on the thread that subscribes
     * @param <T> what it gives, never null
     * @return a {@code Flux}
     * @throws NullPointerException if an argument is null
     * @see Publishers#publisher(Supplier, Executor)
     */
    public static <T> Flux<T> fluxOf(Loop loop, Supplier<? extends AsyncIterable<? extends T>> source) {
        Objects.requireNonNull(loop, "loop");
        Objects.requireNonNull(source, "source");
        return Flux.deferContextual(context -> {
            AsyncIterable<? extends T> elements = source.get();
            return JdkFlowAdapter.flowPublisherToFlux(
                    Publishers.publisher(() -> ContextIterator.of(elements, context), loop));
        });
    }
}
