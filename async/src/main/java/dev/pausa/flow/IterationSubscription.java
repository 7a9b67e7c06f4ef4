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
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.Unraisable;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One subscription to a {@link Publishers#publisher publisher}: a coroutine that goes through the iteration, one step
 * for each requested element, and the driver of that coroutine.
 */
final class IterationSubscription<T> extends StageDriver<Void> implements Flow.Subscription {
    private static final CompletionStage<Void> NOW = CompletableFuture.completedStage(null);

    /** So many failures are shown in another one. */
    private static final int MOST_SHOWN = 10;

    /** Why it stops, if the subscriber does not want to hear of it. */
    private static final Object SILENTLY = new Object();

    /** How many elements are requested and not given; {@code Long.MAX_VALUE} stands for no limit (rule 3.17). */
    private final AtomicLong demand = new AtomicLong();

    /**
     * Why it stops before the iteration ends: {@link #SILENTLY}, or the exception for the subscriber; null if it does
     * not.
     */
    private final AtomicReference<@Nullable Object> reason = new AtomicReference<>();

    /** Rung when there is demand, and when there is a reason to stop. */
    private final Bell bell = new Bell();

    // The rest is used by whoever runs it.

    /** Null once it is told nothing more (rule 3.13). */
    private Flow.@Nullable Subscriber<? super T> subscriber;

    /** Whether a step of the iteration is under way. */
    private boolean isStepping;

    /** What was raised at an await in that step, since the subscription stops. */
    private @Nullable Throwable raised;

    private IterationSubscription(Flow.Subscriber<? super T> subscriber, Executor executor) {
        super(executor);
        this.subscriber = subscriber;
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
            while (reason.get() == null) {
                if (demand.get() == 0) {
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
                deliver(cursor.current());
            }
        });
    }

    /** Returns a stage to wait for while there is no demand. */
    private CompletionStage<Void> change() {
        CompletionStage<Void> ring = bell.nextRing();
        return demand.get() == 0 && reason.get() == null ? ring : NOW;
    }

    private void deliver(@Nullable T element) {
        if (reason.get() != null) {
            return;
        }
        if (element == null) {
            throw new NullPointerException(
                    "the iteration gave null, which no subscriber may be given (Reactive Streams rule 2.13);"
                            + " leave it out, or give an Optional");
        }
        demand.getAndUpdate(n -> n == Long.MAX_VALUE ? n : n - 1);
        Flow.Subscriber<? super T> to = Objects.requireNonNull(subscriber);
        try {
            to.onNext(element);
        } catch (Throwable bySubscriber) {
            reason.set(SILENTLY);
            unraisable(bySubscriber, to);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // For the subscriber
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public void request(long n) {
        if (n <= 0) {
            stop(new IllegalArgumentException(
                    "request(" + n + "): the number of elements must be positive (Reactive Streams rule 3.9)"));
            return;
        }
        demand.getAndUpdate(before -> before + n < 0 ? Long.MAX_VALUE : before + n);
        bell.ring();
    }

    @Override
    public void cancel() {
        if (reason.getAndSet(SILENTLY) == null) {
            bell.ring();
            signal();
        }
    }

    private void stop(Throwable failure) {
        if (reason.compareAndSet(null, failure)) {
            bell.ring();
            signal();
        }
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
        if (!isStepping || raised != null || reason.get() == null) {
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
        Flow.Subscriber<? super T> last = Objects.requireNonNull(subscriber);
        subscriber = null;
        Object why = reason.getAndSet(SILENTLY);
        Throwable own = why != null && thrown == raised ? onTheWayOut(raised) : thrown;
        if (why == SILENTLY) {
            if (own != null) {
                Diagnostics.report(new Unraisable("Exception ignored while closing a cancelled subscription", own));
            }
            return;
        }
        try {
            if (why instanceof Throwable failure) {
                last.onError(showing(own, failure));
            } else if (own != null) {
                last.onError(own);
            } else {
                last.onComplete();
            }
        } catch (Throwable bySubscriber) {
            unraisable(bySubscriber, last);
        }
    }

    /**
     * What resources of the body threw while the interruption went through: Java suppresses that in it. The first, with
     * the others in it.
     */
    private static @Nullable Throwable onTheWayOut(@Nullable Throwable interruption) {
        Throwable[] failures = interruption == null ? new Throwable[0] : interruption.getSuppressed();
        for (int i = 1; i < failures.length; i++) {
            showing(failures[i], failures[0]);
        }
        return failures.length == 0 ? null : failures[0];
    }

    /**
     * Has the failure of an executor, or of a resource, show another one; it may be one object each time, and must not
     * grow for ever.
     */
    private static Throwable showing(@Nullable Throwable own, Throwable failure) {
        if (own != null && own != failure && failure.getSuppressed().length < MOST_SHOWN) {
            failure.addSuppressed(own);
        }
        return failure;
    }

    private static void unraisable(Throwable bySubscriber, Flow.Subscriber<?> subscriber) {
        Diagnostics.report(new Unraisable("Exception ignored in subscriber " + TypeText.of(subscriber), bySubscriber));
    }
}
