package dev.pausa.conformance.flow;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.AsyncGenerator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.Step;
import dev.pausa.StopAsyncIteration;
import dev.pausa.flow.Publishers;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code Publishers.asyncGenerator}, against a publisher that is played by hand. */
class AsyncGeneratorOfPublisherTest {
    private final Hand<String> hand = new Hand<>();

    private AsyncGenerator<String, Void> generator(int prefetch) {
        return Publishers.asyncGenerator(hand, prefetch);
    }

    private static <T> Coroutine<T> awaiting(Awaitable<T> step) {
        return coroutine(() -> await(step));
    }

    /** Runs a step that must not pause. */
    private static <T> T now(Awaitable<T> step) {
        Step<T> outcome = awaiting(step).step(null);
        assertThat(outcome).isInstanceOf(Step.Returned.class);
        return ((Step.Returned<T>) outcome).value();
    }

    /** Begins a step that must wait, and returns what it waits for. */
    private static CompletableFuture<?> pending(Coroutine<?> step) {
        Object yielded = step.send(null);
        assertThat(yielded).isInstanceOf(CompletionStage.class);
        return ((CompletionStage<?>) yielded).toCompletableFuture();
    }

    @Test
    void the_first_step_subscribes_and_requests() {
        AsyncGenerator<String, Void> generator = generator(4);
        Awaitable<String> step = generator.anext();
        assertThat(hand.subscriptions).isZero();

        Coroutine<String> first = awaiting(step);
        CompletableFuture<?> arrival = pending(first);
        assertThat(hand.subscriptions).isEqualTo(1);
        assertThat(hand.requests).containsExactly(4L);
        assertThat(arrival).isNotDone();

        hand.give("a");
        assertThat(arrival).isCompleted();
        assertThat(first.step(null)).isEqualTo(new Step.Returned<>("a"));
    }

    /**
     * What is under way, waits, or is in the consumer's hands, never exceeds the prefetch; the publisher is asked in
     * batches.
     */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2", "3, 3", "4, 3", "5, 4", "16, 12", "100, 75"})
    void requests_follow_in_batches(int prefetch, long batch) {
        AsyncGenerator<String, Void> generator = generator(prefetch);
        Coroutine<String> first = awaiting(generator.anext());
        pending(first);
        hand.give("0");
        first.step(null);
        long given = 1;
        for (int consumed = 0; consumed < 300; consumed++) {
            assertThat(hand.requested() - consumed).isBetween(1L, (long) prefetch);
            Coroutine<String> next = awaiting(generator.anext());
            if (given == consumed + 1) {
                pending(next);
                for (; given < hand.requested(); given++) {
                    hand.give(Long.toString(given));
                }
            }
            assertThat(next.step(null)).isEqualTo(new Step.Returned<>(Integer.toString(consumed + 1)));
        }
        assertThat(hand.requests.get(0)).isEqualTo(prefetch);
        assertThat(hand.requests.subList(1, hand.requests.size())).isNotEmpty().allMatch(n -> n >= batch);
    }

    /** A publisher may give elements inside {@code request}: a loop over them pauses nowhere and needs no stack. */
    @ParameterizedTest
    @CsvSource({"1, 100000", "7, 1000000", "2147483647, 100000"})
    void a_publisher_that_gives_inside_request_needs_no_stack(int prefetch, int count) {
        Flow.Publisher<Integer> counting = subscriber -> subscriber.onSubscribe(new Flow.Subscription() {
            private int next;

            @Override
            public void request(long n) {
                for (long i = 0; i < n && next < count; i++) {
                    subscriber.onNext(next++);
                }
                if (next == count) {
                    next++;
                    subscriber.onComplete();
                }
            }

            @Override
            public void cancel() {
                throw new AssertionError("it is over");
            }
        });
        Coroutine<Long> sum = coroutine(() -> {
            var each = Publishers.<Integer>asyncGenerator(counting, prefetch);
            long total = 0;
            while (await(each.advance())) {
                total += each.current();
            }
            return total;
        });
        assertThat(sum.step(null)).isEqualTo(new Step.Returned<>((long) count * (count - 1) / 2));
    }

    @Test
    void a_failure_comes_after_the_elements_and_is_the_same_object() {
        IOException failure = new IOException("f");
        AsyncGenerator<String, Void> generator = generator(4);
        Coroutine<String> first = awaiting(generator.anext());
        pending(first);
        hand.give("a", "b");
        hand.subscriber.onError(failure);

        assertThat(first.step(null)).isEqualTo(new Step.Returned<>("a"));
        assertThat(now(generator.anext())).isEqualTo("b");
        assertThat(catchThrowable(() -> now(generator.anext())))
                .isSameAs(failure)
                .hasNoCause()
                .hasNoSuppressedExceptions();
        assertThat(generator.state()).isEqualTo(CoroutineState.CLOSED);
        assertThat(hand.cancellations).isZero();
    }

    @Test
    void a_failure_that_is_a_stop_is_the_cause_of_an_error() {
        StopAsyncIteration failure = new StopAsyncIteration();
        Coroutine<String> first = awaiting(generator(4).anext());
        pending(first);
        hand.subscriber.onError(failure);
        assertThatThrownBy(() -> first.step(null))
                .isInstanceOfSatisfying(
                        CoroutineStateException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.RAISED_STOP))
                .hasCause(failure);
    }

    @Test
    void completion_ends_it() {
        AsyncGenerator<String, Void> generator = generator(2);
        Coroutine<Boolean> first = awaiting(generator.advance());
        pending(first);
        hand.give("a");
        hand.subscriber.onComplete();

        assertThat(first.step(null)).isEqualTo(new Step.Returned<>(true));
        assertThat(generator.current()).isEqualTo("a");
        assertThat(now(generator.advance())).isFalse();
        assertThat(generator.state()).isEqualTo(CoroutineState.CLOSED);
        assertThat(hand.cancellations).isZero();
        hand.subscriber.onError(new IOException("too late"));
        hand.give("too late");
    }

    /** Closing cancels once, drops what waits, and later signals are ignored (rule 2.8). */
    @Test
    void closing_cancels_the_subscription() {
        AsyncGenerator<String, Void> generator = generator(4);
        Coroutine<String> first = awaiting(generator.anext());
        pending(first);
        hand.give("a", "b");
        first.step(null);

        now(generator.aclose());
        assertThat(hand.cancellations).isEqualTo(1);
        hand.give("c");
        hand.subscriber.onComplete();
        now(generator.aclose());
        assertThat(hand.cancellations).isEqualTo(1);
        assertThat(hand.requests).containsExactly(4L);
    }

    @Test
    void closing_before_the_first_step_does_not_subscribe() {
        now(generator(4).aclose());
        assertThat(hand.subscriptions).isZero();
    }

    @Test
    void an_exception_raised_while_it_waits_cancels_the_subscription() {
        IOException raised = new IOException("raised");
        Coroutine<String> first = awaiting(generator(4).anext());
        pending(first);
        assertThat(catchThrowable(() -> first.raise(raised))).isSameAs(raised);
        assertThat(hand.cancellations).isEqualTo(1);
    }

    @Test
    void closing_the_consumer_while_it_waits_cancels_the_subscription() {
        AsyncGenerator<String, Void> generator = generator(4);
        Coroutine<String> first = awaiting(generator.anext());
        pending(first);
        first.close();
        assertThat(hand.cancellations).isEqualTo(1);
        assertThat(generator.state()).isEqualTo(CoroutineState.CLOSED);
    }

    /** A driver may complete or cancel what it was given, as it may with any future. */
    @Test
    void a_driver_that_completes_the_arrival_itself_makes_it_wait_again() {
        Coroutine<String> first = awaiting(generator(4).anext());
        pending(first).complete(null);
        CompletableFuture<?> again = pending(first);
        assertThat(again).isNotDone();
        hand.give("a");
        assertThat(again).isCompleted();
        assertThat(first.step(null)).isEqualTo(new Step.Returned<>("a"));
    }

    @Test
    void a_subscription_that_comes_after_the_end_is_cancelled() {
        Flow.Subscriber<?>[] late = new Flow.Subscriber<?>[1];
        Flow.Publisher<String> slow = subscriber -> late[0] = subscriber;
        Coroutine<String> first =
                awaiting(Publishers.<String>asyncGenerator(slow, 4).anext());
        pending(first);
        first.close();
        late[0].onSubscribe(hand);
        assertThat(hand.cancellations).isEqualTo(1);
        assertThat(hand.requests).isEmpty();
    }

    @Test
    void a_subscription_that_comes_later_is_used_when_it_comes() {
        Flow.Subscriber<?>[] late = new Flow.Subscriber<?>[1];
        Flow.Publisher<String> slow = subscriber -> late[0] = subscriber;
        Coroutine<String> first =
                awaiting(Publishers.<String>asyncGenerator(slow, 4).anext());
        CompletableFuture<?> arrival = pending(first);
        late[0].onSubscribe(hand);
        assertThat(arrival).isCompleted();
        pending(first);
        assertThat(hand.requests).containsExactly(4L);
    }

    @Test
    void a_second_subscription_is_cancelled() {
        Hand<String> second = new Hand<>();
        Coroutine<String> first = awaiting(generator(4).anext());
        pending(first);
        hand.subscriber.onSubscribe(second);
        assertThat(second.cancellations).isEqualTo(1);
        hand.give("a");
        assertThat(first.step(null)).isEqualTo(new Step.Returned<>("a"));
        assertThat(hand.cancellations).isZero();
    }

    /** What nobody asked for is not stored: a publisher without back-pressure cannot fill the memory. */
    @Test
    void an_element_that_was_not_requested_is_an_error() {
        AsyncGenerator<String, Void> generator = generator(2);
        Coroutine<String> first = awaiting(generator.anext());
        pending(first);
        hand.give("a", "b", "not requested", "nor this");

        assertThat(first.step(null)).isEqualTo(new Step.Returned<>("a"));
        assertThat(now(generator.anext())).isEqualTo("b");
        assertThatThrownBy(() -> now(generator.anext()))
                .isExactlyInstanceOf(IllegalStateException.class)
                .hasMessage("the publisher gave an element that was not requested (Reactive Streams rule 1.1);"
                        + " it has to wait for" + " request(n), as SubmissionPublisher does");
        assertThat(hand.cancellations).isEqualTo(1);
    }

    @Test
    void what_subscribe_throws_comes_out() {
        IllegalStateException failure = new IllegalStateException("shut");
        Flow.Publisher<String> shut = subscriber -> {
            throw failure;
        };
        Coroutine<String> first =
                awaiting(Publishers.<String>asyncGenerator(shut, 1).anext());
        assertThat(catchThrowable(() -> first.step(null))).isSameAs(failure);
    }

    @Test
    void arguments_are_checked_when_it_is_made() {
        for (int prefetch : List.of(0, -1, Integer.MIN_VALUE)) {
            assertThatThrownBy(() -> generator(prefetch))
                    .isExactlyInstanceOf(IllegalArgumentException.class)
                    .hasMessage("prefetch must be at least 1: " + prefetch);
        }
        assertThatThrownBy(() -> Publishers.asyncGenerator(null, 1))
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("publisher");
    }
}
