package dev.pausa.conformance.diagnostics;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.checkpoint;
import static dev.pausa.async.Async.scope;
import static dev.pausa.async.Async.sleep;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.async.Channel;
import dev.pausa.async.Loop;
import dev.pausa.async.Operation;
import dev.pausa.async.Promise;
import dev.pausa.async.Task;
import dev.pausa.async.Waker;
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.TaskRecording;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the flight recorder is told of tasks. */
@Timeout(120)
class TaskEventsTest extends FlightRecorderFixture {
    private List<RecordedEvent> events() throws IOException {
        return events(name -> name.startsWith("Task"));
    }

    private List<String> looks() throws IOException {
        return events().stream().map(TaskEventsTest::lookOf).toList();
    }

    private static String lookOf(RecordedEvent event) {
        String look = nameOf(event) + " " + event.getString("name");
        return switch (nameOf(event)) {
            case "TaskWaited" -> look + ": " + event.getString("what") + ", " + event.getString("outcome");
            case "TaskEnded" -> look + ": " + event.getString("outcome");
            default -> look;
        };
    }

    private static RecordedEvent only(String look, List<RecordedEvent> events) {
        List<RecordedEvent> found =
                events.stream().filter(event -> lookOf(event).startsWith(look)).toList();
        assertThat(found).describedAs("%s in %s", look, events).hasSize(1);
        return found.get(0);
    }

    @Test
    void a_task_starts_waits_and_ends() throws Exception {
        Channel<String> orders = Channel.bounded(1);
        Loop.run(coroutine(
                "chef",
                () -> await(scope(kitchen -> {
                    kitchen.start("cook", coroutine("recipe", () -> {
                        await(orders.receive());
                    }));
                    await(checkpoint());
                    await(checkpoint());
                    await(orders.send("soup"));
                }))));

        List<RecordedEvent> events = events();
        assertThat(looks())
                .containsExactlyInAnyOrder(
                        "TaskStarted chef",
                        "TaskStarted cook",
                        "TaskWaited cook: receive from channel (0 of 1), completed",
                        "TaskEnded cook: succeeded",
                        "TaskWaited chef: the 1 task of its scope, completed",
                        "TaskEnded chef: succeeded");
        RecordedEvent chef = only("TaskStarted chef", events);
        RecordedEvent cook = only("TaskStarted cook", events);
        assertThat(chef.getLong("owner")).isZero();
        assertThat(chef.getLong("task")).isPositive();
        assertThat(cook.getLong("owner")).isEqualTo(chef.getLong("task"));
        assertThat(cook.getStackTrace()).isNotNull();
        assertThat(events).extracting(event -> event.getString("loop")).containsOnly("loop on thread 'main'");
        assertThat(events)
                .filteredOn(event -> event.getString("name").equals("cook"))
                .extracting(event -> event.getLong("task"))
                .containsOnly(cook.getLong("task"));
        List<RecordedEvent> recipe = events(name -> name.equals("Created")).stream()
                .filter(event -> event.getString("body").equals("recipe"))
                .toList();
        assertThat(recipe)
                .singleElement()
                .extracting(event -> event.getLong("object"))
                .isEqualTo(cook.getLong("object"));
    }

    @Test
    void a_wait_has_its_duration() throws Exception {
        Promise<Void> end = new Promise<>();
        long nanos;
        try (Loop loop = Loop.onThread("l")) {
            Task<Void> task = loop.start("t", coroutine(() -> {
                await(end);
            }));
            loop.start(coroutine(() -> {})).join(); // so it waits by now
            long begin = System.nanoTime();
            Loop.run(() -> await(sleep(Duration.ofMillis(20))));
            nanos = System.nanoTime() - begin;
            end.complete(null);
            task.join();
        }
        RecordedEvent wait = only("TaskWaited t: promise, completed", events());
        assertThat(wait.getDuration())
                .isGreaterThan(Duration.ofNanos(nanos * 9 / 10)); // the recorder has a clock of its own
    }

    @Test
    void how_a_wait_and_a_task_ended_is_told() throws Exception {
        Promise<Void> broken = new Promise<>();
        assertThatThrownBy(() -> Loop.run(coroutine(
                        "root",
                        () -> await(scope(tasks -> {
                            tasks.start("patient", new Promise<>());
                            tasks.start("failing", coroutine(() -> {
                                await(broken);
                            }));
                            await(checkpoint());
                            await(checkpoint());
                            broken.fail(new IOException("torn"));
                        })))))
                .isExactlyInstanceOf(IOException.class);

        List<RecordedEvent> events = events();
        assertThat(looks())
                .contains(
                        "TaskWaited failing: promise, completed",
                        "TaskEnded failing: failed",
                        "TaskWaited patient: promise, withdrawn",
                        "TaskEnded patient: cancelled",
                        "TaskEnded root: failed");
        assertThat(only("TaskEnded failing", events).getString("thrown")).isEqualTo("java.io.IOException");
        assertThat(only("TaskEnded patient", events).getString("thrown")).isNull();
    }

    /** It says so by its waker, not by a value that is an outcome. */
    private static final class Failing extends Operation<Void> {
        private final CountDownLatch hasBegun;
        private Waker<Void> waker;

        Failing(CountDownLatch hasBegun) {
            this.hasBegun = hasBegun;
        }

        @Override
        protected void begin(Waker<Void> waker) {
            this.waker = waker;
            hasBegun.countDown();
        }

        @Override
        protected boolean withdraw() {
            return false;
        }

        @Override
        public String describe() {
            return "trouble";
        }
    }

    @Test
    void an_operation_that_fails_is_told() throws Exception {
        CountDownLatch hasBegun = new CountDownLatch(1);
        Failing failing = new Failing(hasBegun);
        try (Loop loop = Loop.onThread("l")) {
            Task<Void> task = loop.start("t", failing);
            hasBegun.await();
            loop.start(coroutine(() -> {})).join(); // so the other one is paused by now
            failing.waker.fail(new IOException("trouble"));
            assertThatThrownBy(task::join).isExactlyInstanceOf(IOException.class);
        }
        assertThat(looks()).contains("TaskWaited t: trouble, failed", "TaskEnded t: failed");
    }

    /** What waits when recording begins has no number, and no wait that is under way. */
    @Test
    void a_task_that_was_there_before_is_told_from_then_on() throws Exception {
        Diagnostics.setFlightRecording(false);
        Promise<Void> first = new Promise<>();
        Promise<Void> second = new Promise<>();
        try (Loop loop = Loop.onThread("l")) {
            Task<Void> old = loop.start("old", coroutine(() -> {
                await(first);
                await(second);
            }));
            loop.start(coroutine(() -> {})).join();
            Diagnostics.setFlightRecording(true);
            first.complete(null);
            loop.start(coroutine("later", () -> {})).join();
            second.complete(null);
            old.join();
        }
        List<RecordedEvent> events = events().stream()
                .filter(event -> event.getString("name").equals("old"))
                .toList();
        assertThat(events)
                .extracting(TaskEventsTest::lookOf)
                .containsExactlyInAnyOrder("TaskWaited old: promise, completed", "TaskEnded old: succeeded");
        assertThat(events).extracting(event -> event.getLong("task")).containsOnly(0L);
    }

    /** What is under way is told to the end; nothing new is begun. */
    @Test
    void a_recording_that_is_switched_off_ends_what_it_has_begun() throws Exception {
        Promise<Void> first = new Promise<>();
        Promise<Void> second = new Promise<>();
        try (Loop loop = Loop.onThread("l")) {
            Task<Void> known = loop.start("known", coroutine(() -> {
                await(first);
                await(second);
            }));
            loop.start("before", coroutine(() -> {})).join();
            Diagnostics.setFlightRecording(false);
            first.complete(null);
            loop.start("after", coroutine(() -> {})).join();
            second.complete(null);
            known.join();
        }
        assertThat(looks())
                .containsExactlyInAnyOrder(
                        "TaskStarted known",
                        "TaskStarted before",
                        "TaskEnded before: succeeded",
                        "TaskWaited known: promise, completed",
                        "TaskEnded known: succeeded");
    }

    @Test
    void a_task_that_its_loop_takes_down_is_told() throws Exception {
        Coroutine<Void> body = coroutine(() -> {
            await(new Promise<>());
        });
        Loop loop = Loop.onThread("l");
        Task<Void> task = loop.start("t", body);
        loop.start(coroutine(() -> {})).join();
        loop.close();
        assertThat(task.state()).isEqualTo(Task.State.DONE);
        assertThat(looks()).contains("TaskWaited t: promise, withdrawn", "TaskEnded t: cancelled");
    }

    /** A recording that wants no waits does not have them described. */
    @Test
    void what_no_recording_wants_is_not_described() throws Exception {
        recording.close();
        try (Recording without = new Recording()) {
            without.disable("dev.pausa.TaskWaited");
            without.start();
            TaskRecording tasks = new TaskRecording("loop");
            Object task = new Object();
            tasks.started(task, "t", null, null);
            tasks.waits(task, "t", () -> {
                throw new AssertionError("asked");
            });
            tasks.goesOn(task, "completed");
            tasks.ended(task, "t", "succeeded", null);
        }
    }

    /** A driver's own trouble stays the driver's; here it throws what it waits for. */
    @Test
    void nothing_is_thrown() throws Exception {
        TaskRecording tasks = new TaskRecording("loop");
        Object task = new Object();
        tasks.waits(task, "t", () -> {
            throw new UnsupportedOperationException("mute");
        });
        tasks.goesOn(task, "completed");
        tasks.goesOn(task, "completed");
        tasks.ended(task, "t", "failed", new IOException("torn"));
        tasks.ended("another", "unknown", "succeeded", null);
        assertThat(looks())
                .containsExactlyInAnyOrder(
                        "TaskWaited t: null, completed", "TaskEnded t: failed", "TaskEnded unknown: succeeded");
    }
}
