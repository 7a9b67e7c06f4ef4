package dev.pausa.flow;

import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.Unraisable;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What a subscription tells its subscriber, and whether it may: how much was requested, and why it stops. Any thread
 * may ask, request and stop; whoever goes through the iteration does the rest.
 */
final class Signals<T> {
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

    /** Null once it is told nothing more (rule 3.13). */
    private Flow.@Nullable Subscriber<? super T> subscriber;

    Signals(Flow.Subscriber<? super T> subscriber) {
        this.subscriber = subscriber;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // For all threads
    // -----------------------------------------------------------------------------------------------------------------

    boolean hasDemand() {
        return demand.get() > 0;
    }

    boolean isStopped() {
        return reason.get() != null;
    }

    /** Adds to what is requested. Returns false if that stops it, as the number is wrong. */
    boolean request(long n) {
        if (n > 0) {
            demand.getAndUpdate(before -> before + n < 0 ? Long.MAX_VALUE : before + n);
        }
        return n > 0;
    }

    /** Returns what is wrong with a number. */
    static IllegalArgumentException notPositive(long n) {
        return new IllegalArgumentException(
                "request(" + n + "): the number of elements must be positive (Reactive Streams rule 3.9)");
    }

    /** Stops it without a word. Returns whether nothing had stopped it. */
    boolean stopSilently() {
        return reason.getAndSet(SILENTLY) == null;
    }

    /** Stops it because of a failure that the subscriber is told of. Returns whether nothing had stopped it. */
    boolean stop(Throwable failure) {
        return reason.compareAndSet(null, failure);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // For whoever goes through the iteration
    // -----------------------------------------------------------------------------------------------------------------

    void next(@Nullable T element) {
        if (isStopped()) {
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

    /**
     * Tells the end.
     *
     * @param own what came out of the iteration; null for nothing
     */
    void end(@Nullable Throwable own) {
        Flow.Subscriber<? super T> last = Objects.requireNonNull(subscriber);
        subscriber = null;
        Object why = reason.getAndSet(SILENTLY);
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
     * Has the failure of an executor, or of a resource, show another one; it may be one object each time, and must not
     * grow for ever.
     */
    static Throwable showing(@Nullable Throwable own, Throwable failure) {
        if (own != null && own != failure && failure.getSuppressed().length < MOST_SHOWN) {
            failure.addSuppressed(own);
        }
        return failure;
    }

    private static void unraisable(Throwable bySubscriber, Flow.Subscriber<?> subscriber) {
        Diagnostics.report(new Unraisable("Exception ignored in subscriber " + TypeText.of(subscriber), bySubscriber));
    }
}
