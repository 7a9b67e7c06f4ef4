package dev.pausa.flow;

import dev.pausa.AsyncCloseable;
import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncIterable;
import dev.pausa.AsyncResource;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineStateException;
import dev.pausa.GeneratorExit;
import dev.pausa.StopAsyncIteration;
import dev.pausa.StopIteration;
import dev.pausa.async.Loop;
import dev.pausa.diagnostics.Diagnostics;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Supplier;

/**
 * Bridges between asynchronous iterations and the publishers of {@link Flow}, in both directions and with
 * back-pressure. They follow the rules of Reactive Streams, and no thread belongs to them. A publisher's bodies run
 * where it is made to: in the threads that ask it, on an executor, or in tasks of a {@link Loop}, where they may await
 * what only a loop can wait for.
 *
 * <p>A body goes through the elements of a publisher:
 *
 * <pre>{@code
 * static Coroutine<Integer> total(Flow.Publisher<Integer> prices) {
 *     return coroutine(() -> {
 *         int sum = 0;
 *         var price = Publishers.asyncGenerator(prices, 16);
 *         while (await(price.advance())) {
 *             sum += price.current();
 *         }
 *         return sum;
 *     });
 * }
 * }</pre>
 *
 * <p>A body gives a publisher its elements:
 *
 * <pre>{@code
 * static Flow.Publisher<String> pages(Function<Integer, CompletionStage<String>> fetch) {
 *     return Publishers.publisher(() -> asyncGenerator(g -> {
 *         for (int page = 1; ; page++) {
 *             String text = await(fetch.apply(page)); // whoever completes this stage runs what follows
 *             if (text.isEmpty()) return;
 *             g.yield(text); // onNext; goes on when more is requested
 *         }
 *     }));
 * }
 * }</pre>
 *
 * @see <a href="https://github.com/reactive-streams/reactive-streams-jvm#specification">Reactive Streams,
 *     Specification</a>
 */
public final class Publishers {
    private Publishers() {}

    /**
     * Makes an asynchronous generator that yields what a publisher gives.
     *
     * <p>Its first step subscribes. It requests {@code prefetch} elements at first, and more whenever three quarters of
     * them have been used up; so there are never more than {@code prefetch} elements that are requested and not yet
     * given, wait here, or are in the hands of the consumer, who has used one up when it asks for the next. An element
     * that comes beyond that is a mistake of the publisher's, and the generator fails with an
     * {@link IllegalStateException} after those that were requested.
     *
     * <p>While no element is there, the body awaits a {@code CompletionStage}, so the driver must be one that waits for
     * stages. An exception that the publisher fails with comes out of the step as the same object; if it is a
     * {@link StopAsyncIteration} or {@link StopIteration}, as the cause of a RAISED_STOP error, like any that leaves a
     * body. If the generator ends before the publisher does, because it is closed or because an exception is raised in
     * it, it cancels the subscription. One that is left unfinished without that stays subscribed: see
     * {@link AsyncResource#closing}.
     *
     * <h4>Threads and memory</h4>
     *
     * The publisher may call from any thread. Such a call stores the element and returns, unless the body waits for it;
     * then it completes that stage, and the driver decides where the body goes on, which may be inside the publisher's
     * call. {@code subscribe}, {@code request} and {@code cancel} are called by the body, on the thread that drives it,
     * one after the other. Actions in the publisher's thread before a signal <i>happen-before</i> the body gets what it
     * signals.
     *
     * @param publisher the source
     * @param prefetch how many elements may be under way, at least 1
     * @param <T> the elements
     * @return a generator in state CREATED
     * @throws NullPointerException if {@code publisher} is null
     * @throws IllegalArgumentException if {@code prefetch} is less than 1
     * @see <a href="https://github.com/reactive-streams/reactive-streams-jvm#2-subscriber-code">Reactive Streams, rules
     *     for subscribers</a>
     */
    public static <T> AsyncGenerator<T, Void> asyncGenerator(Flow.Publisher<? extends T> publisher, int prefetch) {
        Objects.requireNonNull(publisher, "publisher");
        if (prefetch < 1) {
            throw new IllegalArgumentException("prefetch must be at least 1: " + prefetch);
        }
        return AsyncGenerator.asyncGenerator(g -> {
            BufferingSubscriber<T> subscriber = new BufferingSubscriber<>(prefetch);
            try {
                publisher.subscribe(subscriber);
                while (true) {
                    while (!subscriber.isReady()) {
                        Coroutine.await(subscriber.arrival());
                    }
                    T element = subscriber.take();
                    if (element == null) {
                        return;
                    }
                    g.yield(element);
                }
            } finally {
                subscriber.close();
            }
        });
    }

    /**
     * Makes a publisher that gives what an asynchronous iteration gives, on the threads that ask for it: {@link
     * #publisher(Supplier, Executor)} with an executor that runs everything at once. A body runs inside {@code request}
     * and {@code cancel}, or inside the call that completes the stage that it awaits; if the subscriber requests inside
     * {@code onSubscribe}, inside {@code subscribe} when {@code onSubscribe} has returned.
     *
     * @param source makes an iteration for each subscriber
     * @param <T> the elements
     * @return a publisher
     * @throws NullPointerException if {@code source} is null
     */
    public static <T> Flow.Publisher<T> publisher(Supplier<? extends AsyncIterable<? extends T>> source) {
        return publisher(source, Runnable::run);
    }

    /**
     * Makes a publisher that gives what an asynchronous iteration gives, with bodies that run on an executor.
     *
     * <p>Each subscriber gets an iteration of its own: {@code subscribe} asks the source for it, and it begins when the
     * first element is requested.
     *
     * <table>
     * <caption>What happens when</caption>
     * <tr><th>cause</th><th>effect</th></tr>
     * <tr><td>{@code request(n)}</td><td>n more steps, one after the other, each when the one before it has given its
     *     element. The end is found by a step as well: {@code onComplete} comes when one more element than there is was
     *     requested</td></tr>
     * <tr><td>{@code request(0)}, or less</td><td>as {@code cancel()}, then {@code onError} with an
     *     {@link IllegalArgumentException} (rule 3.9)</td></tr>
     * <tr><td>{@code cancel()}, no step under way</td><td>the iteration is closed, if it is an {@link AsyncCloseable}:
     *     {@link GeneratorExit} is raised at the {@code yield}; {@code finally} blocks run and may await</td></tr>
     * <tr><td>{@code cancel()} in the middle of a step</td><td>a {@link java.util.concurrent.CancellationException} is
     *     raised at the await where the step is paused, or pauses next, unless the awaited stage is complete by then;
     *     once. The stage itself is left alone. Then the iteration is closed as above</td></tr>
     * <tr><td>the iteration ends</td><td>it is closed, then {@code onComplete}</td></tr>
     * <tr><td>the iteration throws, or the source does</td><td>it is closed, then {@code onError} with the same
     *     object</td></tr>
     * <tr><td>the iteration gives null</td><td>it is closed, then {@code onError} with a
     *     {@link NullPointerException}</td></tr>
     * <tr><td>a body suspends with something that is no {@code CompletionStage}</td><td>a
     *     {@link CoroutineStateException} with reason BAD_YIELD is raised at the {@code suspend}; if the body does not
     *     catch it, {@code onError}</td></tr>
     * <tr><td>the subscriber's {@code onNext} throws</td><td>as {@code cancel()} (rule 2.13)</td></tr>
     * <tr><td>the executor refuses</td><td>as {@code cancel()}, on the thread that called it, then {@code onError} with
     *     what the executor threw</td></tr>
     * </table>
     *
     * <p>An exception that no subscriber may be told of goes to the
     * {@linkplain Diagnostics#setUnraisableHandler unraisable handler}: one that a body throws after {@code cancel()},
     * and one that a subscriber's method throws.
     *
     * <h4>Threads and memory</h4>
     *
     * {@code onSubscribe} is called inside {@code subscribe}. Everything else, the bodies and the subscriber's other
     * methods, runs on the executor, one task at a time for each subscription, and the first one after
     * {@code onSubscribe} has returned. A task goes on as long as there is demand and no stage to wait for. A
     * {@code request} or {@code cancel} that comes from inside, such as {@code request(1)} in {@code onNext}, only
     * takes a note, so there is no recursion. Actions in a thread before it calls {@code request} or {@code cancel}, or
     * completes an awaited stage, <i>happen-before</i> the body goes on for that reason; what one task did
     * happens-before the next.
     *
     * @param source makes an iteration for each subscriber
     * @param executor runs the bodies; if it is a {@link Loop}, this is {@link #publisher(Supplier, Loop)}
     * @param <T> the elements
     * @return a publisher
     * @throws NullPointerException if an argument is null
     * @see <a href="https://github.com/reactive-streams/reactive-streams-jvm#1-publisher-code">Reactive Streams, rules
     *     for publishers</a>
     */
    public static <T> Flow.Publisher<T> publisher(
            Supplier<? extends AsyncIterable<? extends T>> source, Executor executor) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(executor, "executor");
        if (executor instanceof Loop loop) {
            return publisher(source, loop);
        }
        return subscriber ->
                IterationSubscription.begin(source, executor, Objects.requireNonNull(subscriber, "subscriber"));
    }

    /**
     * Makes a publisher that gives what an asynchronous iteration gives, in a task of a loop: so its bodies may await
     * {@linkplain dev.pausa.async.Operation operations}, such as channels, sleeps and timeouts.
     *
     * <pre>{@code
     * static Flow.Publisher<Instant> ticks(Loop loop, Duration period) {
     *     return Publishers.publisher(
     *             () -> asyncGenerator(g -> {
     *                 while (true) {
     *                     await(sleep(period));
     *                     g.yield(now());
     *                 }
     *             }),
     *             loop);
     * }
     * }</pre>
     *
     * <p>Each subscriber gets a root task of its own, which is there from {@code subscribe} to the end. It asks the
     * source for an iteration, which begins when the first element is requested. What is different from
     * {@link #publisher(Supplier, Executor)}:
     *
     * <table>
     * <caption>What happens when</caption>
     * <tr><th>cause</th><th>effect</th></tr>
     * <tr><td>no element is requested</td><td>the task waits, in an operation that dumps show as {@code request from
     *     subscriber …}</td></tr>
     * <tr><td>{@code cancel()}, or {@code request(0)}</td><td>the task is {@linkplain dev.pausa.async.Task#cancel
     *     cancelled}: a step that is under way meets a {@link dev.pausa.async.Cancellation} at each operation. Then the
     *     iteration is closed, in a {@linkplain dev.pausa.async.Async#shield shield} of 10 seconds, so that its
     *     {@code finally} blocks may await</td></tr>
     * <tr><td>the loop is stopped, or closed</td><td>as {@code cancel()}, then {@code onError} with an
     *     {@link IllegalStateException} that says so</td></tr>
     * <tr><td>the loop takes no tasks any more when somebody subscribes</td><td>{@code onSubscribe}, then
     *     {@code onError} with an {@link IllegalStateException}; the source is not asked</td></tr>
     * <tr><td>a body suspends with something that no loop can wait for</td><td>an {@link IllegalStateException} is
     *     raised at the {@code suspend}; if the body does not catch it, {@code onError}</td></tr>
     * </table>
     *
     * <h4>Threads and memory</h4>
     *
     * {@code onSubscribe} is called inside {@code subscribe}, by any thread. Everything else, the source, the bodies
     * and the subscriber's other methods, runs on the loop; so {@code onNext} must not block. After each element other
     * tasks have their turn as after any operation.
     *
     * @param source makes an iteration for each subscriber
     * @param loop runs the bodies
     * @param <T> the elements
     * @return a publisher
     * @throws NullPointerException if an argument is null
     */
    public static <T> Flow.Publisher<T> publisher(Supplier<? extends AsyncIterable<? extends T>> source, Loop loop) {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(loop, "loop");
        return subscriber -> LoopSubscription.begin(source, loop, Objects.requireNonNull(subscriber, "subscriber"));
    }
}
