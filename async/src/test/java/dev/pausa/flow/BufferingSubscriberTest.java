package dev.pausa.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * {@link BufferingSubscriber} alone: what comes between the body's look and its wait, which from outside only a race
 * would show.
 */
class BufferingSubscriberTest {

    /** Writes down what is requested, and gives nothing. */
    private static final class Subscription implements Flow.Subscription {
        final List<Long> requests = new ArrayList<>();

        @Override
        public void request(long n) {
            requests.add(n);
        }

        @Override
        public void cancel() {
            throw new AssertionError("not cancelled here");
        }
    }

    static List<Consumer<BufferingSubscriber<String>>> signals() {
        return List.of(
                inbox -> inbox.onNext("a"),
                BufferingSubscriber::onComplete,
                inbox -> inbox.onError(new IllegalStateException("e")));
    }

    @ParameterizedTest
    @MethodSource("signals")
    void what_comes_after_the_look_and_before_the_wait_is_not_missed(Consumer<BufferingSubscriber<String>> signal) {
        BufferingSubscriber<String> inbox = new BufferingSubscriber<>(2);
        Subscription subscription = new Subscription();
        inbox.onSubscribe(subscription);
        assertThat(inbox.isReady()).isFalse();
        assertThat(subscription.requests).containsExactly(2L);

        signal.accept(inbox);
        assertThat(isComplete(inbox.arrival())).isTrue();
        assertThat(inbox.isReady()).isTrue();
    }

    /** A subscription that comes there is asked for elements, and the body waits for these. */
    @ParameterizedTest
    @MethodSource("signals")
    void a_subscription_that_comes_there_is_used(Consumer<BufferingSubscriber<String>> signal) {
        BufferingSubscriber<String> inbox = new BufferingSubscriber<>(2);
        assertThat(inbox.isReady()).isFalse();
        Subscription subscription = new Subscription();
        inbox.onSubscribe(subscription);

        CompletionStage<Void> arrival = inbox.arrival();
        assertThat(subscription.requests).containsExactly(2L);
        assertThat(isComplete(arrival)).isFalse();
        signal.accept(inbox);
        assertThat(isComplete(arrival)).isTrue();
    }

    private static boolean isComplete(CompletionStage<?> stage) {
        return stage.toCompletableFuture().isDone();
    }
}
