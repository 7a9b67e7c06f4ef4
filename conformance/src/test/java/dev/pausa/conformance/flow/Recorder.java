package dev.pausa.conformance.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A subscriber that writes down what it gets, and asks for elements when it is told to. */
final class Recorder<T> implements Flow.Subscriber<T> {
    final List<T> elements = Collections.synchronizedList(new ArrayList<>());
    final CountDownLatch ended = new CountDownLatch(1);
    private final Consumer<Recorder<T>> onSubscribe;
    private final Consumer<Recorder<T>> onNext;
    private Flow.Subscription subscription;
    private volatile boolean isComplete;
    private volatile Throwable failure;

    Recorder() {
        this(self -> {}, self -> {});
    }

    Recorder(Consumer<Recorder<T>> onSubscribe, Consumer<Recorder<T>> onNext) {
        this.onSubscribe = onSubscribe;
        this.onNext = onNext;
    }

    /** A subscriber that asks for one element, and for one more inside each {@code onNext}. */
    static <T> Recorder<T> oneByOne() {
        return new Recorder<>(self -> self.request(1), self -> self.request(1));
    }

    void request(long n) {
        subscription.request(n);
    }

    void cancel() {
        subscription.cancel();
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        assertThat(subscription).isNull();
        subscription = given;
        onSubscribe.accept(this);
    }

    @Override
    public void onNext(T element) {
        assertThat(hasEnded()).isFalse();
        elements.add(element);
        onNext.accept(this);
    }

    @Override
    public void onError(Throwable thrown) {
        assertThat(hasEnded()).isFalse();
        failure = thrown;
        ended.countDown();
    }

    @Override
    public void onComplete() {
        assertThat(hasEnded()).isFalse();
        isComplete = true;
        ended.countDown();
    }

    boolean hasEnded() {
        return isComplete || failure != null;
    }

    boolean isComplete() {
        return isComplete;
    }

    Throwable failure() {
        return failure;
    }

    /** Waits for the end, which other threads bring. */
    Recorder<T> join() throws InterruptedException {
        assertThat(ended.await(1, TimeUnit.MINUTES)).isTrue();
        return this;
    }
}
