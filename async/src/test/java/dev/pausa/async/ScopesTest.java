package dev.pausa.async;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.all;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.race;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.sleep;
import static dev.pausa.async.Async.supervise;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tasks, scopes and failures: rules A. */
@SuppressWarnings({"pausa:await-in-finally", "pausa:unbegun-result"})
class ScopesTest {
    private final List<String> log = new ArrayList<>();

    @RegisterExtension
    final Reported reported = new Reported();

    private static Duration seconds(long seconds) {
        return Duration.ofSeconds(seconds);
    }

    /** Sleeps, and says how that ended. */
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

    private static Coroutine<String> failing(long seconds, Throwable failure) {
        return coroutine("failing", () -> {
            await(sleep(seconds(seconds)));
            return sneaky(failure);
        });
    }

    private static String sneaky(Throwable failure) {
        throw Reports.rethrow(failure);
    }

    @Test
    void a_scope_is_left_when_its_tasks_have_ended() throws Exception {
        VirtualLoop.run(() -> {
            await(scope(s -> {
                s.start(sleeper("a", 2));
                s.start(sleeper("b", 1));
                log.add("block ends");
            }));
            log.add("left");
        });
        assertThat(log).containsExactly("block ends", "b slept", "a slept", "left");
    }

    @Test
    void a_task_is_started_in_its_turn_and_not_inside_start() throws Exception {
        VirtualLoop.run(() -> await(scope(s -> {
            s.start(coroutine(() -> {
                log.add("task");
            }));
            log.add("block");
        })));
        assertThat(log).containsExactly("block", "task");
    }

    @Test
    void a_task_is_readable_after_its_scope() throws Exception {
        Task<String> task =
                VirtualLoop.run(() -> await(Async.<Task<String>>scopeReturning(s -> s.start(sleeper("a", 1)))));
        assertThat(task.state()).isEqualTo(Task.State.DONE);
        assertThat(task.outcome()).isEqualTo(new Outcome.Succeeded<>("a"));
    }

    @Test
    @Rule("A1")
    void a_task_of_a_cancelled_scope_begins_and_meets_the_cancel_at_its_first_operation() throws Exception {
        VirtualLoop.run(() -> await(scope(s -> {
            s.cancel("enough");
            s.start(coroutine(() -> {
                log.add("begun");
                await(checkpoint());
                log.add("not here");
            }));
        })));
        assertThat(log).containsExactly("begun");
    }

    @Test
    @Rule("A1")
    void a_coroutine_that_is_refused_is_closed() throws Exception {
        Coroutine<String> late = sleeper("late", 1);
        TaskScope[] kept = new TaskScope[1];
        VirtualLoop.run(() -> {
            await(scope(s -> {
                kept[0] = s;
            }));
            assertThatThrownBy(() -> kept[0].start(late))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("a scope that was left");
        });
        assertThat(late.state()).isEqualTo(CoroutineState.CLOSED);
    }

    @Test
    @Rule("A2")
    void what_a_hand_driver_gets_is_not_begun_and_the_scope_around_is_not_changed() throws Exception {
        VirtualLoop.run(() -> {
            Coroutine<Void> inner = coroutine(() -> await(scope(s -> {
                log.add("inner block");
            })));
            Object yielded = inner.send(null);
            assertThat(yielded.toString()).contains("a dev.pausa.async.Loop can enter and no other driver");
            await(scope(s -> s.start(sleeper("a", 1))));
            inner.close();
        });
        assertThat(log).containsExactly("a slept");
    }

    @Test
    @Rule("A3")
    void the_first_failure_in_the_order_of_the_loop_comes_out_with_the_others_in_it() {
        IOException first = new IOException("first");
        IOException second = new IOException("second");
        Throwable thrown = catchThrowable(() -> VirtualLoop.run(() -> await(scope(s -> {
            s.start(coroutine(() -> {
                try {
                    await(sleep(seconds(9)));
                } finally {
                    sneaky(second);
                }
            }));
            s.start(failing(1, first));
        }))));
        assertThat(thrown).isSameAs(first);
        assertThat(first).hasSuppressedException(second);
    }

    @Test
    @Rule("A3")
    void catching_a_failure_at_the_await_of_a_task_does_not_undo_it() {
        IOException failure = new IOException("child");
        Throwable thrown = catchThrowable(() -> VirtualLoop.run(() -> await(scope(s -> {
            Task<String> task = s.start(failing(1, failure));
            try {
                await(task);
            } catch (Exception caught) {
                log.add("caught");
            }
        }))));
        assertThat(thrown).isSameAs(failure);
    }

    @Test
    @Rule("A3")
    void an_exception_of_the_block_that_has_the_childs_failure_as_a_cause_comes_out() {
        IOException failure = new IOException("child");
        Throwable thrown = catchThrowable(() -> VirtualLoop.run(() -> await(scope(s -> {
            Task<String> task = s.start(failing(1, failure));
            try {
                await(task);
            } catch (IOException caught) {
                throw new IllegalArgumentException("block", caught);
            }
        }))));
        assertThat(thrown).isInstanceOf(IllegalArgumentException.class).hasCause(failure);
        assertThat(thrown.getSuppressed()).isEmpty();
    }

    @Test
    @Rule("A4")
    void a_block_that_rethrows_its_childs_failure_throws_one_object() {
        IOException failure = new IOException("child");
        Throwable thrown = catchThrowable(() -> VirtualLoop.run(() -> await(scope(s -> {
            Task<String> task = s.start(failing(1, failure));
            try {
                await(task);
            } catch (IOException caught) {
                throw caught;
            }
        }))));
        assertThat(thrown).isSameAs(failure);
        assertThat(thrown.getSuppressed()).isEmpty();
    }

    @Test
    @Rule("A4")
    void a_failure_that_takes_no_suppressed_ones_has_the_others_reported() {
        class Bare extends RuntimeException {
            private static final long serialVersionUID = 1L;

            Bare() {
                super("bare", null, false, false);
            }
        }
        Bare first = new Bare();
        IOException second = new IOException("second");
        Throwable thrown = catchThrowable(() -> VirtualLoop.run(() -> await(scope(s -> {
            s.start(failing(1, first));
            s.start(failing(1, second));
        }))));
        assertThat(thrown).isSameAs(first);
        assertThat(reported.failures()).containsExactly(second);
    }

    @Test
    @Rule("A5")
    void a_supervisor_is_told_of_failures_and_not_of_cancels() throws Exception {
        IOException failure = new IOException("child");
        VirtualLoop.run(() ->
                await(supervise((task, thrown) -> log.add(task.name() + ": " + thrown.getMessage()), s -> {
                    s.start("bad", failing(1, failure));
                    Task<String> cancelled = s.start(sleeper("cancelled", 9));
                    s.start(sleeper("good", 2));
                    await(checkpoint());
                    cancelled.cancel("no need");
                })));
        assertThat(log).containsExactly("cancelled cancelled: EXPLICIT", "bad: child", "good slept");
    }

    @Test
    @Rule("A5")
    void a_supervisor_that_throws_fails_the_scope() {
        IllegalStateException byHandler = new IllegalStateException("handler");
        Throwable thrown = catchThrowable(() -> VirtualLoop.run(() -> await(supervise(
                (task, failure) -> {
                    throw byHandler;
                },
                s -> {
                    s.start(failing(1, new IOException("child")));
                    s.start(sleeper("other", 9));
                }))));
        assertThat(thrown).isSameAs(byHandler);
        assertThat(log).containsExactly("other cancelled: SIBLING_FAILED");
    }

    @Test
    @Rule("A6")
    void a_race_gives_the_first_result_cancels_the_others_and_reports_their_failures() throws Exception {
        IOException failure = new IOException("loser");
        String winner =
                VirtualLoop.run(() -> await(race(sleeper("slow", 9), sleeper("quick", 2), failing(1, failure))));
        assertThat(winner).isEqualTo("quick");
        assertThat(log).containsExactly("quick slept", "slow cancelled: EXPLICIT");
        assertThat(reported.failures()).containsExactly(failure);
    }

    @Test
    @Rule("A6")
    void a_race_that_all_lose_throws_the_first_failure() {
        IOException first = new IOException("first");
        IOException second = new IOException("second");
        Throwable thrown =
                catchThrowable(() -> VirtualLoop.run(() -> await(race(failing(2, second), failing(1, first)))));
        assertThat(thrown).isSameAs(first).hasSuppressedException(second);
    }

    @Test
    @Rule("A6")
    void a_second_result_of_a_race_is_closed_and_an_empty_race_is_refused() throws Exception {
        AutoCloseable second = () -> log.add("closed");
        Object winner =
                VirtualLoop.run(() -> await(Async.<Object>race(coroutine(() -> "first"), coroutine(() -> second))));
        assertThat(winner).isEqualTo("first");
        assertThat(log).containsExactly("closed");
        assertThatThrownBy(() -> race(List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least one");
    }

    @Test
    @Rule("A6")
    void all_gives_results_in_order_and_of_nothing_the_empty_list() throws Exception {
        List<String> results = VirtualLoop.run(() -> await(all(sleeper("a", 2), sleeper("b", 1))));
        assertThat(results).containsExactly("a", "b");
        List<String> none = VirtualLoop.run(() -> await(Async.<String>all(List.<Awaitable<String>>of())));
        assertThat(none).isEmpty();
    }

    @Test
    void all_with_a_limit_runs_so_many_at_once_and_closes_what_did_not_begin() throws Exception {
        List<Integer> running = new ArrayList<>();
        int[] now = {0};
        List<Coroutine<Integer>> work = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            int number = i;
            work.add(coroutine(() -> {
                running.add(++now[0]);
                await(sleep(seconds(1)));
                now[0]--;
                return number;
            }));
        }
        List<Integer> results = VirtualLoop.run(() -> await(all(2, work)));
        assertThat(results).containsExactly(0, 1, 2, 3, 4);
        assertThat(running).containsOnly(1, 2);

        Coroutine<String> last = sleeper("last", 1);
        Throwable thrown = catchThrowable(() ->
                VirtualLoop.run(() -> await(all(1, List.of(failing(1, new IOException("x")), last)))));
        assertThat(thrown).hasMessage("x");
        assertThat(last.state()).isEqualTo(CoroutineState.CLOSED);
    }

    @Test
    @Rule("A8")
    void an_error_of_a_body_is_a_failure_of_its_task() {
        OutOfMemoryError error = new OutOfMemoryError("made by a test");
        Throwable thrown = catchThrowable(() -> VirtualLoop.run(() -> await(scope(s -> s.start(failing(1, error))))));
        assertThat(thrown).isSameAs(error);
    }

    @Test
    @Rule("A8")
    void a_fault_of_the_machinery_ends_the_loop_and_nobody_hangs() throws Exception {
        VirtualLoop loop = VirtualLoop.make();
        Task<String> task = loop.start(sleeper("a", 1));
        AssertionError fault = new AssertionError("made by a test");
        loop.runReady();
        loop.whenOnLoop(() -> {
            throw fault;
        });
        loop.runReady();
        assertThat(task.state()).isEqualTo(Task.State.DONE);
        assertThatThrownBy(task::join).isInstanceOf(TaskCancelledException.class);
        assertThat(loop.stop("x").toCompletableFuture()).isCompletedExceptionally();
        assertThat(reported.failures()).contains(fault);
    }

    @Test
    @Rule("A10")
    void closing_a_coroutine_at_a_scope_closes_the_children_first() throws Exception {
        VirtualLoop.run(() -> {
            Coroutine<Void> outer = coroutine(() -> {
                try {
                    await(scope(s -> {
                        s.start(coroutine(() -> {
                            try {
                                await(sleep(seconds(9)));
                            } finally {
                                log.add("child");
                                try {
                                    await(checkpoint());
                                } catch (Cancellation cancelled) {
                                    log.add("its operation: " + cancelled.kind());
                                }
                            }
                        }));
                        try {
                            await(sleep(seconds(8)));
                        } finally {
                            log.add("block");
                        }
                    }));
                } finally {
                    log.add("outer");
                }
            });
            Throwable thrown = null;
            try {
                await(scope(s -> {
                    s.start(coroutine(() -> {
                        await(outer);
                    }));
                    await(sleep(seconds(1)));
                    outer.close();
                    log.add("closed");
                }));
            } catch (CoroutineStateException behindItsBack) {
                thrown = behindItsBack;
            }
            assertThat(thrown).hasMessageContaining("cannot reuse already awaited coroutine");
        });
        assertThat(log).containsExactly("child", "its operation: SHUTDOWN", "block", "outer", "closed");
    }

    @Test
    void a_result_that_is_a_coroutine_nobody_has_begun_is_a_mistake_that_is_said() {
        assertThatThrownBy(() -> VirtualLoop.run(() -> sleeper("forgotten", 1)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("a coroutine that nobody has begun")
                .hasMessageContaining("await(...)");
    }

    @Test
    void a_task_that_awaits_itself_or_one_around_it_is_refused() throws Exception {
        VirtualLoop.run(() -> await(scope(s -> {
            Task<?>[] self = new Task<?>[1];
            self[0] = s.start(coroutine(() -> {
                Throwable thrown = null;
                try {
                    await(self[0]);
                } catch (IllegalStateException refused) {
                    thrown = refused;
                }
                log.add(thrown == null ? "no" : thrown.getMessage());
            }));
        })));
        assertThat(log).singleElement().asString().contains("itself", "neither would ever end");
    }

    @Test
    void what_a_loop_cannot_wait_for_is_refused_at_the_await() {
        assertThatThrownBy(() -> VirtualLoop.run(() -> Coroutine.suspend("x")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("suspended with an object of java.lang.String")
                .hasMessageContaining("ScopesTest.java");
    }

    @Test
    void an_operation_awaited_outside_of_a_loop_says_what_to_do() {
        assertThatThrownBy(() -> sleeper("a", 1).send(null))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside of a loop")
                .hasMessageContaining("Loop.run");
    }

    @Test
    void scopeReturning_gives_the_blocks_value() throws Exception {
        int value = VirtualLoop.run(() -> await(Async.<Integer>scopeReturning(s -> {
            Task<String> a = s.start(sleeper("a", 1));
            return await(a).length();
        })));
        assertThat(value).isEqualTo(1);
    }

    @Test
    @Rule("A1")
    void a_task_that_comes_after_the_last_one_has_ended_and_before_the_scope_is_left_is_waited_for() throws Exception {
        List<String> log = new ArrayList<>();
        Promise<Integer> end = new Promise<>();
        TaskScope[] inner = new TaskScope[1];
        VirtualLoop.run(() -> {
            await(Async.scope(outer -> {
                outer.start(coroutine(() -> {
                    await(Async.scope(scope -> {
                        inner[0] = scope;
                        scope.start(coroutine(() -> await(end)));
                    }));
                    log.add("left");
                }));
                await(Async.sleep(Duration.ofMillis(1)));
                end.complete(1);
                await(Async.checkpoint()); // the last task ends here, and the scope's turn comes after this task's
                inner[0].start(coroutine(() -> {
                    await(Async.sleep(Duration.ofMillis(1)));
                    log.add("late task ended");
                }));
            }));
        });
        assertThat(log).containsExactly("late task ended", "left");
    }
}
