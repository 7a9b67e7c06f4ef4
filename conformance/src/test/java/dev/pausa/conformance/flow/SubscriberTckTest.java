package dev.pausa.conformance.flow;

import dev.pausa.AsyncIterable;
import dev.pausa.flow.Publishers;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.SubscriberPuppet;
import org.reactivestreams.tck.SubscriberWhiteboxVerification.WhiteboxSubscriberProbe;
import org.reactivestreams.tck.flow.FlowSubscriberBlackboxVerification;
import org.reactivestreams.tck.flow.FlowSubscriberWhiteboxVerification;

/**
 * The Reactive Streams TCK for subscribers, on the subscriber inside {@code Publishers.asyncGenerator}. What consumes
 * the generator is a {@code Publishers.publisher}, so that a test can ask for elements.
 */
class SubscriberTckTest {

    /** A generator over a publisher that hands its subscriber to the test, and the demand of its consumer. */
    private static final class Scene {
        final AtomicReference<Flow.Subscriber<? super Integer>> inside = new AtomicReference<>();
        final Recorder<Integer> consumer = new Recorder<>();

        Scene(int prefetch, long demand) {
            Flow.Publisher<Integer> publisher = inside::set;
            AsyncIterable<Integer> generator = Publishers.asyncGenerator(publisher, prefetch);
            Publishers.<Integer>publisher(() -> generator).subscribe(consumer);
            consumer.request(demand);
        }

        @SuppressWarnings("unchecked") // it takes any Integer
        Flow.Subscriber<Integer> subscriber() {
            return (Flow.Subscriber<Integer>) inside.get();
        }
    }

    /** Public, since the TCK's methods are called by reflection. */
    public static final class Blackbox extends FlowSubscriberBlackboxVerification<Integer> {
        private final int prefetch;

        Blackbox(int prefetch) {
            super(Tck.environment());
            this.prefetch = prefetch;
        }

        @Override
        public Flow.Subscriber<Integer> createFlowSubscriber() {
            return new Scene(prefetch, Long.MAX_VALUE).subscriber();
        }

        @Override
        public Integer createElement(int element) {
            return element;
        }
    }

    /** Public, since the TCK's methods are called by reflection. */
    public static final class Whitebox extends FlowSubscriberWhiteboxVerification<Integer> {
        private final int prefetch;

        Whitebox(int prefetch) {
            super(Tck.environment());
            this.prefetch = prefetch;
        }

        @Override
        protected Flow.Subscriber<Integer> createFlowSubscriber(WhiteboxSubscriberProbe<Integer> probe) {
            return new Watched(new Scene(prefetch, 1), probe);
        }

        @Override
        public Integer createElement(int element) {
            return element;
        }
    }

    /** Tells the TCK what the subscriber gets, and makes it ask and cancel. */
    private static final class Watched implements Flow.Subscriber<Integer> {
        private final Scene scene;
        private final WhiteboxSubscriberProbe<Integer> probe;
        private boolean isSubscribed;

        Watched(Scene scene, WhiteboxSubscriberProbe<Integer> probe) {
            this.scene = scene;
            this.probe = probe;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            scene.subscriber().onSubscribe(subscription);
            if (!isSubscribed) {
                isSubscribed = true;
                probe.registerOnSubscribe(new Puppet(scene));
            }
        }

        @Override
        public void onNext(Integer element) {
            scene.subscriber().onNext(element);
            probe.registerOnNext(element);
        }

        @Override
        public void onError(Throwable thrown) {
            scene.subscriber().onError(thrown);
            probe.registerOnError(thrown);
        }

        @Override
        public void onComplete() {
            scene.subscriber().onComplete();
            probe.registerOnComplete();
        }
    }

    private record Puppet(Scene scene) implements SubscriberPuppet {
        @Override
        public void triggerRequest(long elements) {
            scene.consumer.request(elements);
        }

        @Override
        public void signalCancel() {
            scene.consumer.cancel();
        }
    }

    @TestFactory
    Stream<DynamicTest> from_outside() {
        return Stream.of(1, 2, 16).flatMap(prefetch -> Tck.tests(() -> new Blackbox(prefetch)));
    }

    @TestFactory
    Stream<DynamicTest> from_inside() {
        return Stream.of(1, 2, 16).flatMap(prefetch -> Tck.tests(() -> new Whitebox(prefetch)));
    }
}
