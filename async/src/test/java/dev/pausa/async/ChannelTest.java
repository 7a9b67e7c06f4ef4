package dev.pausa.async;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.after;
import static dev.pausa.async.Async.all;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.select;
import static dev.pausa.async.Async.shield;
import static dev.pausa.async.Async.sleep;
import static dev.pausa.async.Async.timeout;
import static dev.pausa.async.Async.timeoutOr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Channels, select, semaphores: rules O5, O6, L8, and that nothing is lost. */
class ChannelTest {
    private final List<String> log = new ArrayList<>();

    @RegisterExtension
    final Reported reported = new Reported();

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    @Test
    void a_rendezvous_hands_over_and_keeps_nothing() throws Exception {
        Channel<Integer> channel = Channel.rendezvous();
        VirtualLoop.run(() -> await(scope(s -> {
            s.start(coroutine(() -> {
                for (int i = 0; i < 3; i++) {
                    await(channel.send(i));
                    log.add("sent " + i);
                }
                channel.close();
            }));
            assertThat(channel.trySend(9)).isFalse();
            await(channel.forEach(value -> log.add("got " + value)));
        })));
        assertThat(log).containsExactlyInAnyOrder("sent 0", "got 0", "sent 1", "got 1", "sent 2", "got 2");
        assertThat(log.indexOf("got 0")).isLessThan(log.indexOf("sent 1"));
    }

    @Test
    void a_bounded_channel_lets_senders_wait_in_order() throws Exception {
        Channel<String> channel = Channel.bounded(1);
        VirtualLoop.run(() -> await(scope(s -> {
            for (String name : List.of("a", "b", "c")) {
                s.start(coroutine(() -> {
                    await(channel.send(name));
                    log.add(name);
                }));
            }
            await(sleep(seconds(1)));
            assertThat(log).containsExactly("a");
            assertThat(channel.toString()).isEqualTo("channel (1 of 1)");
            for (int i = 0; i < 3; i++) {
                log.add("got " + await(channel.receive()));
            }
        })));
        assertThat(log).filteredOn(line -> line.startsWith("got")).containsExactly("got a", "got b", "got c");
    }

    @Test
    @Rule("L8")
    void null_is_refused_and_stands_for_empty() throws Exception {
        Channel<String> channel = Channel.bounded(2);
        assertThatThrownBy(() -> channel.trySend(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("value");
        assertThatThrownBy(() -> channel.send(null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("value");
        assertThat(channel.tryReceive()).isNull();
        assertThat(channel.trySend("left")).isTrue();
        channel.close(new IOException("why"));
        assertThat(channel.trySend("late")).isFalse();
        assertThat(channel.tryReceive()).isEqualTo("left");
        assertThatThrownBy(channel::tryReceive)
                .isInstanceOf(ChannelClosedException.class)
                .hasRootCauseMessage("why");
    }

    @Test
    @Rule("L8")
    void receivers_of_a_closed_channel_get_what_is_left_first() throws Exception {
        Channel<Integer> channel = Channel.unbounded();
        channel.trySend(1);
        channel.trySend(2);
        channel.close();
        VirtualLoop.run(() -> {
            log.add("" + await(channel.receive()));
            await(channel.forEach(value -> log.add("" + value)));
            Throwable thrown = null;
            try {
                await(channel.receive());
            } catch (ChannelClosedException closed) {
                thrown = closed;
            }
            assertThat(thrown).hasNoCause();
        });
        assertThat(log).containsExactly("1", "2");
    }

    @Test
    void an_iteration_of_a_channel_that_was_closed_with_a_failure_fails() {
        Channel<Integer> channel = Channel.unbounded();
        channel.trySend(1);
        channel.close(new IOException("producer"));
        Throwable thrown =
                catchThrowable(() -> VirtualLoop.run(() -> await(channel.forEach(value -> log.add("" + value)))));
        assertThat(thrown).isInstanceOf(ChannelClosedException.class).hasRootCauseMessage("producer");
        assertThat(log).containsExactly("1");
    }

    @Test
    void close_wakes_all_who_wait() throws Exception {
        Channel<Integer> channel = Channel.rendezvous();
        VirtualLoop.run(() -> await(scope(s -> {
            for (int i = 0; i < 2; i++) {
                s.start(coroutine(() -> {
                    try {
                        await(channel.receive());
                    } catch (ChannelClosedException closed) {
                        log.add("closed");
                    }
                }));
            }
            await(checkpoint());
            channel.close();
        })));
        assertThat(log).containsExactly("closed", "closed");
    }

    @Test
    void closeAfter_closes_with_the_producers_failure() throws Exception {
        Channel<Integer> channel = Channel.bounded(1);
        IOException failure = new IOException("producer");
        Throwable thrown = catchThrowable(() -> VirtualLoop.run(() -> await(scope(s -> {
            s.start(channel.closeAfter(coroutine(() -> {
                await(channel.send(1));
                if (channel.isClosed()) {
                    return;
                }
                throw failure;
            })));
            try {
                await(channel.forEach(value -> log.add("" + value)));
            } catch (ChannelClosedException closed) {
                log.add(closed.getCause().getMessage());
            }
        }))));
        assertThat(thrown).isSameAs(failure);
        assertThat(channel.isClosed()).isTrue();
    }

    @Test
    @Rule("C1")
    void a_cancelled_receive_loses_no_value() throws Exception {
        Channel<Integer> channel = Channel.rendezvous();
        List<Integer> received = new ArrayList<>();
        int[] attempts = {0};
        VirtualLoop.run(() -> await(scope(s -> {
            s.start(coroutine(() -> {
                for (int i = 0; i < 1000; i++) {
                    await(sleep(Duration.ofNanos(i % 5)));
                    await(channel.send(i));
                }
                channel.close();
            }));
            s.start(coroutine(() -> {
                while (true) {
                    try {
                        received.add(await(timeout(Duration.ofNanos(attempts[0]++ % 4), channel.receive())));
                    } catch (TimeoutException tryAgain) {
                        await(checkpoint());
                    } catch (ChannelClosedException end) {
                        break;
                    }
                }
            }));
        })));
        assertThat(received).hasSize(1000).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @Rule("O6")
    void a_select_does_exactly_one_case_and_withdraws_the_others() throws Exception {
        Channel<String> a = Channel.rendezvous();
        Channel<String> b = Channel.rendezvous();
        VirtualLoop.run(() -> await(scope(s -> {
            Task<String> task = s.start(coroutine(() -> await(Async.<String>select(
                    a.onReceive(value -> {
                        await(checkpoint());
                        return "a: " + value;
                    }),
                    b.onReceive(value -> "b: " + value)))));
            await(checkpoint());
            assertThat(b.trySend("1")).isTrue();
            assertThat(a.trySend("2")).isFalse();
            assertThat(b.trySend("3")).isFalse();
            log.add(await(task));
        })));
        assertThat(log).containsExactly("b: 1");
    }

    @Test
    @Rule("O6")
    void selects_meet_one_another_but_never_themselves() throws Exception {
        Channel<String> channel = Channel.rendezvous();
        VirtualLoop.run(() -> await(scope(s -> {
            s.start(coroutine(() -> {
                log.add(await(Async.<String>select(
                        channel.onSend("mine", () -> "first sent"), channel.onReceive(value -> "first got " + value))));
            }));
            await(sleep(seconds(1)));
            assertThat(log).isEmpty();
            log.add(await(Async.<String>select(channel.onReceive(value -> "second got " + value))));
        })));
        assertThat(log).containsExactlyInAnyOrder("second got mine", "first sent");
    }

    @Test
    @Rule("O6")
    void a_select_takes_timers_and_ends_of_tasks_too() throws Exception {
        VirtualLoop.run(() -> await(scope(s -> {
            Channel<String> never = Channel.rendezvous();
            log.add(await(Async.<String>select(
                    never.onReceive(value -> value), after(seconds(1), () -> "after at " + Async.now()))));
            Task<String> task = s.start(coroutine(() -> {
                await(sleep(seconds(1)));
                return "done";
            }));
            log.add(await(
                    Async.<String>select(task.onEnd(outcome -> outcome.get()), after(seconds(5), () -> "too late"))));
            assertThat(SerialLoop.running().timers().size()).isZero();
        })));
        assertThat(log).containsExactly("after at 2026-01-01T00:00:01Z", "done");
        assertThatThrownBy(() -> select()).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @Rule("O6")
    void a_cancelled_select_leaves_nothing_behind() throws Exception {
        Channel<String> channel = Channel.rendezvous();
        VirtualLoop.run(() -> {
            try {
                await(timeout(
                        seconds(1),
                        Async.<String>select(channel.onReceive(value -> value), after(seconds(5), () -> "not here"))));
            } catch (TimeoutException expected) {
                log.add("timeout");
            }
            assertThat(channel.trySend("x")).isFalse();
            assertThat(SerialLoop.running().timers().size()).isZero();
        });
        assertThat(log).containsExactly("timeout");
    }

    @Test
    @Rule("O5")
    void a_semaphore_lets_so_many_in_and_serves_in_order() throws Exception {
        AsyncSemaphore semaphore = new AsyncSemaphore(2);
        int[] inside = {0};
        VirtualLoop.run(() -> await(scope(s -> {
            for (String name : List.of("a", "b", "c", "d")) {
                s.start(semaphore.holding(coroutine(() -> {
                    inside[0]++;
                    assertThat(inside[0]).isLessThanOrEqualTo(2);
                    log.add(name);
                    await(sleep(seconds(1)));
                    inside[0]--;
                })));
            }
        })));
        assertThat(log).containsExactly("a", "b", "c", "d");
        assertThat(semaphore.toString()).isEqualTo("semaphore (2 of 2 free)");
    }

    @Test
    void a_permit_is_given_back_once_and_on_every_way_out() throws Exception {
        AsyncSemaphore semaphore = new AsyncSemaphore(1);
        Throwable thrown = catchThrowable(() -> VirtualLoop.run(() -> await(semaphore.holding(failing()))));
        assertThat(thrown).hasMessage("inside");
        AsyncSemaphore.Permit permit = semaphore.tryAcquire();
        assertThat(semaphore.tryAcquire()).isNull();
        permit.close();
        permit.close();
        assertThat(semaphore.toString()).isEqualTo("semaphore (1 of 1 free)");
    }

    @Test
    void work_that_never_gets_a_permit_is_closed_also_inside_of_a_timeout_or_a_shield() throws Exception {
        AsyncSemaphore semaphore = new AsyncSemaphore(1);
        List<Coroutine<Void>> work = List.of(coroutine(() -> {}), coroutine(() -> {}), coroutine(() -> {}));
        VirtualLoop.run(() -> {
            AsyncSemaphore.Permit taken = await(semaphore.acquire());
            await(timeoutOr(
                    seconds(1),
                    all(
                            semaphore.holding(work.get(0)),
                            semaphore.holding(timeout(seconds(9), work.get(1))),
                            semaphore.holding(shield(seconds(9), timeout(seconds(9), work.get(2))))),
                    null));
            taken.close();
        });
        assertThat(work).extracting(Coroutine::state).containsOnly(CoroutineState.CLOSED);
    }

    private static Coroutine<Void> failing() {
        return coroutine(() -> {
            await(checkpoint());
            throw new IOException("inside");
        });
    }
}
