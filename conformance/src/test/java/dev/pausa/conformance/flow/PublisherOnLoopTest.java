package dev.pausa.conformance.flow;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.async.Async.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.AsyncGenerator;
import dev.pausa.AsyncIterable;
import dev.pausa.async.Channel;
import dev.pausa.async.Loop;
import dev.pausa.async.Promise;
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.Unraisable;
import dev.pausa.flow.Publishers;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code Publishers.publisher} on a loop, whose turns the test takes by hand. */
@SuppressWarnings("pausa:await-in-finally")
class PublisherOnLoopTest {
    private static final String STOPPED =
            "a publisher's loop was stopped before the iteration had ended (enough): the elements that are missing will"
                    + " not come; stop a loop after its subscriptions have completed or were cancelled";

    private final Deque<Runnable> turns = new ArrayDeque<>();
    private final Loop loop = Loop.on(turns::add);
    private final List<Object> log = new ArrayList<>();
    private final List<Unraisable> unraisable = new ArrayList<>();
    private final Channel<String> channel = Channel.unbounded();
    private final Promise<String> cleanup = new Promise<>();

    @BeforeEach
    void catchUnraisable() {
        Diagnostics.setUnraisableHandler(unraisable::add);
    }

    /** And no task is left, which dumps of other tests would show. */
    @AfterEach
    void nothingElseIsUnraisable() {
        Diagnostics.setUnraisableHandler(null);
        assertThat(unraisable).isEmpty();
        cleanup.complete("late");
        CompletionStage<Void> stopped = loop.stop("the test has ended");
        run();
        assertThat(stopped).isCompleted();
    }

    private void run() {
        while (!turns.isEmpty()) {
            turns.remove().run();
        }
    }

    /** Yields "first", then what it receives; logs what it gets there, and its cleanup, which waits for a promise. */
    private AsyncGenerator<String, Void> body() {
        return asyncGenerator(g -> {
            log.add("begin on " + (Loop.current() == loop ? "the loop" : "another loop"));
            try {
                g.yield("first");
                while (true) {
                    g.yield(await(channel.receive()));
                }
            } catch (Throwable thrown) {
                log.add(thrown.getClass().getSimpleName());
                throw thrown;
            } finally {
                log.add("cleanup");
                log.add(await(cleanup));
            }
        });
    }

    private <T> Recorder<T> subscribed(Supplier<? extends AsyncIterable<? extends T>> source) {
        Recorder<T> recorder = new Recorder<>();
        Publishers.<T>publisher(source, loop).subscribe(recorder);
        return recorder;
    }

    private Recorder<String> requested(long n) {
        Recorder<String> recorder = subscribed(this::body);
        recorder.request(n);
        run();
        return recorder;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Elements
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void a_body_awaits_operations_and_goes_on_as_more_is_requested() {
        Recorder<String> recorder = subscribed(this::body);
        run();
        assertThat(log).isEmpty();
        recorder.request(2);
        assertThat(log).as("before its turn").isEmpty();
        run();
        assertThat(log).containsExactly("begin on the loop");
        assertThat(recorder.elements).containsExactly("first");
        channel.trySend("a");
        channel.trySend("b");
        run();
        assertThat(recorder.elements).containsExactly("first", "a");
        recorder.request(5);
        run();
        assertThat(recorder.elements).containsExactly("first", "a", "b");
        assertThat(recorder.hasEnded()).isFalse();
        recorder.cancel();
        run();
    }

    @Test
    void the_end_and_failures_are_told_after_the_iteration_is_closed() {
        Recorder<Integer> complete = Recorder.oneByOne();
        Publishers.<Integer>publisher(
                        () -> asyncGenerator(g -> {
                            g.yield(1);
                            await(checkpoint());
                            g.yield(2);
                        }),
                        loop)
                .subscribe(complete);
        run();
        assertThat(complete.elements).containsExactly(1, 2);
        assertThat(complete.isComplete()).isTrue();

        IOException failure = new IOException("failure");
        assertThat(failureOf(() -> asyncGenerator(g -> {
                    await(checkpoint());
                    throw failure;
                })))
                .isSameAs(failure);
        IllegalStateException bySource = new IllegalStateException("no iteration");
        assertThat(failureOf(() -> {
                    throw bySource;
                }))
                .isSameAs(bySource);
        assertThat(failureOf(() -> null)).hasMessage("the source gave null");
        assertThat(failureOf(() -> asyncGenerator(g -> g.yield(null))))
                .isInstanceOf(NullPointerException.class)
                .hasMessageStartingWith("the iteration gave null");
        assertThat(failureOf(() -> asyncGenerator(g -> suspend("what?"))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a loop can wait for an Operation or a CompletionStage and for nothing else");
    }

    /** Whoever cannot serve a subscriber says so at once (rule 1.9). */
    @Test
    void a_source_that_fails_is_told_before_anything_is_requested() {
        IllegalStateException bySource = new IllegalStateException("no iteration");
        Recorder<Object> recorder = subscribed(() -> {
            throw bySource;
        });
        assertThat(recorder.failure()).as("before its turn").isNull();
        run();
        assertThat(recorder.failure()).isSameAs(bySource);
    }

    private Throwable failureOf(Supplier<? extends AsyncIterable<?>> source) {
        Recorder<Object> recorder = new Recorder<>(self -> self.request(1), self -> {});
        Publishers.publisher(source, loop).subscribe(recorder);
        run();
        assertThat(recorder.elements).isEmpty();
        return recorder.failure();
    }

    @Test
    void other_tasks_have_their_turn_after_each_element() {
        List<Integer> seen = new ArrayList<>();
        Recorder<Integer> endless = new Recorder<>(self -> self.request(Long.MAX_VALUE), self -> {});
        Publishers.<Integer>publisher(
                        () -> asyncGenerator(g -> {
                            for (int i = 0; ; i++) {
                                g.yield(i);
                            }
                        }),
                        loop)
                .subscribe(endless);
        loop.start(coroutine(() -> {
            for (int i = 0; i < 3; i++) {
                await(checkpoint());
                seen.add(endless.elements.size());
            }
            endless.cancel();
        }));
        run();
        assertThat(seen).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    void an_executor_that_is_a_loop_is_taken_for_one() {
        Executor executor = loop;
        Recorder<String> recorder = new Recorder<>();
        Publishers.<String>publisher(this::body, executor).subscribe(recorder);
        recorder.request(2);
        channel.trySend("a");
        run();
        assertThat(recorder.elements).containsExactly("first", "a");
        recorder.cancel();
        run();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Ends that the subscriber brings
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void a_cancel_between_steps_closes_the_iteration_which_may_await() {
        Recorder<String> recorder = requested(1);
        recorder.cancel();
        recorder.request(7);
        run();
        assertThat(log).endsWith("GeneratorExit", "cleanup");
        cleanup.complete("clean");
        run();
        assertThat(log).endsWith("clean");
        assertThat(recorder.hasEnded()).isFalse();
    }

    @Test
    void a_cancel_in_a_step_is_raised_where_it_waits() {
        Recorder<String> recorder = requested(2);
        recorder.cancel();
        run();
        assertThat(log).containsExactly("begin on the loop", "Cancellation", "cleanup");
        assertThat(recorder.elements).containsExactly("first");
        assertThat(recorder.hasEnded()).isFalse();
    }

    @Test
    void a_cancel_inside_of_onNext_gives_no_more() {
        Recorder<String> recorder = new Recorder<>(self -> self.request(9), Recorder::cancel);
        Publishers.<String>publisher(this::body, loop).subscribe(recorder);
        channel.trySend("a");
        cleanup.complete("clean");
        run();
        assertThat(recorder.elements).containsExactly("first");
        assertThat(log).endsWith("GeneratorExit", "cleanup", "clean");
    }

    @Test
    void a_cancel_inside_of_onSubscribe_leaves_the_source_alone() {
        Recorder<String> recorder = new Recorder<>(
                self -> {
                    self.request(1);
                    self.cancel();
                },
                self -> {});
        Publishers.<String>publisher(this::body, loop).subscribe(recorder);
        run();
        assertThat(log).isEmpty();
        assertThat(recorder.hasEnded()).isFalse();
    }

    @Test
    void a_request_for_nothing_is_an_error_once_the_iteration_is_closed() {
        Recorder<String> recorder = requested(1);
        recorder.request(0);
        run();
        assertThat(recorder.failure()).isNull();
        cleanup.complete("clean");
        run();
        assertThat(recorder.failure())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("request(0): the number of elements must be positive");

        Recorder<String> atOnce = new Recorder<>(self -> self.request(-1), self -> {});
        Publishers.<String>publisher(this::body, loop).subscribe(atOnce);
        run();
        assertThat(atOnce.failure()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_subscriber_that_fails_is_told_no_more() {
        IllegalStateException failure = new IllegalStateException("onNext");
        Recorder<String> recorder = new Recorder<>(self -> self.request(2), self -> {
            throw failure;
        });
        Publishers.<String>publisher(this::body, loop).subscribe(recorder);
        cleanup.complete("clean");
        run();
        assertThat(log).endsWith("GeneratorExit", "cleanup", "clean");
        assertThat(recorder.hasEnded()).isFalse();
        assertThat(unraisable).containsExactly(new Unraisable("Exception ignored in subscriber Recorder", failure));
        unraisable.clear();
    }

    @Test
    void a_subscriber_that_refuses_its_subscription_is_told_nothing() {
        IllegalStateException failure = new IllegalStateException("onSubscribe");
        Recorder<String> recorder = new Recorder<>(
                self -> {
                    throw failure;
                },
                self -> {});
        Flow.Publisher<String> publisher = Publishers.publisher(this::body, loop);
        assertThat(catchThrowable(() -> publisher.subscribe(recorder))).isSameAs(failure);
        run();
        assertThat(log).isEmpty();
        assertThat(recorder.hasEnded()).isFalse();
    }

    @Test
    void a_failure_while_a_cancelled_iteration_is_closed_is_reported() {
        Recorder<String> recorder = requested(1);
        recorder.cancel();
        IOException failure = new IOException("cleanup");
        cleanup.fail(failure);
        run();
        assertThat(recorder.hasEnded()).isFalse();
        assertThat(unraisable)
                .containsExactly(new Unraisable("Exception ignored while closing a cancelled subscription", failure));
        unraisable.clear();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Ends that the loop brings
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void a_loop_that_is_stopped_closes_the_iteration_and_is_told_as_a_failure() {
        Recorder<String> waiting = subscribed(this::body);
        Recorder<String> between = requested(1);
        Recorder<String> inStep = requested(2);
        loop.stop("enough");
        cleanup.complete("clean");
        run();
        assertThat(log).contains("GeneratorExit", "Cancellation", "clean");
        assertThat(List.of(waiting, between, inStep))
                .allSatisfy(recorder -> assertThat(recorder.failure())
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage(STOPPED));
    }

    @Test
    void a_loop_that_has_ended_refuses_subscribers() {
        loop.stop("enough");
        run();
        Recorder<String> recorder = subscribed(this::body);
        assertThat(log).isEmpty();
        assertThat(recorder.failure())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("a publisher's loop takes no tasks any more, ")
                .hasMessageEndingWith(": its subscribers get nothing; subscribe before the loop is stopped, or make the"
                        + " publisher on another loop");
        recorder.request(1);
        recorder.cancel();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Both ways
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void a_body_of_a_loop_goes_through_a_publisher_of_it() throws Exception {
        List<Integer> seen = new ArrayList<>();
        Loop.run(() -> {
            Flow.Publisher<Integer> publisher = Publishers.publisher(
                    () -> asyncGenerator(g -> {
                        for (int i = 0; i < 5; i++) {
                            await(checkpoint());
                            g.yield(i);
                        }
                    }),
                    Loop.current());
            await(Publishers.asyncGenerator(publisher, 2).forEach(seen::add));
        });
        assertThat(seen).containsExactly(0, 1, 2, 3, 4);
    }
}
