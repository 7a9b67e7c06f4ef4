package dev.pausa.async;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.pausa.Coroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Operations and wakers: rules O. */
class OperationsTest {
    private final List<String> log = new ArrayList<>();

    @RegisterExtension
    final Reported reported = new Reported();

    /** Does nothing by itself. */
    private final class Manual extends Operation<String> {
        private final boolean isWithdrawable;

        @Nullable
        Waker<String> waker;

        Manual(boolean isWithdrawable) {
            this.isWithdrawable = isWithdrawable;
        }

        @Override
        protected void begin(Waker<String> given) {
            waker = given;
            log.add("begin");
        }

        @Override
        protected boolean withdraw() {
            log.add("withdraw");
            return isWithdrawable;
        }

        @Override
        public String describe() {
            return "manual";
        }
    }

    @Test
    @Rule("O1")
    void withdraw_is_called_once_and_a_late_value_is_not_taken() throws Exception {
        Manual operation = new Manual(true);
        VirtualLoop.run(() -> await(scope(s -> {
            Task<Void> task = s.start(coroutine(() -> {
                await(operation);
            }));
            await(checkpoint());
            task.cancel("a");
            s.cancel("b");
        })));
        assertThat(log).containsExactly("begin", "withdraw");
        assertThat(operation.waker.complete("late")).isFalse();
    }

    @Test
    @Rule("O1")
    void an_operation_that_cannot_be_withdrawn_is_waited_for_and_shown() throws Exception {
        Manual operation = new Manual(false);
        VirtualLoop.run(() -> await(scope(s -> {
            Task<String> task = s.start(coroutine(() -> {
                String value = await(operation);
                log.add("got " + value);
                await(checkpoint());
                return "not here";
            }));
            await(checkpoint());
            task.cancel("a");
            await(checkpoint());
            log.add(((LoopTask<?>) task).waitsFor() + ", " + task.state());
            assertThat(operation.waker.complete("value")).isTrue();
        })));
        assertThat(log).containsExactly("begin", "withdraw", "manual, WAITING", "got value");
    }

    @Test
    @Rule("O1")
    void withdraw_is_never_called_after_a_completion() throws Exception {
        Manual operation = new Manual(true);
        VirtualLoop.run(() -> await(scope(s -> {
            s.start(coroutine(() -> {
                log.add(await(operation));
            }));
            await(checkpoint());
            operation.waker.complete("value");
            s.cancel("x");
        })));
        assertThat(log).containsExactly("begin", "value");
    }

    @Test
    @Rule("O1")
    void a_value_that_comes_too_late_for_a_completion_handler_is_reported() throws Exception {
        Manual operation = new Manual(true);
        VirtualLoop.run(() -> await(scope(s -> {
            s.start(coroutine(() -> {
                await(operation);
            }));
            await(checkpoint());
            s.cancel("x");
        })));
        operation.waker.completed("late", null);
        assertThat(reported.messages()).singleElement().asString().contains("too late");
    }

    @Test
    @Rule("O2")
    void begin_that_throws_is_a_failure_at_the_await_without_a_withdraw() {
        IllegalStateException failure = new IllegalStateException("begin");
        Operation<String> operation = Operation.operation(
                "failing",
                waker -> {
                    throw failure;
                },
                () -> log.add("withdraw"));
        Throwable thrown = catchThrowable(() -> VirtualLoop.run(() -> await(operation)));
        assertThat(thrown).isSameAs(failure);
        assertThat(log).isEmpty();
    }

    @Test
    @Rule("O2")
    void withdraw_that_throws_counts_as_withdrawn_and_is_reported() throws Exception {
        IllegalStateException failure = new IllegalStateException("withdraw");
        Operation<String> operation = Operation.operation("failing", waker -> {}, () -> {
            throw failure;
        });
        VirtualLoop.run(() -> await(scope(s -> {
            s.start(coroutine(() -> {
                await(operation);
            }));
            await(checkpoint());
            s.cancel("x");
        })));
        assertThat(reported.failures()).containsExactly(failure);
    }

    @Test
    @Rule("O2")
    void describe_that_throws_is_caught() {
        Operation<String> operation = new Operation<>() {
            @Override
            protected void begin(Waker<String> waker) {}

            @Override
            protected boolean withdraw() {
                return true;
            }

            @Override
            public String describe() {
                throw new IllegalStateException();
            }
        };
        assertThat(operation.toString()).contains("whose describe() threw java.lang.IllegalStateException");
    }

    @Test
    @Rule("O2")
    void an_operation_is_awaited_once_but_tasks_and_promises_again_and_again() throws Exception {
        Promise<String> promise = new Promise<>();
        VirtualLoop.run(() -> {
            var sleep = sleep(Duration.ofSeconds(1));
            await(sleep);
            assertThatThrownBy(sleep::awaitIterator)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("awaited once");
            promise.complete("value");
            log.add(await(promise) + await(promise));
        });
        assertThat(log).containsExactly("valuevalue");
        assertThat(promise.complete("again")).isFalse();
    }

    @Test
    @Rule("O3")
    void completing_only_enqueues() throws Exception {
        Promise<String> promise = new Promise<>();
        VirtualLoop.run(() -> await(scope(s -> {
            s.start(coroutine(() -> {
                log.add(await(promise));
            }));
            await(checkpoint());
            promise.complete("resumed");
            log.add("completed");
        })));
        assertThat(log).containsExactly("completed", "resumed");
    }

    @Test
    @Rule("O3")
    void a_long_chain_of_tasks_that_complete_one_another_needs_no_stack() throws Exception {
        int length = 100_000;
        List<Promise<Integer>> promises = new ArrayList<>();
        for (int i = 0; i <= length; i++) {
            promises.add(new Promise<>());
        }
        int sum = VirtualLoop.run(() -> await(Async.<Integer>scopeReturning(s -> {
            for (int i = 0; i < length; i++) {
                s.start(link(promises.get(i), promises.get(i + 1)));
            }
            promises.get(0).complete(0);
            return await(promises.get(length));
        })));
        assertThat(sum).isEqualTo(length);
    }

    private static Coroutine<Void> link(Promise<Integer> from, Promise<Integer> to) {
        return coroutine(() -> {
            to.complete(await(from) + 1);
        });
    }

    @Test
    @Rule("O4")
    void a_complete_stage_is_no_operation_and_the_task_goes_on() throws Exception {
        VirtualLoop.run(() -> await(scope(s -> {
            s.start(coroutine(() -> {
                log.add("other");
            }));
            for (int i = 0; i < 3; i++) {
                log.add("stage " + await(CompletableFuture.completedFuture(i)));
            }
        })));
        assertThat(log).containsExactly("stage 0", "stage 1", "stage 2", "other");
    }

    @Test
    @Rule("O5")
    void ready_tasks_run_in_the_order_in_which_they_became_ready() throws Exception {
        VirtualLoop.run(() -> await(scope(s -> {
            for (String name : List.of("a", "b", "c")) {
                s.start(coroutine(() -> {
                    for (int i = 0; i < 2; i++) {
                        log.add(name + i);
                        await(checkpoint());
                    }
                }));
            }
        })));
        assertThat(log).containsExactly("a0", "b0", "c0", "a1", "b1", "c1");
    }

    @Test
    void a_task_whose_operations_are_ready_at_once_goes_to_the_back_after_64() throws Exception {
        Channel<Integer> channel = Channel.unbounded();
        int[] before = {0};
        VirtualLoop.run(() -> await(scope(s -> {
            s.start(coroutine(() -> {
                for (int i = 0; i < 1000; i++) {
                    await(channel.send(i));
                }
            }));
            s.start(coroutine(() -> {
                Integer value;
                while ((value = channel.tryReceive()) != null) {
                    before[0]++;
                }
            }));
        })));
        assertThat(before[0]).isBetween(60, 64);
    }

    @Test
    void a_stage_resumes_on_the_loop_and_is_left_alone_by_a_cancel() throws Exception {
        CompletableFuture<String> stage = new CompletableFuture<>();
        VirtualLoop.run(() -> await(scope(s -> {
            s.start(coroutine(() -> {
                await(stage);
            }));
            await(checkpoint());
            s.cancel("x");
        })));
        assertThat(stage).isNotDone();
    }
}
