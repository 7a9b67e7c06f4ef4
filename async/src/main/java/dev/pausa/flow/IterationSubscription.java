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
import dev.pausa.GeneratorExit;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a {@link Publishers#publisher publisher}: a coroutine that goes through the iteration, one step
 * for each requested element, and the driver of that coroutine.
 */
final class IterationSubscription<T> extends StageDriver<Void> implements Flow.Subscription {
    private static final CompletionStage<Void> NOW = CompletableFuture.completedStage(null);

    private final Signals<T> signals;

    /** Rung when there is demand, and when there is a reason to stop. */
    private final Bell bell = new Bell();

    // The rest is used by whoever runs it.

    /** Whether a step of the iteration is under way. */
    private boolean isStepping;

    /** What was raised at an await in that step, since the subscription stops. */
    private @Nullable Throwable raised;

    private IterationSubscription(Flow.Subscriber<? super T> subscriber, Executor executor) {
        super(executor);
        this.signals = new Signals<>(subscriber);
    }

    /**
     * Subscribes; what is requested inside {@code onSubscribe} is given after that has returned, so that signals are
     * serial (rule 1.3).
     */
    static <T> void begin(
            Supplier<? extends AsyncIterable<? extends T>> source,
            Executor executor,
            Flow.Subscriber<? super T> subscriber) {
        IterationSubscription<T> subscription = new IterationSubscription<>(subscriber, executor);
        Coroutine<Void> giving = subscription.open(source);
        try {
            subscriber.onSubscribe(subscription);
        } catch (Throwable bySubscriber) {
            subscription.cancel();
            throw bySubscriber;
        } finally {
            subscription.start(giving);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The coroutine
    // -----------------------------------------------------------------------------------------------------------------

    private Coroutine<Void> open(Supplier<? extends AsyncIterable<? extends T>> source) {
        try {
            AsyncIterable<? extends T> elements = Objects.requireNonNull(source.get(), "the source gave null");
            return give(elements.asyncIterator());
        } catch (Throwable failure) {
            return coroutine(() -> {
                throw failure;
            });
        }
    }

    private <E extends T> Coroutine<Void> give(AsyncIterator<E> iterator) {
        AsyncIterable<E> once = () -> iterator; // if it is null, its cursor refuses it
        AsyncCursor<E> cursor = once.cursor();
        return iterator instanceof AsyncCloseable closeable
                ? with(closing(closeable), same -> await(give(cursor)))
                : give(cursor);
    }

    private Coroutine<Void> give(AsyncCursor<? extends T> cursor) {
        return coroutine(() -> {
            while (!signals.isStopped()) {
                if (!signals.hasDemand()) {
                    await(change());
                    continue;
                }
                boolean hasNext;
                isStepping = true;
                try {
                    hasNext = await(cursor.advance());
                } finally {
                    isStepping = false;
                }
                if (!hasNext) {
                    return;
                }
                signals.next(cursor.current());
            }
        });
    }

    /** Returns a stage to wait for while there is no demand. */
    private CompletionStage<Void> change() {
        CompletionStage<Void> ring = bell.nextRing();
        return signals.hasDemand() || signals.isStopped() ? NOW : ring;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // For the subscriber
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public void request(long n) {
        if (signals.request(n)) {
            bell.ring();
        } else {
            stop(Signals.notPositive(n));
        }
    }

    @Override
    public void cancel() {
        if (signals.stopSilently()) {
            stopped();
        }
    }

    private void stop(Throwable failure) {
        if (signals.stop(failure)) {
            stopped();
        }
    }

    private void stopped() {
        bell.ring();
        signal();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // For the driver
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Interrupts the step that is under way, once. It is an exception that a body may catch, and no
     * {@link GeneratorExit}: after that, the finally blocks on the way out could not await.
     */
    @Override
    @Nullable
    Throwable interruption() {
        if (!isStepping || raised != null || !signals.isStopped()) {
            return null;
        }
        raised = new CancellationException("the subscription was cancelled");
        return raised;
    }

    @Override
    void refused(Throwable byExecutor) {
        stop(byExecutor);
    }

    @Override
    void ended(@Nullable Void result, @Nullable Throwable thrown) {
        signals.end(signals.isStopped() && thrown == raised ? onTheWayOut(raised) : thrown);
    }

    /**
     * What resources of the body threw while the interruption went through: Java suppresses that in it. The first, with
     * the others in it.
     */
    private static @Nullable Throwable onTheWayOut(@Nullable Throwable interruption) {
        Throwable[] failures = interruption == null ? new Throwable[0] : interruption.getSuppressed();
        for (int i = 1; i < failures.length; i++) {
            Signals.showing(failures[i], failures[0]);
        }
        return failures.length == 0 ? null : failures[0];
    }
}
