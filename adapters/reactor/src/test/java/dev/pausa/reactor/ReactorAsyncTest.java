package dev.pausa.reactor;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.AsyncResource.closing;
import static dev.pausa.AsyncResource.with;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.sleep;
import static dev.pausa.async.Async.timeout;
import static dev.pausa.reactor.ReactorAsync.CONTEXT;
import static dev.pausa.reactor.ReactorAsync.fluxOf;
import static dev.pausa.reactor.ReactorAsync.items;
import static dev.pausa.reactor.ReactorAsync.mono;
import static dev.pausa.reactor.ReactorAsync.monoOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.async.Cancellation;
import dev.pausa.async.Loop;
import dev.pausa.async.Promise;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Hooks;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.publisher.TestPublisher;
import reactor.util.context.Context;

/** Both directions between bodies and Reactor. */
class ReactorAsyncTest {
    private static final Loop LOOP = Loop.onThread("reactor-test");
    private static final Duration LONG = Duration.ofSeconds(30);

    @AfterAll
    static void close() {
        LOOP.close();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // From Reactor
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void a_mono_gives_its_value_or_null_or_its_failure() throws Exception {
        IOException failure = new IOException("no");
        List<Object> got = Loop.run(() -> {
            List<Object> all = new ArrayList<>();
            all.add(await(mono(Mono.just("at once"))));
            all.add(await(mono(Mono.delay(Duration.ofMillis(1)).map(tick -> "later"))));
            all.add(await(mono(Mono.empty())));
            try {
                all.add(await(mono(Mono.error(failure))));
            } catch (IOException caught) {
                all.add(caught);
            }
            return all;
        });
        assertThat(got).containsExactly("at once", "later", null, failure);
    }

    @Test
    void it_is_subscribed_at_the_await_and_cancelled_with_the_body() {
        TestPublisher<String> source = TestPublisher.create();
        var waiting = mono(source.mono());
        source.assertWasNotSubscribed();
        assertThatThrownBy(() -> Loop.run(() -> await(timeout(Duration.ofMillis(1), waiting))))
                .isInstanceOf(TimeoutException.class);
        source.assertWasSubscribed();
        source.assertCancelled();
    }

    @Test
    void a_flux_is_requested_as_its_elements_are_used_up() throws Exception {
        TestPublisher<Integer> source = TestPublisher.create();
        List<Integer> got = new ArrayList<>();
        Loop.run(() -> {
            var reading = Loop.current().start(items(source.flux(), 2).forEach(got::add));
            await(checkpoint());
            source.assertMaxRequested(2);
            source.next(1, 2);
            await(checkpoint());
            await(checkpoint());
            source.next(3).complete();
            await(reading);
        });
        assertThat(got).containsExactly(1, 2, 3);
    }

    @Test
    void leaving_early_cancels_upstream() throws Exception {
        TestPublisher<Integer> source = TestPublisher.create();
        Loop.run(() -> {
            var reading = Loop.current().start(with(closing(items(source.flux())), number -> {
                await(number.advance());
                assertThat(number.current()).isEqualTo(1);
            }));
            await(checkpoint());
            source.assertNotCancelled();
            source.next(1);
            await(reading);
        });
        source.assertCancelled();
    }

    @Test
    void a_cancel_cancels_upstream() {
        TestPublisher<Integer> source = TestPublisher.create();
        assertThatThrownBy(() -> Loop.run(() ->
                        await(timeout(Duration.ofMillis(1), items(source.flux()).forEach(number -> {})))))
                .isInstanceOf(TimeoutException.class);
        source.assertCancelled();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // To Reactor
    // -----------------------------------------------------------------------------------------------------------------

    private static Coroutine<String> later(String text) {
        return coroutine(() -> {
            await(sleep(Duration.ofMillis(1)));
            return text;
        });
    }

    @Test
    void a_coroutine_becomes_a_mono_that_starts_one_for_each_subscriber() {
        Mono<String> mono = monoOf(LOOP, () -> later("value"));
        StepVerifier.create(mono.concatWith(mono))
                .expectNext("value", "value")
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void null_is_no_value() {
        StepVerifier.create(monoOf(LOOP, () -> coroutine(() -> {})))
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void its_failure_is_the_monos() {
        IOException failure = new IOException("no");
        StepVerifier.create(monoOf(
                        LOOP,
                        () -> coroutine(() -> {
                            throw failure;
                        })))
                .expectErrorSatisfies(thrown -> assertThat(thrown).isSameAs(failure))
                .verify(LONG);
    }

    @Test
    void cancelling_the_subscription_cancels_the_task_and_reports_nothing() throws Exception {
        CompletableFuture<String> met = new CompletableFuture<>();
        CompletableFuture<Throwable> dropped = new CompletableFuture<>();
        Hooks.onErrorDropped(dropped::complete);
        try {
            CompletableFuture<Void> waits = new CompletableFuture<>();
            var subscription = monoOf(
                            LOOP,
                            () -> coroutine(() -> {
                                try {
                                    waits.complete(null);
                                    await(new Promise<String>());
                                } catch (Cancellation cancelled) {
                                    met.complete(cancelled.why());
                                    throw cancelled;
                                }
                            }))
                    .subscribe();
            waits.get(30, TimeUnit.SECONDS);
            subscription.dispose();
            assertThat(met.get(30, TimeUnit.SECONDS)).isEqualTo("the subscription was cancelled");
            LOOP.start(coroutine(() -> {})).join();
            assertThat(dropped).isNotDone();
        } finally {
            Hooks.resetOnErrorDropped();
        }
    }

    @Test
    void a_loop_that_is_stopped_fails_the_subscriber() {
        Loop loop = Loop.onThread("stopped");
        loop.close();
        StepVerifier.create(monoOf(loop, () -> later("value")))
                .expectError(IllegalStateException.class)
                .verify(LONG);
    }

    private static AsyncGenerator<Integer, Void> numbers(CompletableFuture<List<String>> closed) {
        return asyncGenerator(g -> {
            List<String> events = new ArrayList<>();
            try {
                for (int i = 1; ; i++) {
                    await(sleep(Duration.ofMillis(1)));
                    g.yield(i);
                    events.add("used " + i);
                }
            } finally {
                await(sleep(Duration.ofMillis(1)));
                events.add("closed");
                closed.complete(events);
            }
        });
    }

    @Test
    void an_iteration_becomes_a_flux_that_steps_as_requested_and_is_closed() throws Exception {
        CompletableFuture<List<String>> closed = new CompletableFuture<>();
        StepVerifier.create(fluxOf(LOOP, () -> numbers(closed)), 0)
                .thenRequest(2)
                .expectNext(1, 2)
                .thenCancel()
                .verify(LONG);
        assertThat(closed.get(30, TimeUnit.SECONDS)).containsExactly("used 1", "closed");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The context
    // -----------------------------------------------------------------------------------------------------------------

    private static Mono<String> user() {
        return Mono.deferContextual(context -> Mono.just(context.getOrDefault("user", "nobody")));
    }

    @Test
    void what_a_body_awaits_sees_the_context_that_the_body_was_subscribed_with() {
        Mono<String> mono = monoOf(
                LOOP,
                () -> coroutine(() -> await(mono(user())) + ", " + CONTEXT.get().get("user")));
        StepVerifier.create(mono.contextWrite(Context.of("user", "ann")))
                .expectNext("ann, ann")
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void so_does_an_iteration_in_both_directions() {
        Flux<String> flux = fluxOf(
                LOOP,
                () -> asyncGenerator(g -> {
                    g.yield("" + CONTEXT.get().getOrDefault("user", "nobody"));
                    var name = items(user().repeat(1));
                    while (await(name.advance())) {
                        g.yield(name.current());
                    }
                }));
        StepVerifier.create(flux.contextWrite(Context.of("user", "ann")))
                .expectNext("ann", "ann", "ann")
                .expectComplete()
                .verify(LONG);
    }

    @Test
    void a_body_can_set_it() throws Exception {
        assertThat(Loop.run(() -> await(CONTEXT.where(Context.of("user", "bob"), mono(user())))))
                .isEqualTo("bob");
        assertThat(Loop.run(() -> await(mono(user())))).isEqualTo("nobody");
    }
}
