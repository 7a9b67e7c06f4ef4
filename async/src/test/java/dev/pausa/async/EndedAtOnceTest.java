package dev.pausa.async;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineStateException;
import dev.pausa.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Operations that can end when they are awaited: their value comes without a pause, and all else is as for others. */
@SuppressWarnings("pausa:await-in-finally")
class EndedAtOnceTest {
    private final List<Object> log = new ArrayList<>();

    @RegisterExtension
    final Reported reported = new Reported();

    static Stream<Arguments> operationsThatCanEnd() {
        Channel<String> full = Channel.unbounded();
        full.trySend("value");
        Promise<String> promise = new Promise<>();
        promise.complete("value");
        return Stream.of(
                Arguments.of("receive", full.receive(), "value"),
                Arguments.of("send", Channel.unbounded().send("value"), null),
                Arguments.of("promise", promise, "value"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operationsThatCanEnd")
    @Rule("A2")
    void what_can_end_gives_a_body_that_is_driven_by_hand_its_value(String what, Awaitable<?> operation, Object value)
            throws Exception {
        VirtualLoop.run(() -> {
            log.add(coroutine(() -> await(operation)).step(null));
        });
        assertThat(log).containsExactly(new Step.Returned<>(value));
    }

    @Test
    void a_task_that_has_ended_and_a_permit_that_is_free_are_there_at_once() throws Exception {
        AsyncSemaphore semaphore = new AsyncSemaphore(1);
        VirtualLoop.run(() -> await(scope(s -> {
            Task<String> task = s.start(coroutine(() -> "result"));
            await(checkpoint());
            log.add(coroutine(() -> await(task)).step(null));
            log.add(coroutine(() -> await(task.ended()).get()).step(null));
            try (var permit = await(semaphore.acquire())) {
                log.add(semaphore.toString());
            }
        })));
        assertThat(log)
                .containsExactly(
                        new Step.Returned<>("result"), new Step.Returned<>("result"), "semaphore (0 of 1 free)");
    }

    @Test
    @Rule("A2")
    void what_cannot_end_is_yielded_and_not_begun() throws Exception {
        Channel<String> channel = Channel.unbounded();
        VirtualLoop.run(() -> {
            Coroutine<String> reader = coroutine(() -> await(channel.receive()));
            log.add(reader.step(null).value().toString());
            channel.trySend("value");
            reader.close();
            log.add(channel.tryReceive());
        });
        assertThat(log)
                .containsExactly(
                        "the operation 'receive from channel (0 kept)', which a dev.pausa.async.Loop can wait for and"
                                + " no other driver",
                        "value");
    }

    @Test
    @Rule("C5")
    void a_cancel_comes_before_what_is_there() throws Exception {
        Channel<String> channel = Channel.unbounded();
        channel.trySend("value");
        VirtualLoop.run(() -> await(scope(s -> {
            s.cancel("enough");
            try {
                await(channel.receive());
            } catch (Cancellation cancelled) {
                log.add(cancelled.why());
            }
        })));
        assertThat(log).containsExactly("enough");
        assertThat(channel.tryReceive()).isEqualTo("value");
    }

    @Test
    @Rule("C5")
    void a_deadline_that_is_due_on_entry_comes_before_what_is_there() throws Exception {
        Channel<String> channel = Channel.unbounded();
        channel.trySend("value");
        VirtualLoop.run(() -> {
            log.add(await(Async.timeoutOr(Duration.ZERO, channel.receive(), "too late")));
        });
        assertThat(log).containsExactly("too late");
        assertThat(channel.tryReceive()).isEqualTo("value");
    }

    @Test
    @Rule("A10")
    void a_task_that_is_closed_hard_gets_nothing_that_is_there() throws Exception {
        Channel<String> channel = Channel.unbounded();
        channel.trySend("value");
        VirtualLoop.run(() -> {
            Coroutine<Void> block = coroutine(() -> await(scope(s -> {
                s.start(coroutine(() -> {
                    try {
                        await(sleep(Duration.ofSeconds(9)));
                    } finally {
                        try {
                            log.add(await(channel.receive()));
                        } catch (Cancellation cancelled) {
                            log.add(cancelled.kind());
                        }
                    }
                }));
                await(sleep(Duration.ofSeconds(9)));
            })));
            try {
                await(scope(s -> {
                    s.start(coroutine(() -> await(block)));
                    await(sleep(Duration.ofSeconds(1)));
                    block.close();
                }));
            } catch (CoroutineStateException behindItsBack) {
                log.add(behindItsBack.reason());
            }
        });
        assertThat(log).containsExactly(Cancellation.Kind.SHUTDOWN, CoroutineStateException.Reason.ALREADY_AWAITED);
        assertThat(channel.tryReceive()).isEqualTo("value");
    }

    @Test
    void a_step_of_an_iteration_takes_nothing_before_it_is_awaited() throws Exception {
        Channel<String> channel = Channel.unbounded();
        channel.trySend("value");
        VirtualLoop.run(() -> {
            Awaitable<String> step = channel.asyncIterator().anext();
            log.add(channel.toString());
            log.add(await(step));
            log.add(channel.toString());
        });
        assertThat(log).containsExactly("channel (1 kept)", "value", "channel (0 kept)");
    }

    @Test
    @Rule("O5")
    void what_is_there_counts_towards_the_64_in_a_row() throws Exception {
        Promise<String> promise = new Promise<>();
        promise.complete("value");
        int[] turns = {0};
        VirtualLoop.run(() -> await(scope(s -> {
            Task<Void> reader = s.start(coroutine(() -> {
                for (int i = 0; i < 6400; i++) {
                    await(promise);
                }
            }));
            s.start(coroutine(() -> {
                while (reader.state() != Task.State.DONE) {
                    turns[0]++;
                    await(checkpoint());
                }
            }));
        })));
        assertThat(turns[0]).isBetween(99, 102);
    }
}
