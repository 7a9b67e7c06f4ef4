package dev.pausa.async;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.shield;
import static dev.pausa.async.Async.sleep;
import static dev.pausa.async.Async.timeout;
import static dev.pausa.async.Async.timeoutOr;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.Coroutine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Cancelling and deadlines: rules C. */
@SuppressWarnings({"pausa:await-in-finally", "pausa:catches-exit"})
class CancellingTest {
    private final List<String> log = new ArrayList<>();

    @RegisterExtension
    final Reported reported = new Reported();

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    private Coroutine<String> sleeper(String name, long seconds) {
        return coroutine(name, () -> {
            try {
                await(sleep(seconds(seconds)));
                log.add(name + " slept");
                return name;
            } catch (Cancellation cancelled) {
                log.add(name + " cancelled: " + cancelled.kind());
                throw cancelled;
            }
        });
    }

    @Test
    @Rule("C1")
    void a_task_that_awaits_another_one_meets_its_own_cancel_and_not_the_others() throws Exception {
        VirtualLoop.run(() -> await(scope(s -> {
            Task<String> first = s.start(sleeper("first", 9));
            s.start(coroutine(() -> {
                try {
                    await(first);
                } catch (TaskCancelledException wrong) {
                    log.add("met the other's end");
                }
            }));
            await(sleep(seconds(1)));
            s.cancel("enough");
        })));
        assertThat(log).containsExactly("first cancelled: EXPLICIT");
    }

    @Test
    void awaiting_a_task_that_was_cancelled_is_an_ordinary_exception() {
        assertThatThrownBy(() -> VirtualLoop.run(() -> await(scope(s -> {
                    Task<String> other = s.start(sleeper("other", 9));
                    await(checkpoint());
                    other.cancel("not needed");
                    await(other);
                }))))
                .isInstanceOf(TaskCancelledException.class)
                .hasMessageContaining("not needed");
    }

    @Test
    @Rule("C2")
    void of_nested_deadlines_that_expire_at_once_the_outer_one_takes_the_cancel() {
        Throwable thrown = catchThrowable(() -> VirtualLoop.run(() -> await(timeout(seconds(1), coroutine(() -> {
            try {
                await(timeout(seconds(1), sleep(seconds(5))));
            } catch (TimeoutException inner) {
                log.add("inner");
            }
        })))));
        assertThat(thrown).isInstanceOf(TimeoutException.class);
        assertThat(log).isEmpty();
    }

    @Test
    @Rule("C2")
    void a_scope_that_is_not_cancelled_takes_nothing() {
        Throwable thrown = catchThrowable(() -> VirtualLoop.run(() -> await(timeout(seconds(1), coroutine(() -> {
            await(scope(s -> await(sleep(seconds(5)))));
            log.add("not here");
        })))));
        assertThat(thrown).isInstanceOf(TimeoutException.class);
        assertThat(log).isEmpty();
    }

    @Test
    @Rule("C2")
    void an_inner_deadline_is_taken_by_the_inner_timeout() throws Exception {
        VirtualLoop.run(() -> await(timeout(seconds(9), coroutine(() -> {
            try {
                await(timeout(seconds(1), sleep(seconds(5))));
            } catch (TimeoutException inner) {
                log.add("inner");
            }
            await(checkpoint());
            log.add("goes on");
        }))));
        assertThat(log).containsExactly("inner", "goes on");
    }

    @Test
    @Rule("C3")
    void a_cancellation_that_was_kept_leaves_its_task_as_an_error() throws Exception {
        Cancellation[] kept = new Cancellation[1];
        VirtualLoop.run(() -> await(scope(s -> {
            s.cancel("x");
            try {
                await(checkpoint());
            } catch (Cancellation cancelled) {
                kept[0] = cancelled;
                throw cancelled;
            }
        })));
        assertThatThrownBy(() -> VirtualLoop.run(() -> {
                    throw kept[0];
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasCause(kept[0])
                .hasMessageContaining("which is not cancelled");
        assertThat(Cancellation.class.getConstructors()).isEmpty();
    }

    @Test
    @Rule("C3")
    void each_cancellation_is_a_new_object() throws Exception {
        List<Cancellation> met = new ArrayList<>();
        VirtualLoop.run(() -> await(scope(s -> {
            s.cancel("x");
            for (int i = 0; i < 3; i++) {
                try {
                    await(checkpoint());
                } catch (Cancellation cancelled) {
                    met.add(cancelled);
                }
            }
        })));
        assertThat(met).hasSize(3).doesNotHaveDuplicates();
    }

    @Test
    @Rule("C4")
    void a_value_that_the_block_returned_survives_a_deadline() throws Exception {
        String value = VirtualLoop.run(() -> await(Async.<String>scopeReturning(s -> {
            s.setDeadline(seconds(1));
            s.start(sleeper("child", 5));
            return "value";
        })));
        assertThat(value).isEqualTo("value");
        assertThat(log).containsExactly("child cancelled: DEADLINE");
    }

    @Test
    @Rule("C4")
    void an_explicit_cancel_ends_scope_plainly_and_scopeReturning_with_an_exception() throws Exception {
        VirtualLoop.run(() -> await(scope(s -> {
            s.cancel("enough");
            await(checkpoint());
            log.add("not here");
        })));
        assertThatThrownBy(() -> VirtualLoop.run(() -> await(Async.<String>scopeReturning(s -> {
                    s.cancel("enough");
                    await(checkpoint());
                    return "not here";
                }))))
                .isInstanceOf(TaskCancelledException.class)
                .hasMessageContaining("enough");
        assertThat(log).isEmpty();
    }

    @Test
    @Rule({"C4", "C5"})
    void leaving_and_entering_regions_is_no_checkpoint() throws Exception {
        String value = VirtualLoop.run(() -> await(Async.<String>scopeReturning(outer -> {
            outer.cancel("x");
            await(scope(inner -> log.add("inner")));
            await(timeout(seconds(1), coroutine(() -> log.add("timeout"))));
            await(shield(seconds(1), coroutine(() -> log.add("shield"))));
            return "value";
        })));
        assertThat(value).isEqualTo("value");
        assertThat(log).containsExactly("inner", "timeout", "shield");
    }

    @Test
    @Rule("C5")
    void the_check_comes_before_begin() throws Exception {
        Awaiting operation = new Awaiting();
        VirtualLoop.run(() -> await(scope(s -> {
            s.cancel("x");
            await(operation);
        })));
        assertThat(operation.begun).isZero();
    }

    private static final class Awaiting extends Operation<String> {
        int begun;

        @Override
        protected void begin(Waker<String> waker) {
            begun++;
        }

        @Override
        protected boolean withdraw() {
            return true;
        }
    }

    @Test
    @Rule("C6")
    void a_loop_that_swallows_its_cancels_does_not_stop_the_others_and_is_reported() throws Exception {
        int[] rounds = {0};
        VirtualLoop.run(() -> await(scope(s -> {
            Task<Void> stubborn = s.start("stubborn", coroutine(() -> {
                while (rounds[0] < 2000) {
                    try {
                        await(sleep(seconds(1)));
                    } catch (Throwable swallowed) {
                        rounds[0]++;
                    }
                }
            }));
            await(checkpoint());
            stubborn.cancel("x");
            for (int i = 0; i < 100; i++) {
                await(checkpoint());
            }
            log.add("other is through after " + (rounds[0] < 300 ? "few" : "many") + " rounds");
        })));
        assertThat(log).containsExactly("other is through after few rounds");
        assertThat(reported.messages())
                .singleElement()
                .asString()
                .contains("'stubborn' ignores", "CancellingTest.java");
    }

    @Test
    @Rule("C7")
    void a_shield_lets_clean_up_await() throws Exception {
        VirtualLoop.run(() -> await(scope(s -> {
            s.start(coroutine(() -> {
                try {
                    await(sleep(seconds(9)));
                } finally {
                    await(shield(seconds(5), sleeper("clean-up", 2)));
                }
            }));
            await(sleep(seconds(1)));
            s.cancel("x");
        })));
        assertThat(log).containsExactly("clean-up slept");
    }

    @Test
    @Rule("C7")
    void a_shield_that_does_not_suffice_opens_and_that_is_reported() throws Exception {
        VirtualLoop.run(() -> await(scope(s -> {
            s.cancel("x");
            await(shield(seconds(2), sleeper("long", 9)));
        })));
        assertThat(log).containsExactly("long cancelled: EXPLICIT");
        assertThat(reported.messages()).singleElement().asString().contains("did not suffice");
    }

    @Test
    @Rule("C7")
    void an_outer_shield_caps_the_inner_ones() throws Exception {
        List<Duration> after = new ArrayList<>();
        VirtualLoop.run(() -> await(scope(s -> {
            s.cancel("x");
            await(shield(seconds(2), coroutine(() -> {
                try {
                    await(shield(seconds(100), sleep(seconds(50))));
                } finally {
                    after.add(Duration.between(VirtualLoop.START, Async.now()));
                }
            })));
        })));
        assertThat(after).containsExactly(seconds(2));
    }

    @Test
    @Rule("C7")
    void only_the_hard_close_of_a_loop_goes_through_a_shield() {
        VirtualLoop loop = VirtualLoop.make();
        Task<Void> task = loop.start(coroutine(() -> {
            try {
                await(shield(seconds(100), sleep(seconds(50))));
            } finally {
                try {
                    await(checkpoint());
                } catch (Cancellation cancelled) {
                    log.add("its operation: " + cancelled.kind());
                }
            }
        }));
        loop.runReady();
        loop.stop("enough");
        loop.runReady();
        assertThat(task.state()).isEqualTo(Task.State.WAITING);
        loop.closeHard();
        loop.runReady();
        assertThat(log).containsExactly("its operation: SHUTDOWN");
        assertThat(task.outcome()).isEqualTo(new Outcome.Cancelled<>("its loop or scope was closed"));
        assertThat(loop.timers().size()).isZero();
        assertThat(loop.hasEnded()).isTrue();
    }

    @Test
    @Rule("C8")
    void at_one_instant_operations_come_before_deadlines() throws Exception {
        String value = VirtualLoop.run(() -> await(timeout(seconds(1), coroutine(() -> {
            await(sleep(seconds(1)));
            return "slept";
        }))));
        assertThat(value).isEqualTo("slept");
    }

    @Test
    @Rule("C8")
    void a_deadline_that_is_due_on_entry_cancels_at_the_first_operation() {
        Throwable thrown = catchThrowable(() -> VirtualLoop.run(() -> await(timeout(Duration.ZERO, coroutine(() -> {
            log.add("begun");
            await(checkpoint());
            log.add("not here");
        })))));
        assertThat(thrown).isInstanceOf(TimeoutException.class);
        assertThat(log).containsExactly("begun");
    }

    @Test
    @Rule("C8")
    void durations_saturate() throws Exception {
        String value = VirtualLoop.run(() -> await(timeout(Duration.ofSeconds(Long.MAX_VALUE), sleeper("a", 1))));
        assertThat(value).isEqualTo("a");
    }

    @Test
    @Rule("C8")
    void a_deadline_can_be_moved_while_waiting_and_does_not_revive_a_scope() throws Exception {
        Throwable thrown = catchThrowable(() -> VirtualLoop.run(() -> await(scope(s -> {
            s.setDeadline(seconds(1));
            s.start(coroutine(() -> {
                s.setDeadline(seconds(3));
                await(sleep(seconds(2)));
                log.add("still there");
                await(shield(seconds(9), sleep(seconds(2))));
                s.setDeadline(seconds(100));
                log.add("cancelled: " + s.isCancelled());
            }));
            await(sleep(seconds(50)));
        }))));
        assertThat(thrown).isInstanceOf(TimeoutException.class);
        assertThat(log).containsExactly("still there", "cancelled: true");
    }

    @Test
    @Rule("C8")
    void an_explicit_cancel_is_no_timeout() throws Exception {
        VirtualLoop.run(() -> await(scope(s -> {
            s.setDeadline(seconds(5));
            s.start(coroutine(() -> {
                await(sleep(seconds(1)));
                s.cancel("enough");
            }));
            await(sleep(seconds(50)));
        })));
    }

    @Test
    @Rule("C9")
    void timeoutOr_takes_its_own_deadline_only() throws Exception {
        String value = VirtualLoop.run(() -> await(timeoutOr(seconds(1), sleeper("a", 5), "otherwise")));
        assertThat(value).isEqualTo("otherwise");
        TimeoutException own = new TimeoutException("the work's");
        Throwable thrown = catchThrowable(() -> VirtualLoop.run(() -> await(timeoutOr(
                seconds(1),
                coroutine(() -> {
                    await(checkpoint());
                    return fail(own);
                }),
                "otherwise"))));
        assertThat(thrown).isSameAs(own);
        Throwable outer = catchThrowable(() -> VirtualLoop.run(() -> await(timeout(
                seconds(1), coroutine(() -> await(timeoutOr(seconds(3), sleeper("b", 5), "otherwise")))))));
        assertThat(outer).isInstanceOf(TimeoutException.class);
    }

    private static String fail(Exception failure) throws Exception {
        throw failure;
    }

    @Test
    @Rule("C10")
    void a_timeout_shows_where_the_guarded_code_was_paused() {
        Throwable thrown = catchThrowable(() -> VirtualLoop.run(() -> await(timeout(seconds(1), sleeper("a", 5)))));
        assertThat(thrown)
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining("waiting for sleep PT5S")
                .hasMessageContaining("CancellingTest.java");
        assertThat(thrown.getStackTrace())
                .extracting(StackTraceElement::getMethodName)
                .filteredOn(name -> name.equals("sleeper") || name.startsWith("a_timeout_shows"))
                .startsWith("sleeper", "a_timeout_shows_where_the_guarded_code_was_paused")
                .containsOnlyOnce("sleeper");
    }

    @Test
    @Rule("C10")
    void an_exception_that_comes_of_a_withdraw_is_suppressed_in_the_cancellation() throws Exception {
        IOException closed = new IOException("socket closed");
        VirtualLoop.run(() -> await(scope(s -> {
            s.start(coroutine(() -> {
                try {
                    await(new Read(closed));
                } catch (Cancellation cancelled) {
                    log.add("cancelled, with " + cancelled.getSuppressed()[0].getMessage());
                    throw cancelled;
                }
            }));
            await(sleep(seconds(1)));
            s.cancel("x");
        })));
        assertThat(log).containsExactly("cancelled, with socket closed");
    }

    private static final class Read extends Operation<String> {
        private final IOException failure;
        private Waker<String> waker;

        Read(IOException failure) {
            this.failure = failure;
        }

        @Override
        protected void begin(Waker<String> waker) {
            this.waker = waker;
        }

        @Override
        protected boolean withdraw() {
            waker.fail(failure);
            return false;
        }
    }

    @Test
    void completion_wins_over_a_cancel_and_the_cancel_comes_at_the_next_operation() throws Exception {
        Channel<String> channel = Channel.rendezvous();
        VirtualLoop.run(() -> await(scope(s -> {
            Task<Void> receiver = s.start(coroutine(() -> {
                log.add("got " + await(channel.receive()));
                await(checkpoint());
                log.add("not here");
            }));
            await(checkpoint());
            channel.trySend("value");
            receiver.cancel("x");
        })));
        assertThat(log).containsExactly("got value");
    }

    @Test
    void a_cancel_comes_at_once_to_those_that_wait_and_in_finally_too() throws Exception {
        VirtualLoop.run(() -> await(scope(s -> {
            s.start(coroutine(() -> {
                try {
                    await(sleep(seconds(9)));
                } finally {
                    try {
                        await(checkpoint());
                    } catch (Cancellation again) {
                        log.add("again, at " + Duration.between(VirtualLoop.START, Async.now()));
                    }
                }
            }));
            await(sleep(seconds(1)));
            s.cancel("x");
        })));
        assertThat(log).containsExactly("again, at PT1S");
    }

    @Test
    @Rule({"C7", "C8"})
    void an_operation_that_is_over_when_its_shield_is_comes_first() throws Exception {
        List<String> log = new ArrayList<>();
        VirtualLoop.run(() -> {
            await(Async.scope(scope -> {
                scope.cancel("to be shielded from");
                await(Async.shield(Duration.ofMillis(5), coroutine(() -> {
                    await(Async.sleep(Duration.ofMillis(5)));
                    log.add("slept");
                })));
            }));
        });
        assertThat(log).containsExactly("slept");
    }
}
