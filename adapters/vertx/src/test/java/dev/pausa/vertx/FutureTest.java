package dev.pausa.vertx;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.timeout;
import static dev.pausa.async.Async.timeoutOr;
import static dev.pausa.vertx.VertxAsync.cancellable;
import static dev.pausa.vertx.VertxAsync.future;
import static dev.pausa.vertx.VertxAsync.loop;
import static dev.pausa.vertx.VertxAsync.releasable;
import static dev.pausa.vertx.VertxAsync.start;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.async.Cancellation;
import dev.pausa.async.Loop;
import dev.pausa.async.Outcome;
import dev.pausa.async.Task;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Timer;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** Awaiting futures, and what a cancel does to them. */
class FutureTest extends VertxFixture {
    private final Promise<String> promise = Promise.promise();

    @Test
    void a_complete_future_gives_its_value_or_failure() throws Exception {
        assertThat(run(future(Future.succeededFuture("value")))).isEqualTo("value");
        assertThat(this.<String>run(future(Future.succeededFuture()))).isNull();
        IOException failure = new IOException("no");
        assertThatThrownBy(() -> run(future(Future.failedFuture(failure)))).hasCause(failure);
    }

    @Test
    void a_future_that_completes_later_resumes_the_body() throws Exception {
        vertx.runOnContext(now -> promise.complete("later"));
        assertThat(run(coroutine(() -> await(future(promise.future())) + "!"))).isEqualTo("later!");
    }

    @Test
    void its_failure_comes_out_as_it_is() throws Exception {
        IOException failure = new IOException("no");
        vertx.runOnContext(now -> promise.fail(failure));
        assertThat(run(coroutine(() -> {
                    try {
                        return await(future(promise.future()));
                    } catch (IOException caught) {
                        return caught;
                    }
                })))
                .isSameAs(failure);
    }

    @Test
    void it_can_be_awaited_on_a_loop_of_a_plain_thread() throws Exception {
        assertThat(Loop.run(() -> await(future(vertx.executeBlocking(() -> "value")))))
                .isEqualTo("value");
    }

    @Test
    void a_cancel_leaves_it_alone() throws Exception {
        assertThatThrownBy(() -> run(timeout(Duration.ofMillis(1), future(promise.future()))))
                .hasCauseInstanceOf(TimeoutException.class);
        assertThat(promise.tryComplete("nobody waits")).isTrue();
    }

    @Test
    void a_cancel_cancels_a_timer() throws Exception {
        Timer timer = vertx.timer(1_000_000);
        assertThat(run(timeoutOr(Duration.ofMillis(1), future(timer), null))).isNull();
        assertThatThrownBy(() -> get(timer)).isInstanceOf(CancellationException.class);
    }

    @Test
    void a_cancel_ends_what_can_be_ended_and_its_failure_shows_in_the_cancellation() throws Exception {
        IOException reset = new IOException("reset");
        Throwable met = run(coroutine(() -> {
            Throwable[] seen = {null};
            await(scope(scope -> {
                scope.start(coroutine(() -> {
                    try {
                        await(cancellable(promise.future(), () -> promise.fail(reset)));
                    } catch (Cancellation cancelled) {
                        seen[0] = cancelled;
                        throw cancelled;
                    }
                }));
                scope.start(coroutine(() -> scope.cancel("enough")));
            }));
            return seen[0];
        }));
        assertThat(met).isInstanceOf(Cancellation.class).hasSuppressedException(reset);
    }

    @Test
    void what_Vertx_fails_with_when_a_request_is_reset_at_a_timeout_is_no_failure_of_the_request() {
        Runnable reset = () -> promise.fail(new StreamResetException(0));
        assertThatThrownBy(() -> run(timeout(Duration.ofMillis(1), cancellable(promise.future(), reset))))
                .hasCauseInstanceOf(TimeoutException.class);
    }

    @Test
    void a_result_that_comes_in_spite_of_the_cancel_is_delivered() throws Exception {
        assertThat(run(timeoutOr(
                        Duration.ofMillis(1),
                        cancellable(
                                promise.future(),
                                () -> vertx.runOnContext(now -> promise.complete("the answer was on its way"))),
                        "time is up")))
                .isEqualTo("the answer was on its way");
    }

    @Test
    void what_comes_after_a_cancel_is_released() throws Exception {
        List<String> released = new ArrayList<>();
        assertThat(run(timeoutOr(Duration.ofMillis(1), releasable(promise.future(), released::add), "none")))
                .isEqualTo("none");
        promise.complete("connection");
        assertThat(released).containsExactly("connection");
    }

    @Test
    void what_is_delivered_is_not_released() throws Exception {
        List<String> released = new ArrayList<>();
        vertx.runOnContext(now -> promise.complete("connection"));
        assertThat(run(releasable(promise.future(), released::add))).isEqualTo("connection");
        assertThat(released).isEmpty();
    }

    @Test
    void it_says_what_is_waited_for() {
        assertThat(future("price of tea", promise.future())).hasToString("price of tea, Future{unresolved}");
        assertThat(future(promise.future())).hasToString("future, Future{unresolved}");
        promise.complete("3");
        assertThat(cancellable("price of tea", promise.future(), () -> {}))
                .hasToString("price of tea, Future{result=3}");
    }

    @Test
    void a_task_is_a_future_for_who_wants_one() throws Exception {
        Loop loop = loop(vertx.getOrCreateContext());
        assertThat(get(start(loop, coroutine(() -> "value")))).isEqualTo("value");
        IOException failure = new IOException("no");
        assertThatThrownBy(() -> get(start(loop, coroutine(() -> {
                    throw failure;
                }))))
                .isInstanceOf(ExecutionException.class)
                .hasCause(failure);
    }

    @Test
    void one_that_is_cancelled_has_that_outcome() throws Exception {
        Task<String> task = loop(vertx.getOrCreateContext()).start(coroutine(() -> await(future(promise.future()))));
        task.cancel("no more need");
        assertThat(Loop.run(() -> await(task.ended()))).isEqualTo(new Outcome.Cancelled<>("no more need"));
    }
}
