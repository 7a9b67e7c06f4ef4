package dev.pausa.async;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;
import static dev.pausa.async.Async.checkpoint;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.Generator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a loop drove, and nobody can reach any more, is closed on that loop. */
@Timeout(120)
@SuppressWarnings("pausa:await-in-finally")
class ForgottenOnLoopsTest {
    private static final int ATTEMPTS = 500;

    @RegisterExtension
    final Reported reported = new Reported();

    /** Collects until something has happened. */
    private static <T> T collectUntil(CompletableFuture<T> event) throws Exception {
        for (int i = 0; i < ATTEMPTS; i++) {
            System.gc();
            try {
                return event.get(20, TimeUnit.MILLISECONDS);
            } catch (TimeoutException notYet) {
                continue;
            }
        }
        throw new AssertionError("nothing was closed in " + ATTEMPTS + " collections");
    }

    private static String here() {
        return Loop.current() + ", task " + (SerialLoop.runningTask() != null);
    }

    /** Its way out awaits what only a loop can wait for. */
    private static AsyncGenerator<Integer, Void> awaiting(CompletableFuture<String> closed) {
        return asyncGenerator(g -> {
            try {
                g.yield(1);
            } finally {
                await(checkpoint());
                closed.complete(here());
            }
        });
    }

    private static Coroutine<Void> leaveAsync(CompletableFuture<String> closed) {
        return coroutine(() -> {
            AsyncGenerator<Integer, Void> left = awaiting(closed);
            await(left.advance());
        });
    }

    @Test
    @Rule("A9")
    void two_loops_close_their_own_asynchronous_generators_and_drive_their_ways_out() throws Exception {
        CompletableFuture<String> byFirst = new CompletableFuture<>();
        CompletableFuture<String> bySecond = new CompletableFuture<>();
        try (Loop first = Loop.onThread("first");
                Loop second = Loop.onThread("second")) {
            first.start(leaveAsync(byFirst)).join();
            second.start(leaveAsync(bySecond)).join();
            assertThat(collectUntil(byFirst)).isEqualTo("loop on thread 'first', task true");
            assertThat(collectUntil(bySecond)).isEqualTo("loop on thread 'second', task true");
        }
        assertThat(reported.messages()).isEmpty();
    }

    @Test
    @Rule("A9")
    void a_chain_of_operators_is_closed_with_what_it_reads_from() throws Exception {
        CompletableFuture<String> mapped = new CompletableFuture<>();
        CompletableFuture<String> buffered = new CompletableFuture<>();
        try (Loop loop = Loop.onThread("a loop")) {
            loop.start(coroutine(() -> {
                        await(awaiting(mapped).map(n -> n).filter(n -> true).advance());
                        await(Async.buffer(1, awaiting(buffered)).map(n -> n).advance());
                    }))
                    .join();
            assertThat(collectUntil(mapped)).isEqualTo("loop on thread 'a loop', task true");
            assertThat(collectUntil(buffered)).isEqualTo("loop on thread 'a loop', task true");
            assertThat(reported.messages()).isEmpty(); // an operator's turn may come when the loop has ended
        }
    }

    @Test
    @Rule("A9")
    void generators_and_coroutines_that_a_task_drove_by_hand_are_closed_between_the_loops_tasks() throws Exception {
        CompletableFuture<String> generator = new CompletableFuture<>();
        CompletableFuture<String> coroutine = new CompletableFuture<>();
        try (Loop loop = Loop.onThread("a loop")) {
            loop.start(coroutine(() -> {
                        Generator<Integer, Void, Void> left = generator(g -> {
                            try {
                                g.yield(1);
                            } finally {
                                generator.complete(here());
                            }
                        });
                        left.next();
                        coroutine(() -> {
                                    try {
                                        suspend(1);
                                    } finally {
                                        coroutine.complete(here());
                                    }
                                })
                                .send(null);
                    }))
                    .join();
            assertThat(collectUntil(generator)).isEqualTo("loop on thread 'a loop', task false");
            assertThat(collectUntil(coroutine)).isEqualTo("loop on thread 'a loop', task false");
        }
        assertThat(reported.messages()).isEmpty();
    }

    @Test
    @Rule("A9")
    void the_failure_of_a_way_out_is_reported_as_a_task_s() throws Exception {
        CompletableFuture<String> closed = new CompletableFuture<>();
        try (Loop loop = Loop.onThread("a loop")) {
            loop.start(coroutine(() -> {
                        AsyncGenerator<Integer, Void> left = asyncGenerator(g -> {
                            try {
                                g.yield(1);
                            } finally {
                                await(checkpoint());
                                closed.complete("closed");
                                throwOnTheWayOut();
                            }
                        });
                        await(left.advance());
                    }))
                    .join();
            assertThat(collectUntil(closed)).isEqualTo("closed");
        }
        assertThat(reported.messages())
                .containsExactly(
                        "task 'closing a forgotten generator' of a loop failed, and nobody asked for its outcome");
    }

    private static void throwOnTheWayOut() {
        throw new IllegalStateException("on the way out");
    }

    /** It is not lost with the loop: it is closed as one that nobody drove, and cannot await then. */
    @Test
    @Rule("A9")
    void what_a_closed_loop_drove_is_closed_elsewhere() throws Exception {
        CompletableFuture<String> closed = new CompletableFuture<>();
        Loop.run(() -> {
            Generator<Integer, Void, Void> left = generator(g -> {
                try {
                    g.yield(1);
                } finally {
                    closed.complete(Thread.currentThread().getName());
                }
            });
            left.next();
        });
        assertThat(collectUntil(closed)).isEqualTo("pausa-closer");
    }
}
