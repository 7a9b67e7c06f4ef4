package dev.pausa.async;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.async.Async.blocking;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.on;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.sleep;
import static dev.pausa.async.Async.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.GeneratorExit;
import dev.pausa.StopAsyncIteration;
import dev.pausa.StopIteration;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Loops and threads: rules L. */
@Timeout(60)
class LoopsTest {
    private final List<String> log = new ArrayList<>();

    @RegisterExtension
    final Reported reported = new Reported();

    private static Coroutine<Integer> add(int a, int b) {
        return coroutine(() -> {
            await(checkpoint());
            return a + b;
        });
    }

    private static Coroutine<Void> forever() {
        return coroutine("forever", () -> {
            await(new Promise<Void>());
        });
    }

    @Test
    @Rule("L1")
    void many_threads_start_cancel_send_and_join() throws Exception {
        int threads = 4;
        int each = 500;
        Channel<Integer> channel = Channel.bounded(16);
        AtomicInteger received = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try (Loop loop = Loop.onThread("L1")) {
            Task<Void> receiver = loop.start(coroutine(() -> {
                while (received.get() < threads * each) {
                    await(channel.receive());
                    received.incrementAndGet();
                }
            }));
            for (int t = 0; t < threads; t++) {
                pool.execute(() -> {
                    for (int i = 0; i < each; i++) {
                        int number = i;
                        Task<Void> never = loop.start(forever());
                        never.cancel("at once");
                        loop.start(coroutine(() -> {
                            await(channel.send(number));
                        }));
                    }
                });
            }
            receiver.join();
            assertThat(received.get()).isEqualTo(threads * each);
        } finally {
            pool.shutdown();
        }
    }

    @Test
    @Rule("L1")
    void what_belongs_to_the_loop_says_so_elsewhere() throws Exception {
        TaskScope[] scope = new TaskScope[1];
        CountDownLatch entered = new CountDownLatch(1);
        try (Loop loop = Loop.onThread("L1")) {
            loop.start(coroutine(() -> {
                await(scope(s -> {
                    scope[0] = s;
                    entered.countDown();
                    await(new Promise<Void>());
                }));
            }));
            entered.await();
            Coroutine<Integer> refused = add(1, 2);
            assertThatThrownBy(() -> scope[0].start(refused))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("outside of its loop")
                    .hasMessageContaining("Loop.execute");
            assertThat(refused.state()).isEqualTo(CoroutineState.CLOSED);
        }
    }

    @Test
    @Rule({"A1", "L1"})
    void a_task_that_was_accepted_while_its_loop_ends_ends_too() throws Exception {
        for (int i = 0; i < 50; i++) {
            Loop loop = Loop.onThread("ends " + i);
            CompletableFuture<List<Task<?>>> started = new CompletableFuture<>();
            Thread starter = new Thread(() -> {
                List<Task<?>> tasks = new ArrayList<>();
                try {
                    while (true) {
                        tasks.add(loop.start(coroutine(() -> await(checkpoint()))));
                    }
                } catch (IllegalStateException closed) {
                    started.complete(tasks);
                }
            });
            starter.start();
            loop.close();
            for (Task<?> task : started.get(10, TimeUnit.SECONDS)) {
                task.toStage()
                        .toCompletableFuture()
                        .handle((result, thrown) -> 0)
                        .get(10, TimeUnit.SECONDS);
            }
        }
    }

    @Test
    @Rule({"A1", "L1"})
    void a_task_that_comes_when_its_loop_has_ended_is_refused_and_its_coroutine_closed() throws Exception {
        VirtualLoop loop = VirtualLoop.make();
        Coroutine<Integer> late = add(1, 2);
        loop.stop("enough"); // nobody has run it: the loop does not know yet
        Task<Integer> task = loop.start(late);
        loop.runReady();
        assertThat(late.state()).isEqualTo(CoroutineState.CLOSED);
        assertThatThrownBy(task::join)
                .isInstanceOf(TaskCancelledException.class)
                .hasMessageContaining("had ended before it began");
    }

    @Test
    @Rule("A1")
    void a_paused_coroutine_that_is_refused_is_closed_too() {
        VirtualLoop loop = VirtualLoop.make();
        Coroutine<Integer> paused = coroutine(() -> {
            suspend("pause");
            return 1;
        });
        paused.send(null);
        loop.stop("enough");
        loop.start(paused);
        loop.runReady();
        assertThat(paused.state()).isEqualTo(CoroutineState.CLOSED);
    }

    @Test
    void a_loop_that_is_not_given_back_is_reported_and_close_returns() {
        VirtualLoop loop = VirtualLoop.make();
        loop.start(forever());
        loop.close(); // nobody takes its turns
        assertThat(reported.messages()).containsExactly("a loop cannot be closed, since a task does not give it back");
        loop.runReady();
        assertThat(loop.hasEnded()).isTrue();
    }

    @Test
    @Rule("L2")
    void an_executor_that_rejects_has_its_tasks_unwound_elsewhere() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        CompletableFuture<String> unwound = new CompletableFuture<>();
        CountDownLatch waiting = new CountDownLatch(1);
        Promise<Void> promise = new Promise<>();
        Loop loop = Loop.on(pool);
        Task<Void> task = loop.start(coroutine(() -> {
            try {
                waiting.countDown();
                await(promise);
                await(checkpoint());
            } finally {
                unwound.complete(Thread.currentThread().getName());
            }
        }));
        waiting.await();
        pool.shutdown();
        assertThat(pool.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        promise.complete(null);
        assertThat(unwound.get(10, TimeUnit.SECONDS)).isEqualTo("pausa-rescue");
        assertThatThrownBy(task::join).isInstanceOf(TaskCancelledException.class);
        assertThat(reported.messages()).anyMatch(message -> message.contains("rejected"));
    }

    @Test
    @Rule("L2")
    void an_executor_that_runs_inline_is_trampolined() throws Exception {
        int[] depth = {0};
        try (Loop loop = Loop.on(Runnable::run)) {
            Task<Integer> task = loop.start(coroutine(() -> {
                for (int i = 0; i < 10_000; i++) {
                    await(checkpoint());
                }
                depth[0] = Thread.currentThread().getStackTrace().length;
                return 7;
            }));
            assertThat(task.join()).isEqualTo(7);
        }
        assertThat(depth[0]).isLessThan(200);
    }

    @Test
    @Rule("L2")
    void execute_enqueues_reports_what_a_command_throws_and_rejects_after_close() throws Exception {
        Loop loop = Loop.onThread("L2");
        IllegalStateException failure = new IllegalStateException("command");
        CompletableFuture<Void> after = new CompletableFuture<>();
        loop.execute(() -> {
            throw failure;
        });
        loop.execute(() -> after.complete(null));
        after.get(10, TimeUnit.SECONDS);
        assertThat(reported.failures()).containsExactly(failure);
        loop.close();
        assertThatThrownBy(() -> loop.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        Coroutine<Integer> refused = add(1, 2);
        assertThatThrownBy(() -> loop.start(refused)).isInstanceOf(IllegalStateException.class);
        assertThat(refused.state()).isEqualTo(CoroutineState.CLOSED);
    }

    @Test
    void a_loop_is_serial_on_a_pool_of_many_threads() throws Exception {
        for (var executor : List.of(ForkJoinPool.commonPool(), Executors.newCachedThreadPool())) {
            int[] plain = {0};
            try (Loop loop = Loop.on(executor)) {
                List<Task<Void>> tasks = new ArrayList<>();
                for (int t = 0; t < 20; t++) {
                    tasks.add(loop.start(coroutine(() -> {
                        for (int i = 0; i < 500; i++) {
                            plain[0]++;
                            await(checkpoint());
                        }
                    })));
                }
                for (Task<Void> task : tasks) {
                    task.join();
                }
            }
            assertThat(plain[0]).isEqualTo(10_000);
        }
    }

    @Test
    @Rule("L3")
    void what_would_stop_a_loop_for_itself_is_refused() throws Exception {
        Loop.run(() -> {
            Loop loop = Loop.current();
            assertThatThrownBy(loop::close)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("loop.stop");
            assertThatThrownBy(() -> Loop.run(() -> 1))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("await the coroutine");
            Task<Integer> task = loop.start(add(1, 2));
            assertThatThrownBy(task::join)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("await the task");
            log.add("" + await(task));
        });
        assertThat(log).containsExactly("3");
        assertThatThrownBy(Loop::current)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Loop.run");
    }

    @Test
    @Rule("L4")
    void a_cancel_interrupts_blocking_code_and_waits_for_it() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        try (Loop loop = Loop.onThread("L4")) {
            Task<Void> task = loop.start(blocking(() -> {
                inside.countDown();
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException interrupted) {
                    log.add("interrupted");
                    throw interrupted;
                }
            }));
            inside.await();
            task.cancel("enough");
            assertThatThrownBy(task::join)
                    .isInstanceOf(TaskCancelledException.class)
                    .hasMessageContaining("enough");
            assertThat(log).containsExactly("interrupted");
            for (int i = 0; i < 50; i++) {
                assertThat(loop.start(blocking(() -> Thread.currentThread().isInterrupted()))
                                .join())
                        .isFalse();
            }
        }
    }

    @Test
    @Rule("L4")
    void blocking_gives_results_and_failures_as_they_are() throws Exception {
        IOException failure = new IOException("inside");
        assertThat((int) Loop.run(() -> await(blocking(() -> 42)))).isEqualTo(42);
        assertThatThrownBy(() -> Loop.run(() -> await(blocking(() -> {
                    if (failure != null) {
                        throw failure;
                    }
                    return 1;
                }))))
                .isSameAs(failure);
    }

    @Test
    @Rule("L4")
    void an_interrupt_of_the_thread_of_run_cancels_the_main_task() throws Exception {
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        CountDownLatch running = new CountDownLatch(1);
        Thread thread = new Thread(() -> {
            try {
                Loop.run(() -> {
                    try {
                        running.countDown();
                        await(sleep(Duration.ofDays(1)));
                    } finally {
                        log.add("cleaned up");
                    }
                });
            } catch (Throwable byRun) {
                thrown.complete(byRun);
            }
        });
        thread.start();
        running.await();
        thread.interrupt();
        assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        assertThat(log).containsExactly("cleaned up");
    }

    @Test
    @Rule("L5")
    void a_stage_is_a_copy_and_a_cancelled_one_has_a_cancellation_exception() throws Exception {
        try (Loop loop = Loop.onThread("L5")) {
            Task<Void> task = loop.start(forever());
            CompletableFuture<Void> copy = task.toStage().toCompletableFuture();
            copy.complete(null);
            assertThat(task.state()).isNotEqualTo(Task.State.DONE);
            CompletableFuture<Void> second = task.toStage().toCompletableFuture();
            task.cancel("enough");
            assertThat(second.<Throwable>handle((result, thrown) -> thrown).get(10, TimeUnit.SECONDS))
                    .isInstanceOf(CancellationException.class)
                    .hasMessageContaining("enough");
        }
    }

    @Test
    @Rule("L5")
    void a_signal_out_of_a_foreign_stage_or_callback_is_wrapped() throws Exception {
        for (Throwable signal : List.of(new StopIteration("x"), new StopAsyncIteration(), new GeneratorExit())) {
            assertThatThrownBy(() -> VirtualLoop.run(() -> await(Async.stage(CompletableFuture.failedFuture(signal)))))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining(signal.getClass().getSimpleName())
                    .hasCause(signal);
            Promise<String> promise = new Promise<>();
            promise.fail(signal);
            assertThatThrownBy(() -> VirtualLoop.run(() -> await(promise)))
                    .isInstanceOf(IllegalStateException.class)
                    .hasCause(signal);
        }
    }

    @Test
    @Rule("L6")
    void a_step_of_an_asynchronous_generator_sees_the_locals_of_the_task_that_does_it() throws Exception {
        TaskLocal<String> user = new TaskLocal<>("nobody");
        AsyncGenerator<String, Void> names = AsyncGenerator.asyncGenerator(g -> {
            while (true) {
                await(checkpoint());
                g.yield(user.get());
            }
        });
        VirtualLoop.run(() -> {
            log.add(await(user.where("anna", coroutine(() -> await(names.anext())))));
            log.add(await(user.where("berta", coroutine(() -> await(names.anext())))));
            await(names.aclose());
        });
        assertThat(log).containsExactly("anna", "berta");
    }

    @Test
    @Rule("L6")
    void locals_come_from_the_caller_of_start_and_end_with_where() throws Exception {
        TaskLocal<String> user = new TaskLocal<>("nobody");
        VirtualLoop.run(() -> await(scope(s -> {
            await(user.where("anna", coroutine(() -> {
                log.add(user.get());
                s.start(coroutine(() -> {
                    await(checkpoint());
                    log.add("child " + user.get());
                }));
                await(user.where("berta", coroutine(() -> {
                    await(checkpoint());
                    log.add("inner " + user.get());
                })));
                log.add("again " + user.get());
            })));
            log.add(user.get());
        })));
        assertThat(log).contains("anna", "child anna", "inner berta", "again anna", "nobody");
        assertThat(user.get()).isEqualTo("nobody");
    }

    @Test
    @Rule("L6")
    void carriers_capture_at_the_start_and_at_each_pause_and_one_that_throws_is_reported() throws Exception {
        ThreadLocal<String> context = new ThreadLocal<>();
        IllegalStateException failure = new IllegalStateException("carrier");
        boolean[] isOn = {true};
        Loop.addCarrier(new ContextCarrier<String>() {
            @Override
            public String capture() {
                return context.get();
            }

            @Override
            public Runnable restore(String captured) {
                if ("bad".equals(captured) && isOn[0]) {
                    throw failure;
                }
                String before = context.get();
                context.set(captured);
                return () -> context.set(before);
            }
        });
        context.set("starter");
        VirtualLoop loop = VirtualLoop.make();
        loop.start(coroutine(() -> {
            log.add(context.get());
            context.set("changed by the body");
            await(sleep(Duration.ofSeconds(1)));
            log.add(context.get());
            context.set("bad");
            await(sleep(Duration.ofSeconds(1)));
            log.add("runs all the same");
        }));
        context.set("outside");
        loop.runUntilIdle();
        isOn[0] = false;
        assertThat(log).containsExactly("starter", "changed by the body", "runs all the same");
        assertThat(context.get()).isEqualTo("outside");
        assertThat(reported.failures()).containsExactly(failure);
    }

    @Test
    void stop_cancels_all_and_ends_when_they_have_ended() throws Exception {
        Loop loop = Loop.onThread("stop");
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Cancellation.Kind> kind = new CompletableFuture<>();
        Task<Void> task = loop.start(coroutine(() -> {
            try {
                waiting.countDown();
                await(sleep(Duration.ofDays(1)));
            } catch (Cancellation cancelled) {
                kind.complete(cancelled.kind());
                throw cancelled;
            }
        }));
        waiting.await();
        loop.stop("enough").toCompletableFuture().get(10, TimeUnit.SECONDS);
        assertThat(kind.get()).isEqualTo(Cancellation.Kind.SHUTDOWN);
        assertThat(task.outcome()).isEqualTo(new Outcome.Cancelled<>("enough"));
    }

    @Test
    void a_failure_of_a_root_task_that_nobody_asks_for_is_reported_at_the_close() {
        IOException failure = new IOException("root");
        CountDownLatch done = new CountDownLatch(1);
        Loop loop = Loop.onThread("unobserved");
        loop.start("lonely", coroutine(() -> {
            try {
                throw failure;
            } finally {
                done.countDown();
            }
        }));
        loop.close();
        assertThat(reported.failures()).containsExactly(failure);
        assertThat(reported.messages()).singleElement().asString().contains("'lonely'");
    }

    @Test
    void work_on_another_loop_is_a_child() throws Exception {
        try (Loop other = Loop.onThread("other")) {
            String name = Loop.run(() -> await(on(other, coroutine(() -> {
                await(checkpoint());
                return Thread.currentThread().getName();
            }))));
            assertThat(name).isEqualTo("other");
            CompletableFuture<String> ended = new CompletableFuture<>();
            assertThatThrownBy(() -> Loop.run(() -> await(timeout(Duration.ofMillis(1), on(other, coroutine(() -> {
                        try {
                            await(sleep(Duration.ofDays(1)));
                        } finally {
                            ended.complete("cancelled there");
                        }
                    }))))))
                    .isInstanceOf(TimeoutException.class);
            assertThat(ended).isCompletedWithValue("cancelled there");
        }
    }

    @Test
    @Rule("A7")
    void a_loop_with_live_tasks_is_reachable() throws Exception {
        CountDownLatch waiting = new CountDownLatch(1);
        Loop loop = Loop.on(Runnable::run);
        loop.start(coroutine(() -> {
            waiting.countDown();
            await(new Promise<Void>());
        }));
        waiting.await();
        assertThat(RootScope.live()).contains((SerialLoop) loop);
        loop.close();
        assertThat(RootScope.live()).doesNotContain((SerialLoop) loop);
    }

    /** The thread that rings for timers is inside its ring until the turn that it has asked for is over. */
    @Test
    void a_timer_that_is_set_while_an_alarm_rings_has_an_alarm_of_its_own() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (Loop loop = Loop.on(turn -> runToItsEnd(thread, turn))) {
            Task<Void> sleeper = loop.start(coroutine(() -> {
                for (int i = 0; i < 3; i++) {
                    await(sleep(Duration.ofMillis(1)));
                }
            }));
            sleeper.join();
        } finally {
            thread.shutdown();
        }
    }

    private static void runToItsEnd(ExecutorService thread, Runnable turn) {
        Future<?> running = thread.submit(turn);
        if (Thread.currentThread().getName().equals("pausa-timer")) {
            assertThatCode(running::get).doesNotThrowAnyException();
        }
    }

    @Test
    void many_sleepers_wake_in_order() throws Exception {
        int count = 100_000;
        int[] woken = {0};
        VirtualLoop.run(() -> await(scope(s -> {
            for (int i = 0; i < count; i++) {
                int delay = (int) (i * 7919L % count);
                s.start(coroutine(() -> {
                    await(sleep(Duration.ofMillis(delay + 1)));
                    assertThat(woken[0]++).isEqualTo(delay);
                }));
            }
        })));
        assertThat(woken[0]).isEqualTo(count);
    }
}
