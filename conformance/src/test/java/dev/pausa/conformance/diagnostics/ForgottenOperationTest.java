package dev.pausa.conformance.diagnostics;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.all;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.select;
import static dev.pausa.async.Async.sleep;
import static dev.pausa.async.Async.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Awaitable;
import dev.pausa.async.AsyncSemaphore;
import dev.pausa.async.Channel;
import dev.pausa.async.Loop;
import dev.pausa.async.Operation;
import dev.pausa.async.Promise;
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.Diagnostics.NeverAwaited;
import dev.pausa.diagnostics.Diagnostics.Unawaited;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Operations that were made and not awaited. */
@Timeout(120)
@SuppressWarnings("pausa:dropped")
class ForgottenOperationTest {
    @BeforeAll
    static void settle() throws InterruptedException {
        Forgetting.settle();
    }

    private static void pause() {
        sleep(Duration.ofSeconds(1)); // the mistake
    }

    @Test
    void it_is_reported_with_the_place_where_it_was_made() throws Exception {
        try (Forgetting forgetting = new Forgetting()) {
            forgetting.drop(1, ForgottenOperationTest::pause);

            Unawaited report = forgetting.unawaited.get(0);
            assertThat(forgetting.unawaited).hasSize(1);
            assertThat(report.origin()).singleElement().satisfies(place -> {
                assertThat(place.getClassName()).isEqualTo(ForgottenOperationTest.class.getName());
                assertThat(place.getMethodName()).isEqualTo("pause");
            });
            assertThat(report.message())
                    .isEqualTo(
                            "operation 'Sleep' was never awaited\nOperation created at (most recent call last)\n  at "
                                    + report.origin().get(0));
        }
    }

    @Test
    void origin_tracking_gives_more_calls() throws Exception {
        try (Forgetting forgetting = new Forgetting()) {
            Diagnostics.setOriginTracking(3);
            forgetting.drop(1, ForgottenOperationTest::pause);
            assertThat(forgetting.unawaited.get(0).origin()).hasSize(3);
        }
    }

    /** One of the user's own is made in a constructor of the user's. */
    private static final class Answer extends Operation<Integer> {
        @Override
        protected void begin(dev.pausa.async.Waker<Integer> waker) {
            waker.complete(42);
        }

        @Override
        protected boolean withdraw() {
            return true;
        }
    }

    private static void ask() {
        new Answer();
    }

    @Test
    void of_one_s_own_operation_the_constructor_is_not_the_place() throws Exception {
        try (Forgetting forgetting = new Forgetting()) {
            forgetting.drop(1, ForgottenOperationTest::ask);
            assertThat(forgetting.unawaited.get(0).name()).isEqualTo("operation 'ForgottenOperationTest$Answer'");
            assertThat(forgetting.unawaited.get(0).origin().get(0).getMethodName())
                    .isEqualTo("ask");
        }
    }

    @Test
    void what_is_awaited_in_whatever_way_is_not_reported() throws Exception {
        try (Forgetting forgetting = new Forgetting()) {
            forgetting.dropUnnoticed(() -> Loop.run(() -> {
                await(new Answer());
                await(checkpoint());
                await(timeout(Duration.ofHours(1), checkpoint()));
                CompletableFuture<Integer> stage = new CompletableFuture<>();
                Loop.current().execute(() -> stage.complete(1));
                await(stage);
                await(Loop.current().start(checkpoint()));
                Promise<Integer> promise = new Promise<>();
                promise.complete(1);
                await(promise);
                await(new AsyncSemaphore(1).holding(checkpoint()));
                Channel<Integer> channel = Channel.bounded(1);
                await(channel.send(1));
                await(select(channel.onReceive(value -> value)));
                await(all(1, List.of(checkpoint(), checkpoint())));
            }));
        }
    }

    /** The coroutine around it is, once. */
    @Test
    void a_select_is_reported_as_one_thing() throws Exception {
        try (Forgetting forgetting = new Forgetting()) {
            forgetting.drop(1, () -> select(Channel.<Integer>rendezvous().onReceive(value -> value)));
            assertThat(forgetting.unawaited).extracting(Unawaited::name).containsExactly("coroutine 'select'");
            forgetting.unawaited.clear();
            forgetting.dropUnnoticed(() -> {});
        }
    }

    /** Whoever gave it away has done what is theirs. */
    @Test
    void what_a_driver_was_given_and_cannot_begin_is_not_reported() throws Exception {
        try (Forgetting forgetting = new Forgetting()) {
            forgetting.dropUnnoticed(() -> {
                Loop closed = Loop.onThread("closed");
                closed.close();
                assertThatThrownBy(() -> closed.start(sleep(Duration.ofHours(1))))
                        .isInstanceOf(IllegalStateException.class);
                assertThatThrownBy(() -> Loop.run(() -> await(all(1, List.of(failing(), sleep(Duration.ofHours(1)))))))
                        .isInstanceOf(IOException.class);
            });
        }
    }

    private static Awaitable<Void> failing() {
        return coroutine(() -> {
            throw new IOException("first");
        });
    }

    /** As long as it is not asked for. */
    @Test
    void without_the_costly_setting_nothing_is_watched() throws Exception {
        try (Forgetting forgetting = new Forgetting()) {
            Diagnostics.setNeverAwaited(NeverAwaited.SAMPLED);
            pause();
            Diagnostics.setNeverAwaited(NeverAwaited.ALWAYS);
            forgetting.dropUnnoticed(() -> {});
        }
    }

    @Test
    void a_handler_that_throws_is_reported() throws Exception {
        try (Forgetting forgetting = new Forgetting()) {
            Diagnostics.setNeverAwaitedHandler(report -> {
                throw new UnsupportedOperationException("no");
            });
            forgetting.drop(1, ForgottenOperationTest::pause);
            assertThat(forgetting.unraisable)
                    .singleElement()
                    .satisfies(report -> assertThat(report.exception()).hasMessage("no"));
        }
    }
}
