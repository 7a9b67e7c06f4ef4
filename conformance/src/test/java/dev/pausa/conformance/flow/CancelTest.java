package dev.pausa.conformance.flow;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.AsyncGenerator;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.GeneratorExit;
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.Unraisable;
import dev.pausa.flow.Publishers;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Flow;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * {@code Publishers.publisher}: what {@code cancel}, a bad request, a failing subscriber and a refusing executor do to
 * the iteration.
 */
class CancelTest {
    private final List<Object> log = new ArrayList<>();
    private final List<Unraisable> unraisable = new ArrayList<>();
    private final CompletableFuture<String> stage = new CompletableFuture<>();
    private final CompletableFuture<String> cleanup = new CompletableFuture<>();

    @BeforeEach
    void catchUnraisable() {
        Diagnostics.setUnraisableHandler(unraisable::add);
    }

    @AfterEach
    void nothingElseIsUnraisable() {
        Diagnostics.setUnraisableHandler(null);
        assertThat(unraisable).isEmpty();
    }

    private void assertUnraisable(String message, Throwable exception) {
        assertThat(unraisable).containsExactly(new Unraisable(message, exception));
        unraisable.clear();
    }

    /**
     * Yields "first", then what a stage gives; logs what it gets there, and its cleanup, which waits for a stage too.
     */
    private AsyncGenerator<String, Void> body() {
        return asyncGenerator(g -> {
            try {
                g.yield("first");
                g.yield(await(stage));
            } catch (Throwable thrown) {
                log.add(thrown);
                throw thrown;
            } finally {
                log.add("cleanup");
                await(cleanup);
                log.add("clean");
            }
        });
    }

    private final AsyncGenerator<String, Void> body = body();

    private Recorder<String> requested(long n) {
        Recorder<String> recorder = new Recorder<>();
        Publishers.<String>publisher(() -> body).subscribe(recorder);
        recorder.request(n);
        return recorder;
    }

    private void assertCleansUp(Recorder<String> recorder) {
        assertThat(log).endsWith("cleanup");
        assertThat(body.isRunningStep()).isTrue();
        cleanup.complete(null);
        assertThat(log).endsWith("clean");
        assertThat(body.state()).isEqualTo(CoroutineState.CLOSED);
        recorder.request(1);
        recorder.request(-1);
        recorder.cancel();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // cancel
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void between_two_steps_it_closes_the_iteration_and_finally_blocks_may_await() {
        Recorder<String> recorder = requested(1);
        recorder.cancel();
        assertThat(log.get(0)).isInstanceOf(GeneratorExit.class);
        assertCleansUp(recorder);
        assertThat(recorder.elements).containsExactly("first");
        assertThat(recorder.hasEnded()).isFalse();
    }

    @Test
    void before_the_first_step_nothing_runs() {
        Recorder<String> recorder = new Recorder<>();
        Publishers.<String>publisher(() -> body).subscribe(recorder);
        recorder.cancel();
        assertThat(log).isEmpty();
        assertThat(body.state()).isEqualTo(CoroutineState.CLOSED);
        assertThat(recorder.hasEnded()).isFalse();
    }

    @Test
    void inside_onSubscribe_nothing_runs() {
        Recorder<String> recorder = new Recorder<>(
                self -> {
                    self.request(1);
                    self.cancel();
                },
                self -> {});
        Publishers.<String>publisher(() -> body).subscribe(recorder);
        assertThat(log).isEmpty();
        assertThat(body.state()).isEqualTo(CoroutineState.CLOSED);
        assertThat(recorder.hasEnded()).isFalse();
    }

    /** An exception that the body may catch, raised once; the stage is left alone. */
    @Test
    void in_the_middle_of_a_step_it_raises_a_cancellation_at_the_await() {
        Recorder<String> recorder = requested(2);
        recorder.cancel();
        assertThat((Throwable) log.get(0))
                .isExactlyInstanceOf(CancellationException.class)
                .hasMessage("the subscription was cancelled");
        assertThat(stage).isNotDone();
        recorder.cancel();
        assertCleansUp(recorder);
        stage.complete("too late");
        assertThat(log).hasSize(3);
        assertThat(recorder.elements).containsExactly("first");
        assertThat(recorder.hasEnded()).isFalse();
    }

    @Test
    void a_body_that_catches_the_cancellation_and_goes_on_is_closed_at_its_next_yield() {
        Recorder<String> recorder = new Recorder<>();
        CompletableFuture<String> second = new CompletableFuture<>();
        Publishers.<String>publisher(() -> asyncGenerator(g -> {
                    try {
                        await(stage);
                    } catch (CancellationException e) {
                        log.add("caught");
                    }
                    log.add(await(second));
                    try {
                        g.yield("not given");
                    } catch (GeneratorExit exit) {
                        log.add("closed");
                        throw exit;
                    }
                }))
                .subscribe(recorder);
        recorder.request(10);
        recorder.cancel();
        assertThat(log).containsExactly("caught");
        recorder.cancel();
        second.complete("goes on");
        assertThat(log).containsExactly("caught", "goes on", "closed");
        assertThat(recorder.elements).isEmpty();
        assertThat(recorder.hasEnded()).isFalse();
    }

    @Test
    void inside_onNext_it_closes_the_iteration_when_that_has_returned() {
        cleanup.complete(null);
        Recorder<String> recorder = new Recorder<>(self -> self.request(10), self -> {
            self.cancel();
            log.add("onNext returns");
        });
        Publishers.<String>publisher(() -> body).subscribe(recorder);
        assertThat(log).first().isEqualTo("onNext returns");
        assertThat(log.get(1)).isInstanceOf(GeneratorExit.class);
        assertThat(log).endsWith("cleanup", "clean");
        assertThat(recorder.elements).containsExactly("first");
    }

    /** What a body threw on its way out has no subscriber any more, and is not lost. */
    @Test
    void an_exception_of_the_cleanup_is_unraisable() {
        IllegalStateException failure = new IllegalStateException("cleanup failed");
        Recorder<String> recorder = requested(2);
        recorder.cancel();
        cleanup.completeExceptionally(failure);
        assertUnraisable("Exception ignored while closing a cancelled subscription", failure);
        assertThat(recorder.hasEnded()).isFalse();
    }

    /**
     * Java suppresses it in what is raised in the body: between two steps an exit, in the middle of one a cancellation.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void what_a_resource_throws_is_unraisable(long requested) {
        IOException failure = new IOException("disk full");
        requestedOfHolding(failure, requested).cancel();
        assertUnraisable("Exception ignored while closing a cancelled subscription", failure);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void what_a_resource_throws_after_a_bad_request_is_suppressed_in_its_error(long requested) {
        IOException failure = new IOException("disk full");
        Recorder<String> recorder = requestedOfHolding(failure, requested);
        recorder.request(0);
        assertThat(recorder.failure())
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasSuppressedException(failure);
    }

    private Recorder<String> requestedOfHolding(IOException failure, long requested) {
        AsyncGenerator<String, Void> holding = asyncGenerator(g -> {
            try (AutoCloseable resource = () -> {
                throw failure;
            }) {
                g.yield("first");
                g.yield(await(stage));
            }
        });
        Recorder<String> recorder = new Recorder<>();
        Publishers.<String>publisher(() -> holding).subscribe(recorder);
        recorder.request(requested);
        return recorder;
    }

    @Test
    void an_exit_that_the_body_ignores_is_unraisable() {
        Recorder<String> recorder = new Recorder<>();
        Publishers.<String>publisher(() -> asyncGenerator(g -> {
                    try {
                        g.yield("first");
                    } catch (GeneratorExit ignored) {
                        g.yield("again");
                    }
                }))
                .subscribe(recorder);
        recorder.request(1);
        recorder.cancel();
        assertThat(unraisable)
                .singleElement()
                .satisfies(each -> assertThat(each.exception())
                        .isInstanceOfSatisfying(
                                CoroutineStateException.class,
                                e -> assertThat(e.reason()).isEqualTo(Reason.IGNORED_EXIT)));
        unraisable.clear();
        assertThat(recorder.elements).containsExactly("first");
    }

    /** A stage that never completes keeps neither the subscriber nor the body alive (rule 3.13). */
    @Test
    void an_abandoned_stage_keeps_nothing_alive() {
        cleanup.complete(null);
        WeakReference<Object> subscriber = cancelledInTheMiddle();
        for (int i = 0; i < 20 && subscriber.get() != null; i++) {
            System.gc();
        }
        assertThat(subscriber.get()).isNull();
        assertThat(stage).isNotDone();
    }

    private WeakReference<Object> cancelledInTheMiddle() {
        Recorder<String> recorder = requested(2);
        recorder.cancel();
        return new WeakReference<>(recorder);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Bad requests
    // -----------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "1, -1", "2, -1", "1, -9223372036854775808", "2, -9223372036854775808"})
    void a_request_that_is_not_positive_closes_the_iteration_and_is_told(long before, long n) {
        Recorder<String> recorder = requested(before);
        recorder.request(n);
        assertThat(log.get(0)).isInstanceOf(before == 1 ? GeneratorExit.class : CancellationException.class);
        assertThat(recorder.hasEnded()).isFalse();
        assertCleansUp(recorder);
        assertThat(recorder.failure())
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessage("request(" + n + "): the number of elements must be positive (Reactive Streams rule 3.9)")
                .hasNoSuppressedExceptions();
    }

    @Test
    void what_the_cleanup_throws_then_is_suppressed_in_it() {
        IllegalStateException failure = new IllegalStateException("cleanup failed");
        Recorder<String> recorder = requested(2);
        recorder.request(0);
        cleanup.completeExceptionally(failure);
        assertThat(recorder.failure())
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasSuppressedException(failure);
    }

    @Test
    void a_cancel_after_it_silences_it() {
        Recorder<String> recorder = requested(2);
        recorder.request(0);
        recorder.cancel();
        assertCleansUp(recorder);
        assertThat(recorder.hasEnded()).isFalse();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Failing subscribers
    // -----------------------------------------------------------------------------------------------------------------

    /** A subscriber that asks for everything and fails where it is told to. */
    private final class Failing implements Flow.Subscriber<String> {
        final RuntimeException failure = new RuntimeException("subscriber");
        private final String method;

        Failing(String method) {
            this.method = method;
        }

        private void call(String called) {
            log.add(called);
            if (called.equals(method)) {
                throw failure;
            }
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(10);
            call("onSubscribe");
        }

        @Override
        public void onNext(String element) {
            call("onNext");
        }

        @Override
        public void onError(Throwable thrown) {
            call("onError");
        }

        @Override
        public void onComplete() {
            call("onComplete");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"onNext", "onError", "onComplete"})
    void what_a_subscriber_throws_is_unraisable(String method) {
        Failing subscriber = new Failing(method);
        Publishers.<String>publisher(() -> asyncGenerator(g -> {
                    try {
                        g.yield("first");
                    } finally {
                        log.add("finally");
                    }
                    if (method.equals("onError")) {
                        throw new IllegalStateException("body");
                    }
                }))
                .subscribe(subscriber);
        List<Object> expected = new ArrayList<>(List.of("onSubscribe", "onNext", "finally"));
        if (!method.equals("onNext")) {
            expected.add(method);
        }
        assertThat(log).isEqualTo(expected);
        assertUnraisable("Exception ignored in subscriber CancelTest.Failing", subscriber.failure);
    }

    @Test
    void what_onSubscribe_throws_comes_out_of_subscribe() {
        Failing subscriber = new Failing("onSubscribe");
        assertThat(catchThrowable(() -> Publishers.<String>publisher(() -> body).subscribe(subscriber)))
                .isSameAs(subscriber.failure);
        assertThat(log).containsExactly("onSubscribe");
        assertThat(body.state()).isEqualTo(CoroutineState.CLOSED);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Executors
    // -----------------------------------------------------------------------------------------------------------------

    /** An executor whose tasks the test runs, and which may be shut. */
    private static final class Tasks implements Executor {
        final Deque<Runnable> tasks = new ArrayDeque<>();
        RejectedExecutionException refusal;

        @Override
        public void execute(Runnable task) {
            if (refusal != null) {
                throw refusal;
            }
            tasks.add(task);
        }

        /** Runs the one task there is. */
        void run() {
            assertThat(tasks).hasSize(1);
            tasks.remove().run();
        }
    }

    private final Tasks tasks = new Tasks();

    private Recorder<String> onTasks(Consumer<Recorder<String>> onSubscribe) {
        Recorder<String> recorder = new Recorder<>(onSubscribe, self -> {});
        Publishers.<String>publisher(() -> body, tasks).subscribe(recorder);
        return recorder;
    }

    @Test
    void everything_runs_on_the_executor_one_task_at_a_time() {
        Recorder<String> recorder = onTasks(self -> self.request(1));
        recorder.request(1);
        assertThat(recorder.elements).isEmpty();
        tasks.run();
        assertThat(recorder.elements).containsExactly("first");
        stage.complete("second");
        recorder.request(1);
        assertThat(recorder.elements).containsExactly("first");
        tasks.run();
        assertThat(recorder.elements).containsExactly("first", "second");
        cleanup.complete(null);
        tasks.run();
        assertThat(recorder.isComplete()).isTrue();
        assertThat(tasks.tasks).isEmpty();
    }

    /** The value of a stage that completed before the cancel is not lost, so that the body can close what it got. */
    @Test
    void a_stage_that_completed_before_the_cancel_gives_its_value() {
        Recorder<String> recorder = onTasks(self -> self.request(2));
        tasks.run();
        stage.complete("second");
        recorder.cancel();
        tasks.run();
        assertThat(log.get(0)).as("closed at the second yield").isInstanceOf(GeneratorExit.class);
        assertThat(recorder.elements).containsExactly("first");
        cleanup.complete(null);
        tasks.run();
        assertThat(log).endsWith("clean");
    }

    @Test
    void a_cancel_before_the_step_begins_closes_the_iteration_at_its_yield() {
        Recorder<String> recorder = onTasks(self -> self.request(1));
        tasks.run();
        recorder.request(1);
        recorder.cancel();
        tasks.run();
        assertThat(log.get(0)).isInstanceOf(GeneratorExit.class);
        cleanup.complete(null);
        tasks.run();
        assertThat(log).endsWith("clean");
    }

    /** In the middle of a stretch of the body, before it pauses. */
    @Test
    void a_cancel_from_inside_the_body_is_raised_at_its_next_await() {
        Recorder<String> recorder = new Recorder<>();
        Publishers.<String>publisher(() -> asyncGenerator(g -> {
                    recorder.cancel();
                    log.add("still running");
                    try {
                        await(stage);
                    } catch (CancellationException e) {
                        log.add("raised");
                    }
                }))
                .subscribe(recorder);
        recorder.request(1);
        assertThat(log).containsExactly("still running", "raised");
        assertThat(recorder.hasEnded()).isFalse();
    }

    @Test
    void an_executor_that_refuses_at_first_is_told_to_the_subscriber() {
        tasks.refusal = new RejectedExecutionException("shut");
        Recorder<String> recorder = onTasks(self -> self.request(1));
        assertThat(recorder.failure()).isSameAs(tasks.refusal);
        assertThat(body.state()).isEqualTo(CoroutineState.CLOSED);
        assertThat(log).isEmpty();
    }

    @Test
    void an_executor_that_refuses_later_makes_the_body_clean_up_where_it_is() {
        Recorder<String> recorder = onTasks(self -> self.request(1));
        tasks.run();
        tasks.refusal = new RejectedExecutionException("shut");
        recorder.request(1);
        assertThat(log.get(0)).isInstanceOf(GeneratorExit.class);
        assertThat(recorder.hasEnded()).isFalse();
        cleanup.complete(null);
        assertThat(log).endsWith("clean");
        assertThat(recorder.failure()).isSameAs(tasks.refusal);
    }

    @Test
    void an_executor_that_refuses_when_a_stage_completes_makes_the_body_clean_up_there() {
        cleanup.complete(null);
        Recorder<String> recorder = onTasks(self -> self.request(2));
        tasks.run();
        tasks.refusal = new RejectedExecutionException("shut");
        stage.complete("second");
        assertThat(recorder.elements).containsExactly("first");
        assertThat(log).endsWith("cleanup", "clean");
        assertThat(recorder.failure()).isSameAs(tasks.refusal);
    }
}
