package dev.pausa.conformance.await;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.CoroutineState.CLOSED;
import static dev.pausa.CoroutineState.SUSPENDED;
import static dev.pausa.conformance.fixtures.AwaitFixtures.assertRaisedStop;
import static dev.pausa.conformance.fixtures.AwaitFixtures.assertStateError;
import static dev.pausa.conformance.fixtures.AwaitFixtures.awaiting;
import static dev.pausa.conformance.fixtures.AwaitFixtures.raisedBy;
import static dev.pausa.conformance.fixtures.AwaitFixtures.returnedBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.Coroutine;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** The await of a {@code CompletionStage}, after {@code asyncio.Future.__await__}. */
@SuppressWarnings("pausa:catches-exit")
class AwaitStageTest {

    private static final String NOT_WITH_FUTURE = "await wasn't used with future";

    private static <T> Coroutine<T> waiting(CompletionStage<T> stage) {
        return coroutine(() -> await(stage));
    }

    private static Coroutine<Object> catching(CompletionStage<?> stage) {
        return coroutine(() -> {
            try {
                return await(stage);
            } catch (Throwable thrown) {
                return thrown;
            }
        });
    }

    /** A future that keeps to the minimal stage: {@code toCompletableFuture} is optional for a stage. */
    private static final class NoFuture<T> extends CompletableFuture<T> {
        @Override
        public CompletableFuture<T> toCompletableFuture() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void a_complete_stage_does_not_pause() {
        Object value = new Object();
        assertThat(returnedBy(
                        () -> waiting(CompletableFuture.completedFuture(value)).send(null)))
                .isSameAs(value);
        assertThat(returnedBy(
                        () -> waiting(CompletableFuture.completedStage(value)).send(null)))
                .isSameAs(value);
        assertThat(returnedBy(
                        () -> waiting(CompletableFuture.completedFuture(null)).send(null)))
                .isNull();
    }

    @Test
    void a_failed_stage_does_not_pause_and_raises_its_failure() {
        IOException failure = new IOException("f");
        assertThat(raisedBy(
                        () -> waiting(CompletableFuture.failedFuture(failure)).send(null)))
                .isSameAs(failure)
                .hasNoCause()
                .hasNoSuppressedExceptions();
        assertThat(raisedBy(
                        () -> waiting(CompletableFuture.failedStage(failure)).send(null)))
                .isSameAs(failure);
        assertThat(returnedBy(
                        () -> catching(CompletableFuture.failedFuture(failure)).send(null)))
                .isSameAs(failure);
    }

    @Test
    void a_pending_stage_goes_to_the_driver_and_its_value_to_the_body() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Object value = new Object();
        Coroutine<Object> c = waiting(stage);
        assertThat(c.send(null)).isSameAs(stage);
        assertThat(c.state()).isEqualTo(SUSPENDED);
        stage.complete(value);
        assertThat(c.state()).as("completion resumes nobody").isEqualTo(SUSPENDED);
        assertThat(returnedBy(() -> c.send(null))).isSameAs(value);
    }

    @Test
    void a_stage_may_complete_with_null() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Coroutine<Object> c = waiting(stage);
        c.send(null);
        stage.complete(null);
        assertThat(returnedBy(() -> c.send(null))).isNull();
    }

    @Test
    void what_the_driver_sends_is_ignored() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Coroutine<Object> c = waiting(stage);
        c.send(null);
        stage.complete("value");
        assertThat(returnedBy(() -> c.send("ignored"))).isEqualTo("value");
    }

    /**
     * The callbacks of a stage run last in, first out, so the driver's comes before that which the future of the stage
     * waits for.
     */
    @Test
    void a_driver_may_go_on_inside_the_stages_own_callback() {
        CompletableFuture<Object> source = new CompletableFuture<>();
        assertGoesOnInsideTheCallback(source, source.minimalCompletionStage());
        CompletableFuture<Object> noFuture = new NoFuture<>();
        assertGoesOnInsideTheCallback(noFuture, noFuture);
    }

    private static void assertGoesOnInsideTheCallback(CompletableFuture<Object> source, CompletionStage<Object> stage) {
        Coroutine<Object> c = waiting(stage);
        assertThat(c.send(null)).isSameAs(stage);
        List<Object> outcome = new ArrayList<>();
        stage.whenComplete((value, failure) -> outcome.add(catchThrowable(() -> c.send(null))));
        source.complete("value");
        assertThat(outcome)
                .singleElement()
                .isInstanceOfSatisfying(
                        StopIteration.class, end -> assertThat(end.value()).isEqualTo("value"));
    }

    @Test
    void the_stage_goes_unchanged_through_a_chain_of_awaits() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Coroutine<Object> leaf = waiting(stage);
        Coroutine<Object> middle = awaiting(leaf);
        Coroutine<Object> root = awaiting(middle);
        assertThat(root.send(null)).isSameAs(stage);
        assertThat(root.awaiting()).isSameAs(middle);
        assertThat(leaf.awaiting()).isSameAs(stage);
        stage.complete("value");
        assertThat(returnedBy(() -> root.send(null))).isEqualTo("value");
    }

    @Test
    void a_failure_comes_out_as_itself() {
        IOException failure = new IOException("f");
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Coroutine<Object> c = waiting(stage);
        c.send(null);
        stage.completeExceptionally(failure);
        assertThat(raisedBy(() -> c.send(null))).isSameAs(failure).hasNoCause().hasNoSuppressedExceptions();
        assertThat(c.state()).isEqualTo(CLOSED);
    }

    @Test
    void a_failure_comes_unwrapped_out_of_a_dependent_stage() {
        IOException failure = new IOException("f");
        CompletableFuture<Object> source = new CompletableFuture<>();
        Coroutine<Object> c = catching(source.thenApply(v -> v).thenApply(v -> v));
        c.send(null);
        source.completeExceptionally(failure);
        assertThat(returnedBy(() -> c.send(null))).isSameAs(failure);
    }

    @Test
    void a_failure_comes_out_of_nested_completion_exceptions() {
        IOException failure = new IOException("f");
        CompletionException nested = new CompletionException(new CompletionException(failure));
        assertThat(returnedBy(
                        () -> catching(CompletableFuture.failedFuture(nested)).send(null)))
                .isSameAs(failure);
    }

    @Test
    void a_completion_exception_without_a_cause_comes_out_as_itself() {
        CompletionException bare = new CompletionException("bare", null);
        assertThat(returnedBy(
                        () -> catching(CompletableFuture.failedFuture(bare)).send(null)))
                .isSameAs(bare);
    }

    @Test
    void an_error_is_a_failure_like_any_other() {
        AssertionError failure = new AssertionError("f");
        assertThat(raisedBy(
                        () -> waiting(CompletableFuture.failedFuture(failure)).send(null)))
                .isSameAs(failure);
    }

    /** A failure that happens to be a StopIteration is not the end of the await. */
    @Test
    void a_stop_iteration_is_a_failure_like_any_other() {
        StopIteration failure = new StopIteration("f");
        assertThat(returnedBy(
                        () -> catching(CompletableFuture.failedFuture(failure)).send(null)))
                .isSameAs(failure);
        assertRaisedStop(
                raisedBy(() -> waiting(CompletableFuture.failedFuture(failure)).send(null)), failure);

        CompletableFuture<Object> stage = new CompletableFuture<>();
        Coroutine<Object> c = catching(stage);
        c.send(null);
        stage.completeExceptionally(failure);
        assertThat(returnedBy(() -> c.send(null))).isSameAs(failure);
    }

    @Test
    void a_cancelled_stage_raises_cancellation() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Coroutine<Object> c = catching(stage);
        c.send(null);
        stage.cancel(true);
        assertThat(returnedBy(() -> c.send(null))).isExactlyInstanceOf(CancellationException.class);

        CompletableFuture<Object> before = new CompletableFuture<>();
        before.cancel(true);
        assertThat(returnedBy(() -> catching(before).send(null))).isExactlyInstanceOf(CancellationException.class);

        CompletableFuture<Object> source = new CompletableFuture<>();
        Coroutine<Object> dependent = catching(source.thenApply(v -> v));
        dependent.send(null);
        source.cancel(true);
        assertThat(returnedBy(() -> dependent.send(null))).isExactlyInstanceOf(CancellationException.class);
    }

    /** The driver must not resume before the stage is complete: the error is raised at the await. */
    @Test
    void resuming_too_early_is_an_error_at_the_await() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Coroutine<Object> c = waiting(stage);
        c.send(null);
        assertStateError(raisedBy(() -> c.send(null)), Reason.NOT_WITH_FUTURE, NOT_WITH_FUTURE);
        assertThat(c.state()).isEqualTo(CLOSED);
        assertThat(stage).isNotDone();

        Coroutine<Object> withValue = waiting(stage);
        withValue.send(null);
        assertStateError(raisedBy(() -> withValue.send("x")), Reason.NOT_WITH_FUTURE, NOT_WITH_FUTURE);

        Coroutine<Object> caught = catching(stage);
        caught.send(null);
        assertStateError(returnedBy(() -> caught.send(null)), Reason.NOT_WITH_FUTURE, NOT_WITH_FUTURE);
    }

    /** A body may await the same stage again, also after it was resumed too early. */
    @Test
    void a_stage_may_be_awaited_again() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Coroutine<List<Object>> c = coroutine(() -> {
            List<Object> values = new ArrayList<>();
            try {
                values.add(await(stage));
            } catch (IllegalStateException e) {
                values.add("too early");
            }
            values.add(await(stage));
            values.add(await(stage));
            return values;
        });
        assertThat(c.send(null)).isSameAs(stage);
        assertThat(c.send(null)).isSameAs(stage);
        stage.complete("value");
        assertThat(returnedBy(() -> c.send(null))).isEqualTo(List.of("too early", "value", "value"));
    }

    @Test
    void raise_while_waiting_leaves_the_stage_alone() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        IllegalArgumentException raised = new IllegalArgumentException("r");
        Coroutine<Object> c = waiting(stage);
        c.send(null);
        assertThat(raisedBy(() -> c.raise(raised))).isSameAs(raised);
        assertThat(c.state()).isEqualTo(CLOSED);
        assertThat(stage).isNotDone();

        Coroutine<Object> caught = catching(stage);
        caught.send(null);
        assertThat(returnedBy(() -> caught.raise(raised))).isSameAs(raised);
        assertThat(stage).isNotDone();
    }

    /** Also when the stage is complete by then: the raise comes first. */
    @Test
    void raise_wins_over_a_stage_that_completed_meanwhile() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        IllegalArgumentException raised = new IllegalArgumentException("r");
        Coroutine<Object> c = catching(stage);
        c.send(null);
        stage.complete("value");
        assertThat(returnedBy(() -> c.raise(raised))).isSameAs(raised);
    }

    @Test
    void a_stop_iteration_raised_while_waiting_is_raised_at_the_await() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        StopIteration raised = new StopIteration("r");
        Coroutine<Object> c = catching(stage);
        c.send(null);
        assertThat(returnedBy(() -> c.raise(raised))).isSameAs(raised);
    }

    @Test
    void close_while_waiting_leaves_the_stage_alone() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Coroutine<Object> c = waiting(stage);
        c.send(null);
        assertThat(c.closeAndGet()).isNull();
        assertThat(c.state()).isEqualTo(CLOSED);
        assertThat(stage).isNotDone();

        Coroutine<Object> caught = catching(stage);
        caught.send(null);
        assertThat(caught.closeAndGet()).isExactlyInstanceOf(GeneratorExit.class);
        assertThat(stage).isNotDone();
    }

    @Test
    void a_minimal_stage_can_be_awaited() {
        CompletableFuture<Object> source = new CompletableFuture<>();
        CompletionStage<Object> stage = source.minimalCompletionStage();
        Coroutine<Object> c = waiting(stage);
        assertThat(c.send(null)).isSameAs(stage);
        source.complete("value");
        assertThat(returnedBy(() -> c.send(null))).isEqualTo("value");
        assertThat(returnedBy(() -> waiting(stage).send(null)))
                .as("complete already")
                .isEqualTo("value");

        IOException failure = new IOException("f");
        CompletableFuture<Object> failing = new CompletableFuture<>();
        Coroutine<Object> d = catching(failing.minimalCompletionStage());
        d.send(null);
        failing.completeExceptionally(failure);
        assertThat(returnedBy(() -> d.send(null))).isSameAs(failure);
    }

    @Test
    void a_stage_that_gives_no_future_can_be_awaited() {
        NoFuture<Object> stage = new NoFuture<>();
        Coroutine<Object> c = waiting(stage);
        assertThat(c.send(null)).isSameAs(stage);
        assertThat(c.awaiting()).isSameAs(stage);
        stage.complete("value");
        assertThat(returnedBy(() -> c.send(null))).isEqualTo("value");
        assertThat(returnedBy(() -> waiting(stage).send(null)))
                .as("complete already")
                .isEqualTo("value");

        IOException failure = new IOException("f");
        NoFuture<Object> failing = new NoFuture<>();
        Coroutine<Object> d = catching(failing);
        d.send(null);
        failing.completeExceptionally(failure);
        assertThat(returnedBy(() -> d.send(null))).isSameAs(failure);

        NoFuture<Object> early = new NoFuture<>();
        Coroutine<Object> e = catching(early);
        e.send(null);
        assertStateError(returnedBy(() -> e.send(null)), Reason.NOT_WITH_FUTURE, NOT_WITH_FUTURE);

        NoFuture<Object> cancelled = new NoFuture<>();
        Coroutine<Object> g = catching(cancelled);
        g.send(null);
        cancelled.cancel(true);
        assertThat(returnedBy(() -> g.send(null))).isExactlyInstanceOf(CancellationException.class);
    }

    /**
     * Cancelling what the driver was given cancels the await, and nothing the user holds is completed behind his back.
     */
    @Test
    void the_driver_may_cancel_the_stage_it_was_given() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Coroutine<Object> c = catching(stage);
        ((CompletableFuture<?>) c.send(null)).cancel(false);
        assertThat(returnedBy(() -> c.send(null))).isExactlyInstanceOf(CancellationException.class);
    }

    @Test
    void a_missing_stage_is_refused_at_the_await() {
        Throwable refused =
                (Throwable) returnedBy(() -> catching((CompletionStage<?>) null).send(null));
        assertThat(refused)
                .isExactlyInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("'null' object can't be awaited");
    }

    @Test
    void awaiting_shows_the_stage() {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Coroutine<Object> c = waiting(stage);
        assertThat(c.awaiting()).isNull();
        c.send(null);
        assertThat(c.awaiting()).isSameAs(stage);
        stage.complete(1);
        assertThat(c.awaiting()).isSameAs(stage);
        returnedBy(() -> c.send(null));
        assertThat(c.awaiting()).isNull();
    }
}
