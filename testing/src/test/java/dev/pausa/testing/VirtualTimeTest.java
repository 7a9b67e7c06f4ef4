package dev.pausa.testing;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.blocking;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.now;
import static dev.pausa.async.Async.on;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.sleep;
import static dev.pausa.async.Async.stage;
import static dev.pausa.async.Async.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.async.Loop;
import dev.pausa.async.Operation;
import dev.pausa.async.Waker;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {
    private static final Instant START = Instant.parse("2000-01-01T00:00:00Z");

    @Test
    void time_begins_at_a_fixed_instant_and_sleeps_take_no_time() throws Exception {
        Instant end = TestLoop.run(() -> {
            assertThat(now()).isEqualTo(START);
            await(sleep(Duration.ofDays(400)));
            assertThat(Loop.current().clock().instant()).isEqualTo(now());
            return now();
        });
        assertThat(end).isEqualTo(START.plus(Duration.ofDays(400)));
    }

    @Test
    void time_stands_still_while_anything_is_ready() throws Exception {
        List<String> log = new ArrayList<>();
        TestLoop.run(() -> {
            await(scope(tasks -> {
                tasks.start(coroutine(() -> {
                    await(sleep(Duration.ofNanos(1)));
                    log.add("slept");
                }));
                tasks.start(coroutine(() -> {
                    for (int i = 0; i < 1000; i++) {
                        await(checkpoint());
                    }
                    log.add("1000 checkpoints at " + now());
                }));
            }));
        });
        assertThat(log).containsExactly("1000 checkpoints at " + START, "slept");
    }

    @Test
    void deadlines_are_of_the_same_time() {
        assertThatThrownBy(() -> TestLoop.run(() -> {
                    await(timeout(Duration.ofHours(1), sleep(Duration.ofHours(2))));
                }))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("sleep PT2H");
    }

    @Test
    @Rule("T1")
    void an_await_of_a_foreign_stage_fails_at_once_and_by_name() {
        CompletableFuture<String> foreign = new CompletableFuture<>() {
            @Override
            public String toString() {
                return "answer of the server";
            }
        };
        assertThatThrownBy(() -> TestLoop.run(() -> await(coroutine("client", () -> await(foreign)))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(
                        "awaits 'stage answer of the server', which something outside of the test loop ends")
                .hasStackTraceContaining("VirtualTimeTest.java");
        assertThatThrownBy(() -> TestLoop.run(() -> await(stage(foreign))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("awaits 'stage answer of the server'");
    }

    @Test
    void a_stage_that_has_ended_is_not_outside() throws Exception {
        assertThat(TestLoop.<Integer>run(() -> await(CompletableFuture.completedFuture(1))
                        + await(stage(CompletableFuture.completedFuture(2)))))
                .isEqualTo(3);
    }

    @Test
    @Rule("T1")
    void a_foreign_operation_is_external_unless_it_says_otherwise() throws Exception {
        assertThatThrownBy(() -> TestLoop.run(
                        () -> await(Operation.<Integer>operation("a read", waker -> waker.complete(1), () -> {}))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("awaits 'a read', which something outside of the test loop ends");
        assertThat(TestLoop.<String>run(() -> await(new Inside()))).isEqualTo("from inside");
    }

    /** Says that it is not external. */
    private static final class Inside extends Operation<String> {
        @Override
        protected void begin(Waker<String> waker) {
            Loop.current().execute(() -> waker.complete("from inside"));
        }

        @Override
        protected boolean withdraw() {
            return true;
        }

        @Override
        protected boolean isExternal() {
            return false;
        }
    }

    @Test
    @Rule("T1")
    void work_on_another_loop_is_external() {
        try (Loop other = Loop.onThread("other")) {
            assertThatThrownBy(() -> TestLoop.run(() -> await(on(other, sleep(Duration.ofMillis(1))))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("awaits 'work on loop on thread 'other'', which something outside");
        }
    }

    @Test
    void the_clock_stands_still_while_something_outside_is_in_flight() throws Exception {
        List<String> log = new ArrayList<>();
        TestLoop.with().allowExternal().run(() -> {
            await(scope(tasks -> {
                tasks.start(sleeper(log));
                tasks.start(coroutine(() -> {
                    log.add(await(CompletableFuture.supplyAsync(() -> "from outside")) + " at " + now());
                }));
            }));
        });
        assertThat(log).containsExactly("from outside at " + START, "slept until " + START.plusNanos(1));
    }

    private static Coroutine<Void> sleeper(List<String> log) {
        return coroutine(() -> {
            await(sleep(Duration.ofNanos(1)));
            log.add("slept until " + now());
        });
    }

    @Test
    @Rule("T1")
    void blocking_code_runs_inline() throws Exception {
        Thread here = Thread.currentThread();
        assertThat(TestLoop.<Thread>run(() -> await(blocking(() -> Thread.currentThread()))))
                .isSameAs(here);
    }

    @Test
    void a_test_loop_in_a_loop_is_an_error() {
        assertThatThrownBy(() -> TestLoop.run(() -> TestLoop.run(() -> await(checkpoint()))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("on a thread that is running a loop already");
    }

    @Test
    void an_interrupt_ends_the_wait_for_what_is_outside() {
        List<String> log = new ArrayList<>();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> TestLoop.with().allowExternal().run(() -> {
                    try {
                        await(new CompletableFuture<>());
                    } finally {
                        log.add("closed");
                    }
                }))
                .isInstanceOf(InterruptedException.class);
        assertThat(log).containsExactly("closed");
    }
}
