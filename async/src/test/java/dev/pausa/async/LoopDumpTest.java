package dev.pausa.async;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.on;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.sleep;
import static dev.pausa.async.Async.supervise;
import static dev.pausa.async.Async.timeout;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.diagnostics.CoroutineDump;
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.LoopDump;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Loops, scopes and tasks in dumps. */
@Timeout(120)
@SuppressWarnings("pausa:blocking-call")
class LoopDumpTest {
    private final List<CoroutineDump> dumps = new ArrayList<>();

    @BeforeEach
    void begin() {
        Diagnostics.setTracking(true);
    }

    @AfterEach
    void end() {
        Diagnostics.setTracking(false);
    }

    /** Runs it, and returns the dump that it {@linkplain #take takes}. */
    private CoroutineDump taken(Coroutine.Body body) throws Exception {
        Loop.run(coroutine("main", body));
        assertThat(dumps).hasSize(1);
        return dumps.get(0);
    }

    private void take() {
        dumps.add(CoroutineDump.take());
    }

    /** Until all that can run without it waits. */
    private static Coroutine<Void> settled() {
        return coroutine(() -> {
            for (int i = 0; i < 10; i++) {
                await(checkpoint());
            }
        });
    }

    /** The part about loops, without what differs from run to run. */
    private static String loopsOf(CoroutineDump dump) {
        String text = dump.toText();
        int begin = text.indexOf("\n\n") + 2;
        int end = text.indexOf("\n\n#");
        return text.substring(begin, end + 1)
                .replaceAll("[\\d.]+ s old", "AGE")
                .replaceAll("#\\d+", "#N")
                .replaceAll("\\.java:\\d+\\)", ".java:N)")
                .replaceAll("at dev\\.pausa\\.\\S+\\(LoopDumpTest\\.java:N\\)", "at PLACE")
                .replaceAll("thread '.*'", "thread 'T'")
                .replaceAll("thread \".*\"", "thread \"T\"");
    }

    private static LoopDump.Task taskNamed(String name, CoroutineDump dump) {
        return dump.loops().stream()
                .flatMap(loop -> loop.scopes().stream())
                .flatMap(each -> each.tasks().stream())
                .filter(task -> task.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What is shown
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void tasks_are_shown_in_their_scopes_with_what_they_wait_for_and_who_holds_that() throws Exception {
        Channel<String> orders = Channel.bounded(2);
        AsyncSemaphore stove = new AsyncSemaphore(1);
        CoroutineDump dump = taken(() -> await(scope(kitchen -> {
            kitchen.start("cook", holding(stove, orders.receive()));
            kitchen.start("helper", holding(stove, checkpoint()));
            kitchen.start(
                    "chef",
                    coroutine(() -> await(supervise((task, failure) -> {}, guests -> {
                        Task<?> guest = guests.start("guest", timeout(Duration.ofHours(1), sleep(Duration.ofHours(2))));
                        guests.start("friend", coroutine(() -> {
                            await(guest);
                        }));
                    }))));
            await(settled());
            take();
            kitchen.cancel("closed");
        })));

        assertThat(loopsOf(dump)).isEqualTo("""
                        loop on thread 'T', run by thread "T"
                            task 1 "main" running, AGE, runs #N, #N
                                at PLACE
                                scope of task 1
                                    task 2 "cook" waiting, AGE, runs #N
                                        at dev.pausa.async.AsyncSemaphore.holding(AsyncSemaphore.java:N)
                                        waits for receive from channel (0 of 2)
                                    task 3 "helper" waiting, AGE, runs #N
                                        at dev.pausa.async.AsyncSemaphore.holding(AsyncSemaphore.java:N)
                                        waits for permit of semaphore (0 of 1 free), held by task 'cook': task 2
                                    task 4 "chef" waiting, AGE, runs #N
                                        at PLACE
                                        waits for the 2 tasks of its scope: task 5, task 6
                                        supervising scope of task 4
                                            task 5 "guest" waiting
                                                waits for sleep PT2H
                                            task 6 "friend" waiting, AGE, runs #N
                                                at PLACE
                                                waits for task 'guest': task 5
                        """);
        assertThat(dump.toText().lines().findFirst().orElseThrow())
                .matches("Coroutine objects at .*: \\d+ objects in \\d+ chains, 6 tasks in 1 loop");
    }

    private static Coroutine<Void> holding(AsyncSemaphore semaphore, Awaitable<?> work) {
        return coroutine(() -> {
            await(semaphore.holding(work));
        });
    }

    @Test
    void programs_get_the_same_as_json() throws Exception {
        CoroutineDump dump = taken(() -> await(scope(tasks -> {
            Task<?> slow = tasks.start("slow", new Promise<>());
            tasks.start("quick", coroutine(() -> {
                await(slow);
            }));
            await(settled());
            take();
            tasks.cancel("ready");
        })));

        String json = dump.toJson()
                .replaceAll("\"ageMillis\":\\d+", "\"ageMillis\":7")
                .replaceAll(":\\[\\d+]}", ":[9]}");
        assertThat(json)
                .contains(
                        ",\"loops\":[{\"name\":\"loop on thread ",
                        "\"scopes\":[{\"owner\":0,\"kind\":\"loop\",\"cancelled\":null,\"tasks\":[{\"id\":1,",
                        "{\"owner\":1,\"kind\":\"scope\",\"cancelled\":null,\"tasks\":[{\"id\":2,\"name\":\"slow\","
                                + "\"state\":\"WAITING\",\"ageMillis\":null,\"place\":null,\"waitsFor\":\"promise\","
                                + "\"heldUpBy\":[],\"coroutines\":[]},"
                                + "{\"id\":3,\"name\":\"quick\",\"state\":\"WAITING\",\"ageMillis\":7,"
                                + "\"place\":{\"class\":\"dev.pausa.async.LoopDumpTest\",",
                        "\"waitsFor\":\"task 'slow'\",\"heldUpBy\":[2],\"coroutines\":[9]}]}]}],\"chains\":[");
    }

    /** Where a task is in a scope, its body stands at that, and the scope's block is a chain of its own. */
    @Test
    void tasks_name_their_coroutines_also_those_that_were_made_before() throws Exception {
        Diagnostics.setTracking(false);
        CoroutineDump dump = taken(() -> await(timeout(
                Duration.ofHours(1),
                coroutine(
                        "within",
                        () -> await(scope(tasks -> {
                            Diagnostics.setTracking(true);
                            take();
                        }))))));

        LoopDump.Task main = dump.loops().get(0).scopes().get(0).tasks().get(0);
        assertThat(main.coroutines()).hasSize(3);
        List<String> names = new ArrayList<>();
        for (long id : main.coroutines()) {
            dump.chains().stream()
                    .map(chain -> chain.objects().get(0))
                    .filter(root -> root.id() == id)
                    .forEach(root -> names.add(root.name()));
        }
        assertThat(names).hasSize(3).first().isEqualTo("main");
        assertThat(names.get(1)).isEqualTo("within");
    }

    @Test
    void a_cancel_is_shown() throws Exception {
        CoroutineDump dump = taken(() -> await(scope(tasks -> {
            tasks.start("stubborn", Async.shield(Duration.ofHours(1), settled()));
            await(checkpoint());
            tasks.cancel("it is late");
            take();
        })));
        assertThat(loopsOf(dump))
                .contains("    scope of task 1, cancelled (it is late)\n            task 2 \"stubborn\"");
    }

    @Test
    void a_task_on_another_loop_is_who_holds_up_the_one_that_awaits_it() throws Exception {
        Promise<Void> end = new Promise<>();
        try (Loop other = Loop.onThread("other")) {
            CountDownLatch isThere = new CountDownLatch(1);
            CoroutineDump dump = taken(() -> await(scope(tasks -> {
                tasks.start("caller", on(other, coroutine("far away", () -> {
                    isThere.countDown();
                    await(end);
                })));
                await(checkpoint());
                isThere.await();
                take();
                end.complete(null);
            })));
            assertThat(dump.loops()).hasSize(2);
            assertThat(taskNamed("caller", dump).heldUpBy())
                    .containsExactly(taskNamed("far away", dump).id());
            assertThat(taskNamed("caller", dump).waitsFor()).isEqualTo("task 'far away' on loop on thread 'other'");
        }
    }

    @Test
    void a_loop_without_tasks_is_not_shown_and_a_dump_without_loops_looks_as_ever() throws Exception {
        Loop.run(() -> {});
        CoroutineDump dump = CoroutineDump.take();
        assertThat(dump.loops()).isEmpty();
        assertThat(dump.toText()).endsWith(": 0 objects in 0 chains\n");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What goes wrong
    // -----------------------------------------------------------------------------------------------------------------

    /** What a dump is for. */
    @Test
    void a_loop_whose_thread_is_blocked_is_shown() throws Exception {
        CountDownLatch isBlocked = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (Loop loop = Loop.onThread("stuck")) {
            Task<Void> victim = loop.start("victim", coroutine(() -> {
                await(new Promise<>());
            }));
            Task<Void> blocker = loop.start("blocker", coroutine(() -> {
                isBlocked.countDown();
                release.await();
            }));
            loop.start("late", coroutine(() -> {}));
            isBlocked.await();
            CoroutineDump dump = CoroutineDump.take();
            release.countDown();
            blocker.join();
            victim.cancel("enough");

            assertThat(dump.loops())
                    .singleElement()
                    .extracting(LoopDump::thread)
                    .isEqualTo("stuck");
            assertThat(taskNamed("victim", dump).waitsFor()).isEqualTo("promise");
            assertThat(taskNamed("blocker", dump).state()).isEqualTo("RUNNING");
        }
    }

    @Test
    void an_operation_that_fails_to_describe_itself_is_said() throws Exception {
        CoroutineDump dump = taken(() -> await(scope(tasks -> {
            tasks.start("mute", new Mute());
            await(settled());
            take();
            tasks.cancel("seen");
        })));
        assertThat(loopsOf(dump))
                .contains("waits for dev.pausa.async.LoopDumpTest$Mute, whose describe() threw"
                        + " java.lang.UnsupportedOperationException\n");
    }

    private static final class Mute extends Operation<Void> {
        @Override
        protected void begin(Waker<Void> waker) {}

        @Override
        protected boolean withdraw() {
            return true;
        }

        @Override
        public String describe() {
            throw new UnsupportedOperationException("mute");
        }
    }

    @Test
    void an_executor_that_fails_to_tell_its_name_is_said() throws Exception {
        var executor = new ForkJoinPool(1) {
            private final AtomicBoolean isMute = new AtomicBoolean();

            @Override
            public String toString() {
                if (isMute.get()) {
                    throw new UnsupportedOperationException("mute");
                }
                return "talking";
            }
        };
        try (Loop loop = Loop.on(executor)) {
            AtomicReference<CoroutineDump> dump = new AtomicReference<>();
            loop.start(coroutine(() -> {
                        executor.isMute.set(true);
                        dump.set(CoroutineDump.take());
                        executor.isMute.set(false);
                    }))
                    .join();
            assertThat(dump.get().loops())
                    .extracting(LoopDump::name)
                    .containsExactly("ExecutorLoop, whose toString() threw java.lang.UnsupportedOperationException");
        } finally {
            executor.shutdown();
        }
    }

    /** Nothing in it calls itself once for each level. */
    @Test
    void scopes_may_be_nested_as_deep_as_one_likes() throws Exception {
        CoroutineDump dump = taken(() -> await(nested(20_000)));
        assertThat(dump.loops().get(0).scopes()).hasSize(20_002);
        assertThat(dump.toText()).contains("scope of task 20000\n");
        assertThat(dump.toJson()).contains("{\"owner\":20000,");
    }

    private Awaitable<Void> nested(int depth) {
        return scope(tasks -> {
            if (depth == 0) {
                take();
            } else {
                tasks.start("level", coroutine(() -> await(nested(depth - 1))));
            }
        });
    }

    /** A guess at what moves; but it comes back, and throws nothing. */
    @Test
    void a_loop_may_run_meanwhile() throws Exception {
        AtomicBoolean isOver = new AtomicBoolean();
        AtomicReference<Throwable> failure = new AtomicReference<>();
        Thread viewer = new Thread(() -> {
            try {
                for (int i = 0; i < 300; i++) {
                    CoroutineDump dump = CoroutineDump.takeWithLocals();
                    dump.toJson();
                    dump.toText();
                    dump.loops().forEach(loop -> assertThat(loop.name()).startsWith("loop on thread"));
                }
            } catch (Throwable thrown) {
                failure.set(thrown);
            } finally {
                isOver.set(true);
            }
        });
        viewer.start();
        Loop.run(() -> {
            while (!isOver.get()) {
                await(scope(tasks -> {
                    for (int i = 0; i < 20; i++) {
                        tasks.start(scope(inner -> {
                            inner.start(sleep(Duration.ofNanos(1)));
                            inner.start(checkpoint());
                        }));
                    }
                }));
            }
        });
        viewer.join();
        assertThat(failure.get()).isNull();
    }
}
