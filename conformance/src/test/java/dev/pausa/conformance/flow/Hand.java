package dev.pausa.conformance.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;

/** A publisher that the test plays by hand. It writes down what its one subscriber asks of it. */
final class Hand<T> implements Flow.Publisher<T>, Flow.Subscription {
    final List<Long> requests = new ArrayList<>();
    int subscriptions;
    int cancellations;
    Flow.Subscriber<? super T> subscriber;

    @Override
    public void subscribe(Flow.Subscriber<? super T> given) {
        subscriptions++;
        subscriber = given;
        given.onSubscribe(this);
    }

    @Override
    public void request(long n) {
        requests.add(n);
    }

    @Override
    public void cancel() {
        cancellations++;
    }

    long requested() {
        return requests.stream().mapToLong(Long::longValue).sum();
    }

    @SafeVarargs
    final void give(T... elements) {
        for (T element : elements) {
            subscriber.onNext(element);
        }
    }
}
