package dev.pausa.flow;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/**
 * The subscriber of {@link Publishers#asyncGenerator}: elements from the publisher's threads wait here until the body
 * takes them.
 *
 * <p>Only the body calls the subscription's methods, so that these calls are serial (rule 2.7); a publisher's call does
 * no more than leave something here and ring. There are never more than {@code prefetch} elements that are requested
 * and not yet given, lie here, or are in the hands of the body's consumer.
 */
final class BufferingSubscriber<T> implements Flow.Subscriber<T> {
    private static final CompletionStage<Void> NOW = CompletableFuture.completedStage(null);

    private final int prefetch;
    private final Bell bell = new Bell();

    /** Places for elements that have not been requested. Used by the body. */
    private int free;

    // The rest is guarded by this object's monitor.

    private final Deque<T> elements = new ArrayDeque<>();

    /** How many elements are requested and not given yet. */
    private long outstanding;

    private boolean isSubscribed;

    /** Whether there is an end: no signal counts any more. */
    private boolean hasEnded;

    /** What is raised at the end. */
    private @Nullable Throwable failure;

    /** Null before the publisher gives it, and again when it needs no cancelling any more. */
    private Flow.@Nullable Subscription subscription;

    BufferingSubscriber(int prefetch) {
        this.prefetch = prefetch;
        this.free = prefetch;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // For the publisher
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public void onSubscribe(Flow.Subscription given) {
        Objects.requireNonNull(given, "subscription");
        if (accept(given)) {
            bell.ring();
        } else {
            given.cancel();
        }
    }

    private synchronized boolean accept(Flow.Subscription given) {
        if (isSubscribed || hasEnded) {
            return false;
        }
        isSubscribed = true;
        subscription = given;
        return true;
    }

    @Override
    public void onNext(T element) {
        add(Objects.requireNonNull(element, "element"));
        bell.ring();
    }

    private synchronized void add(T element) {
        if (hasEnded) {
            return;
        }
        if (outstanding == 0) {
            hasEnded = true;
            failure = new IllegalStateException(
                    "the publisher gave an element that was not requested (Reactive Streams rule 1.1);"
                            + " it has to wait for request(n), as SubmissionPublisher does");
            return;
        }
        outstanding--;
        elements.add(element);
    }

    @Override
    public void onError(Throwable thrown) {
        end(Objects.requireNonNull(thrown, "throwable"));
    }

    @Override
    public void onComplete() {
        end(null);
    }

    private void end(@Nullable Throwable thrown) {
        synchronized (this) {
            subscription = null;
            if (hasEnded) {
                return;
            }
            hasEnded = true;
            failure = thrown;
        }
        bell.ring();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // For the body
    // -----------------------------------------------------------------------------------------------------------------

    /** Requests what is due, and returns whether there is an element or the end. */
    boolean isReady() {
        Flow.Subscription source = claimPlaces();
        if (source != null) {
            int n = free;
            free = 0;
            source.request(n);
        }
        return hasSomething();
    }

    /** Returns the subscription if it is time to request as many elements as there is room for. */
    private synchronized Flow.@Nullable Subscription claimPlaces() {
        int batch = prefetch - (prefetch >> 2);
        if (hasEnded || subscription == null || free < batch) {
            return null;
        }
        outstanding += free;
        return subscription;
    }

    private synchronized boolean hasSomething() {
        return hasEnded || !elements.isEmpty();
    }

    /** Returns what to wait for if it is not ready. */
    CompletionStage<Void> arrival() {
        CompletionStage<Void> next = bell.nextRing();
        return isReady() ? NOW : next;
    }

    /** Takes the next element, or null at the end; throws what the publisher failed with. */
    synchronized @Nullable T take() {
        T element = elements.poll();
        if (element != null) {
            free++;
        } else if (failure != null) {
            throw BufferingSubscriber.<RuntimeException>asItIs(failure);
        }
        return element;
    }

    /** A publisher's failure comes out as the same object, of whatever type. */
    @SuppressWarnings("unchecked") // nothing is cast
    private static <X extends Throwable> X asItIs(Throwable thrown) throws X {
        throw (X) thrown;
    }

    /** Cancels the subscription, now or when it comes, unless the publisher has ended it. */
    void close() {
        Flow.Subscription left;
        synchronized (this) {
            left = subscription;
            subscription = null;
            hasEnded = true;
            elements.clear();
        }
        if (left != null) {
            left.cancel();
        }
    }
}
