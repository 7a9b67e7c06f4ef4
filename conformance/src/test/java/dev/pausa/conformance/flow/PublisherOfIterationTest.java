package dev.pausa.conformance.flow;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.suspend;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.AsyncCloseable;
import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncIterable;
import dev.pausa.AsyncIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.StopAsyncIteration;
import dev.pausa.async.Loop;
import dev.pausa.flow.Publishers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** {@code Publishers.publisher} on one thread: demand, steps, and every way to end but {@code cancel}. */
class PublisherOfIterationTest {
    private final List<Object> log = new ArrayList<>();

    /** Counts up to an end, and logs where it is. */
    private AsyncGenerator<Integer, Void> counting(int end) {
        return asyncGenerator(g -> {
            log.add("begin");
            try {
                for (int i = 0; i < end; i++) {
                    log.add("yield " + i);
                    g.yield(i);
                }
            } finally {
                log.add("finally");
            }
        });
    }

    private static <T> Recorder<T> subscribed(Supplier<? extends AsyncIterable<? extends T>> source) {
        Recorder<T> recorder = new Recorder<>();
        Publishers.<T>publisher(source).subscribe(recorder);
        return recorder;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Demand and steps
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void a_step_is_made_for_each_requested_element_and_not_before() {
        Recorder<Integer> recorder = subscribed(() -> counting(3));
        assertThat(log).isEmpty();

        recorder.request(1);
        assertThat(log).containsExactly("begin", "yield 0");
        recorder.request(2);
        assertThat(log).containsExactly("begin", "yield 0", "yield 1", "yield 2");
        assertThat(recorder.elements).containsExactly(0, 1, 2);
        assertThat(recorder.hasEnded()).isFalse();

        recorder.request(1);
        assertThat(log).endsWith("finally");
        assertThat(recorder.isComplete()).isTrue();
        recorder.request(1);
        recorder.request(0);
        recorder.cancel();
    }

    @Test
    void each_subscriber_gets_an_iteration_of_its_own() {
        Flow.Publisher<Integer> publisher = Publishers.publisher(() -> counting(2));
        for (int i = 0; i < 3; i++) {
            Recorder<Integer> recorder = new Recorder<>(self -> self.request(Long.MAX_VALUE), self -> {});
            publisher.subscribe(recorder);
            assertThat(recorder.elements).containsExactly(0, 1);
            assertThat(recorder.isComplete()).isTrue();
        }
    }

    /** Signals are serial: what is requested inside onSubscribe is given when that has returned (rule 1.3). */
    @Test
    void nothing_is_given_inside_onSubscribe() {
        Recorder<Integer> recorder = new Recorder<>(
                self -> {
                    self.request(2);
                    log.add("onSubscribe returns");
                },
                self -> log.add("onNext"));
        Publishers.<Integer>publisher(() -> counting(2)).subscribe(recorder);
        assertThat(log).containsExactly("onSubscribe returns", "begin", "yield 0", "onNext", "yield 1", "onNext");
    }

    static Stream<Arguments> manyRequests() {
        BiConsumer<Recorder<?>, Integer> once = (recorder, n) -> recorder.request(n);
        BiConsumer<Recorder<?>, Integer> unlimited = (recorder, n) -> recorder.request(Long.MAX_VALUE);
        BiConsumer<Recorder<?>, Integer> beyond = (recorder, n) -> {
            recorder.request(Long.MAX_VALUE - 1);
            recorder.request(Long.MAX_VALUE - 1);
            recorder.request(1);
        };
        return Stream.of(
                Arguments.of("n", once), Arguments.of("no limit", unlimited), Arguments.of("overflow", beyond));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("manyRequests")
    void many_elements_may_be_requested_at_once(String name, BiConsumer<Recorder<?>, Integer> request) {
        int count = 200_000;
        Recorder<Integer> recorder = subscribed(() -> counting(count));
        request.accept(recorder, count + 1);
        assertThat(recorder.elements).hasSize(count);
        assertThat(recorder.isComplete()).isTrue();
    }

    /** A demand that was added up beyond Long.MAX_VALUE stays without limit while elements are given. */
    @Test
    void requests_inside_onNext_add_up_to_no_limit() {
        Recorder<Integer> recorder = new Recorder<>(self -> self.request(1), self -> self.request(Long.MAX_VALUE));
        Publishers.<Integer>publisher(() -> counting(1_000)).subscribe(recorder);
        assertThat(recorder.elements).hasSize(1_000);
        assertThat(recorder.isComplete()).isTrue();
    }

    /**
     * A request inside onNext only takes a note, and so does a stage that is complete when the driver looks: there is
     * no recursion.
     */
    @Test
    void a_million_requests_inside_onNext_need_no_stack() {
        int count = 1_000_000;
        Recorder<Integer> recorder = Recorder.oneByOne();
        Publishers.<Integer>publisher(() -> asyncGenerator(g -> {
                    for (int i = 0; i < count; i++) {
                        g.yield(i);
                    }
                }))
                .subscribe(recorder);
        assertThat(recorder.elements).hasSize(count);
        assertThat(recorder.isComplete()).isTrue();
    }

    /** The same through four bridges, of which each asks the one before it inside its own onNext. */
    @Test
    void a_chain_of_bridges_needs_no_stack() {
        int count = 100_000;
        Flow.Publisher<Integer> publisher = Publishers.publisher(() -> asyncGenerator(g -> {
            for (int i = 0; i < count; i++) {
                g.yield(i);
            }
        }));
        for (int prefetch : new int[] {1, 3, 16}) {
            Flow.Publisher<Integer> inner = publisher;
            publisher = Publishers.publisher(() -> Publishers.asyncGenerator(inner, prefetch));
        }
        Recorder<Integer> recorder = Recorder.oneByOne();
        publisher.subscribe(recorder);
        assertThat(recorder.elements).hasSize(count).isSorted();
        assertThat(recorder.isComplete()).isTrue();
    }

    @Test
    void a_body_waits_for_stages_and_goes_on_inside_their_completion() {
        List<CompletableFuture<String>> stages = List.of(new CompletableFuture<>(), new CompletableFuture<>());
        Recorder<String> recorder = subscribed(() -> asyncGenerator(g -> {
            for (CompletableFuture<String> stage : stages) {
                g.yield(await(stage));
            }
        }));
        recorder.request(10);
        assertThat(recorder.elements).isEmpty();
        stages.get(0).complete("a");
        assertThat(recorder.elements).containsExactly("a");
        stages.get(1).complete("b");
        assertThat(recorder.elements).containsExactly("a", "b");
        assertThat(recorder.isComplete()).isTrue();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Failures
    // -----------------------------------------------------------------------------------------------------------------

    static Stream<Throwable> failures() {
        return Stream.of(
                new IllegalStateException("unchecked"),
                new IOException("checked"),
                new AssertionError("error"),
                new IOException(new IOException("with a cause")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void what_the_body_throws_is_given_as_the_same_object(Throwable failure) {
        Recorder<Integer> recorder = subscribed(() -> asyncGenerator(g -> {
            g.yield(1);
            throwIt(failure);
        }));
        recorder.request(1);
        assertThat(recorder.failure()).isNull();
        recorder.request(1);
        assertThat(recorder.elements).containsExactly(1);
        assertThat(recorder.failure()).isSameAs(failure).hasNoSuppressedExceptions();
    }

    private static void throwIt(Throwable failure) throws Exception {
        if (failure instanceof Error error) {
            throw error;
        }
        throw (Exception) failure;
    }

    @ParameterizedTest
    @MethodSource("failures")
    void the_failure_of_an_awaited_stage_is_given_as_the_same_object(Throwable failure) {
        CompletableFuture<Integer> stage = new CompletableFuture<>();
        Recorder<Integer> recorder = subscribed(() -> asyncGenerator(g -> g.yield(await(stage))));
        recorder.request(1);
        stage.completeExceptionally(failure);
        assertThat(recorder.failure()).isSameAs(failure);
    }

    @Test
    void what_is_wrong_with_the_source_is_told_to_the_subscriber() {
        IllegalStateException failure = new IllegalStateException("no iteration");
        assertThat(PublisherOfIterationTest.<Integer>subscribed(() -> {
                            throw failure;
                        })
                        .failure())
                .isSameAs(failure);
        assertThat(PublisherOfIterationTest.<Integer>subscribed(() -> null).failure())
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("the source gave null");
        AsyncIterable<Integer> noIterator = () -> null;
        assertThat(PublisherOfIterationTest.<Integer>subscribed(() -> noIterator)
                        .failure())
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "'async for' received an object from asyncIterator() that does not implement anext(): null");
    }

    @Test
    void null_elements_are_an_error_after_the_iteration_is_closed() {
        Recorder<Integer> recorder = subscribed(() -> asyncGenerator(g -> {
            try {
                g.yield(null);
            } finally {
                log.add("finally");
            }
        }));
        recorder.request(1);
        assertThat(recorder.elements).isEmpty();
        assertThat(log).containsExactly("finally");
        assertThat(recorder.failure())
                .isExactlyInstanceOf(NullPointerException.class)
                .hasMessage("the iteration gave null, which no subscriber may be given (Reactive Streams rule"
                        + " 2.13); leave it out," + " or give an Optional");
    }

    static Stream<Arguments> badYields() {
        return Stream.of(Arguments.of("question", "String"), Arguments.of(null, "null"), Arguments.of(42, "Integer"));
    }

    @ParameterizedTest
    @MethodSource("badYields")
    void what_the_driver_cannot_wait_for_is_raised_at_the_suspend(Object suspended, String type) {
        int line = new Throwable().getStackTrace()[0].getLineNumber() + 3;
        Recorder<Integer> recorder = subscribed(() -> asyncGenerator(g -> {
            try {
                suspend(suspended);
            } finally {
                log.add("finally");
            }
        }));
        recorder.request(1);
        assertThat(log).containsExactly("finally");
        assertThat(recorder.failure())
                .isInstanceOfSatisfying(
                        CoroutineStateException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.BAD_YIELD))
                .hasMessageMatching(
                        "\\Qgot bad yield: '" + type + "' object, at \\E.*PublisherOfIterationTest\\.java:" + line
                                + "\\)\\Q: this driver can wait for a CompletionStage and for nothing else;"
                                + " await a stage there, or drive the"
                                + " coroutine with code that knows what the suspended value means\\E");
    }

    @Test
    void a_body_may_catch_that_it_cannot_be_waited_for() {
        Recorder<String> recorder = subscribed(() -> asyncGenerator(g -> {
            for (int i = 0; i < 3; i++) {
                try {
                    suspend(i);
                } catch (CoroutineStateException e) {
                    g.yield(e.reason() + " " + i);
                }
            }
        }));
        recorder.request(4);
        assertThat(recorder.elements).containsExactly("BAD_YIELD 0", "BAD_YIELD 1", "BAD_YIELD 2");
        assertThat(recorder.isComplete()).isTrue();
    }

    @Test
    void what_a_stage_throws_at_the_driver_is_raised_at_the_await() {
        UnsupportedOperationException failure = new UnsupportedOperationException("no callbacks");
        CompletableFuture<Object> stage = new CompletableFuture<>() {
            @Override
            public CompletableFuture<Object> whenComplete(BiConsumer<? super Object, ? super Throwable> action) {
                throw failure;
            }
        };
        Recorder<Object> recorder = subscribed(() -> asyncGenerator(g -> g.yield(await(stage))));
        recorder.request(1);
        assertThat(recorder.failure()).isSameAs(failure);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Other iterations
    // -----------------------------------------------------------------------------------------------------------------

    /** An iterator written by hand, which can be closed. */
    private final class ByHand implements AsyncIterator<Integer>, AsyncCloseable {
        private final List<Integer> left = new ArrayList<>(Arrays.asList(1, 2));

        @Override
        public Awaitable<Integer> anext() {
            return Coroutine.coroutine(() -> {
                if (left.isEmpty()) {
                    throw new StopAsyncIteration();
                }
                return left.remove(0);
            });
        }

        @Override
        public Awaitable<Void> aclose() {
            log.add("aclose");
            return Coroutine.coroutine(() -> {
                log.add("closed");
            });
        }
    }

    @Test
    void any_iterator_that_can_be_closed_is_closed_at_the_end() {
        Recorder<Integer> recorder = subscribed(ByHand::new);
        recorder.request(2);
        assertThat(log).isEmpty();
        recorder.request(1);
        assertThat(recorder.elements).containsExactly(1, 2);
        assertThat(log).containsExactly("aclose", "closed");
        assertThat(recorder.isComplete()).isTrue();
    }

    @Test
    void an_iterator_that_cannot_be_closed_is_left_alone() {
        ByHand iterator = new ByHand();
        Recorder<Integer> recorder = subscribed(() -> (AsyncIterator<Integer>) iterator::anext);
        recorder.request(1);
        recorder.cancel();
        recorder.request(1);
        assertThat(recorder.elements).containsExactly(1);
        assertThat(log).isEmpty();
        assertThat(recorder.hasEnded()).isFalse();
    }

    @Test
    void arguments_are_checked() {
        assertThatThrownBy(() -> Publishers.publisher(null)).hasMessage("source");
        assertThatThrownBy(() -> Publishers.publisher(() -> counting(1), (Executor) null))
                .hasMessage("executor");
        assertThatThrownBy(() -> Publishers.publisher(() -> counting(1), (Loop) null))
                .hasMessage("loop");
        Throwable noSubscriber =
                catchThrowable(() -> Publishers.publisher(() -> counting(1)).subscribe(null));
        assertThat(noSubscriber).isExactlyInstanceOf(NullPointerException.class).hasMessage("subscriber");
    }
}
