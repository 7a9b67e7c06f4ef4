package dev.pausa.flow;

import static dev.pausa.AsyncResource.closing;
import static dev.pausa.AsyncResource.with;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import dev.pausa.AsyncCloseable;
import dev.pausa.AsyncCursor;
import dev.pausa.AsyncIterable;
import dev.pausa.AsyncIterator;
import dev.pausa.Coroutine;
import dev.pausa.async.Async;
import dev.pausa.async.Loop;
import dev.pausa.async.Operation;
import dev.pausa.async.Outcome;
import dev.pausa.async.Task;
import dev.pausa.async.Waker;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a {@link Publishers#publisher(Supplier, Loop) publisher on a loop}: a root task that goes through
 * the iteration, one step for each requested element.
 */
final class LoopSubscription<T> implements Flow.Subscription {
    /** How long the closing of an iteration is kept from the cancel that it is closed for. */
    private static final Duration CLOSING = Duration.ofSeconds(10);

    private final Signals<T> signals;
    private final String name;

    /** Completed when there is demand. */
    private final AtomicReference<@Nullable Waker<@Nullable Void>> waiting = new AtomicReference<>();

    /** Null until it is started. */
    private volatile @Nullable Task<Void> task;

    private LoopSubscription(Flow.Subscriber<? super T> subscriber) {
        signals = new Signals<>(subscriber);
        name = TypeText.of(subscriber);
    }

    /** Subscribes; the task begins after {@code onSubscribe} has returned, so that signals are serial (rule 1.3). */
    static <T> void begin(
            Supplier<? extends AsyncIterable<? extends T>> source, Loop loop, Flow.Subscriber<? super T> subscriber) {
        LoopSubscription<T> subscription = new LoopSubscription<>(subscriber);
        try {
            subscriber.onSubscribe(subscription);
        } catch (Throwable bySubscriber) {
            subscription.cancel();
            throw bySubscriber;
        } finally {
            subscription.start(source, loop);
        }
    }

    private void start(Supplier<? extends AsyncIterable<? extends T>> source, Loop loop) {
        if (signals.isStopped()) {
            signals.end(null);
            return;
        }
        Task<Void> started;
        try {
            started = loop.start("publisher for " + name, give(source));
        } catch (IllegalStateException refused) {
            signals.end(new IllegalStateException(
                    "a publisher's loop takes no tasks any more, " + loop + ": its subscribers get nothing; subscribe"
                            + " before the loop is stopped, or make the publisher on another loop",
                    refused));
            return;
        }
        task = started;
        if (signals.isStopped()) {
            cancelTask();
        }
        started.toStage().whenComplete((nothing, thrown) -> ended(Objects.requireNonNull(started.outcome())));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The task
    // -----------------------------------------------------------------------------------------------------------------

    private Coroutine<Void> give(Supplier<? extends AsyncIterable<? extends T>> source) {
        return coroutine("publisher for " + name, () -> {
            AsyncIterable<? extends T> elements = Objects.requireNonNull(source.get(), "the source gave null");
            await(give(elements.asyncIterator()));
        });
    }

    private <E extends T> Coroutine<Void> give(AsyncIterator<E> iterator) {
        AsyncIterable<E> once = () -> iterator; // if it is null, its cursor refuses it
        AsyncCursor<E> cursor = once.cursor();
        return with(closing(shielded(iterator)), same -> {
            await(new Demand());
            while (!signals.isStopped() && await(cursor.advance())) {
                signals.next(cursor.current());
                await(new Demand());
            }
        });
    }

    /** An iteration that is closed because of a cancel may await all the same. */
    private static AsyncCloseable shielded(Object iterator) {
        return iterator instanceof AsyncCloseable closeable
                ? () -> Async.shield(CLOSING, closeable.aclose())
                : () -> coroutine(() -> {});
    }

    /** Waits until the subscriber wants an element, or no more. Awaited for each, so others have their turn. */
    private final class Demand extends Operation<@Nullable Void> {
        @Override
        protected void begin(Waker<@Nullable Void> waker) {
            waiting.set(waker);
            if (signals.hasDemand() || signals.isStopped()) {
                wake();
            }
        }

        @Override
        protected boolean withdraw() {
            waiting.set(null);
            return true;
        }

        @Override
        public String describe() {
            return "request from subscriber " + name;
        }
    }

    private void wake() {
        Waker<@Nullable Void> waker = waiting.getAndSet(null);
        if (waker != null) {
            waker.complete(null);
        }
    }

    private void ended(Outcome<Void> outcome) {
        if (outcome instanceof Outcome.Cancelled<Void> cancelled && !signals.isStopped()) {
            signals.end(new IllegalStateException(
                    "a publisher's loop was stopped before the iteration had ended (" + cancelled.why()
                            + "): the elements that are missing will not come; stop a loop after its subscriptions"
                            + " have completed or were cancelled"));
        } else {
            signals.end(outcome instanceof Outcome.Failed<Void> failed ? failed.failure() : null);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // For the subscriber
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public void request(long n) {
        if (signals.request(n)) {
            wake();
        } else if (signals.stop(Signals.notPositive(n))) {
            cancelTask();
        }
    }

    @Override
    public void cancel() {
        if (signals.stopSilently()) {
            cancelTask();
        }
    }

    private void cancelTask() {
        Task<Void> started = task;
        if (started != null) {
            started.cancel("the subscription was cancelled");
        }
    }
}
