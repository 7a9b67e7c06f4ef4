package dev.pausa.conformance.diagnostics;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.Generator.generator;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.thrownBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.AsyncGenerator;
import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineObject;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import dev.pausa.diagnostics.Diagnostics;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import jdk.jfr.consumer.RecordedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What the flight recorder is told of each drive. Bodies are told apart by name; lines are written as the distance to the body's first one. */
@Timeout(120)
class ResumedEventsTest extends FlightRecorderFixture {
    private List<RecordedEvent> events() throws IOException {
        return events("Resumed"::equals);
    }

    private List<String> looks() throws IOException {
        return events().stream().map(ResumedEventsTest::look).toList();
    }

    private static String look(RecordedEvent event) {
        StringBuilder look =
                new StringBuilder(event.getString("body")).append(" ").append(event.getString("with"));
        append(look, " ", shortened(event.getString("raised")));
        look.append(": ").append(event.getString("outcome"));
        append(look, " in ", event.getString("pausedIn"));
        append(look, " ", shortened(event.getString("thrown")));
        return look.toString();
    }

    private static void append(StringBuilder look, String separator, String part) {
        if (part != null) {
            look.append(separator).append(part);
        }
    }

    private static String shortened(String className) {
        return className == null ? null : className.substring(className.lastIndexOf('.') + 1);
    }

    private static Coroutine<Object> pausingTwice(String name) {
        return coroutine(name, () -> {
            Object first = suspend(1);
            return first + "," + suspend(2);
        });
    }

    private static Coroutine<Object> awaiting(String name, Awaitable<?> awaited) {
        return coroutine(name, () -> await(awaited));
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Each way to drive, each way to leave
    // ------------------------------------------------------------------------------------------------------------------

    @Test
    void start_send_and_return() throws IOException {
        Coroutine<Object> c = pausingTwice("c");
        List<String> places = new ArrayList<>();
        places.add(c.location().toString());
        c.send(null);
        places.add(c.location().toString());
        c.send("a");
        places.add(c.location().toString());
        assertThat(c.step("b").toString()).isEqualTo("Returned[value=a,b]");

        List<RecordedEvent> events = events();
        assertThat(events.stream().map(ResumedEventsTest::look))
                .containsExactly("c start: paused in c", "c value: paused in c", "c value: returned");
        assertThat(events).extracting(e -> e.getString("location")).isEqualTo(places);
        assertThat(events).extracting(e -> e.getString("resumedAt")).isEqualTo(places);
        assertThat(events).extracting(e -> e.getString("pausedAt")).containsExactly(places.get(1), places.get(2), null);
        assertThat(events).extracting(e -> e.getString("kind")).containsOnly("coroutine");
        assertThat(events).extracting(e -> e.getLong("object")).allMatch(object -> object > 0);
        assertThat(events.stream().map(e -> e.getLong("object")).distinct()).hasSize(1);
        assertThat(events)
                .extracting(e -> e.getThread().getJavaName())
                .containsOnly(Thread.currentThread().getName());
        assertThat(events.get(0).getDuration()).isPositive();
    }

    @Test
    void raise_throw_and_close() throws IOException {
        Coroutine<Object> catching = coroutine("catching", () -> {
            try {
                return suspend(1);
            } catch (IOException e) {
                return suspend(e);
            }
        });
        catching.send(null);
        catching.raise(new IOException());
        thrownBy(() -> catching.stepRaising(new IllegalArgumentException()));
        started(pausingTwice("closed")).close();
        thrownBy(() -> started(pausingTwice("exited")).raise(new GeneratorExit()));
        Coroutine<Object> answering = started(coroutine("answering", () -> {
            try {
                return suspend(1);
            } catch (GeneratorExit exit) {
                return "returned";
            }
        }));
        assertThat(answering.closeAndGet()).isEqualTo("returned");
        Coroutine<Object> ignoring = started(coroutine("ignoring", () -> {
            try {
                return suspend(1);
            } catch (GeneratorExit exit) {
                return suspend(2);
            }
        }));
        thrownBy(ignoring::close);

        assertThat(looks())
                .containsExactly(
                        "catching start: paused in catching",
                        "catching exception IOException: paused in catching",
                        "catching exception IllegalArgumentException: threw IllegalArgumentException",
                        "closed start: paused in closed",
                        "closed close: closed",
                        "exited start: paused in exited",
                        "exited exception GeneratorExit: threw GeneratorExit",
                        "answering start: paused in answering",
                        "answering close: returned",
                        "ignoring start: paused in ignoring",
                        "ignoring close: paused in ignoring");
    }

    @Test
    void bodies_that_never_pause() throws IOException {
        coroutine("plain", () -> {}).step(null);
        coroutine("unpaused", () -> never() ? suspend(1) : 2).step(null);
        thrownBy(() -> coroutine("failing", () -> {
                    if (!never()) {
                        throw new IOException();
                    }
                    return suspend(1);
                })
                .step(null));

        assertThat(looks())
                .containsExactly(
                        "plain start: returned", "unpaused start: returned", "failing start: threw IOException");
    }

    private static boolean never() {
        return false;
    }

    /** Only what runs a body is told. */
    @Test
    void refused_drives_and_ends_before_the_beginning_are_no_resumes() throws IOException {
        Coroutine<?>[] self = new Coroutine<?>[1];
        self[0] = coroutine("self", () -> {
            suspend(1);
            assertThat(thrownBy(() -> self[0].send(null))).isInstanceOf(CoroutineStateException.class);
            return suspend(2);
        });
        thrownBy(() -> self[0].send("not null"));
        self[0].send(null);
        self[0].send(null);
        pausingTwice("closed fresh").close();
        thrownBy(() -> pausingTwice("raised fresh").raise(new IOException()));
        Coroutine<Void> ended = coroutine("ended", () -> {});
        ended.step(null);
        thrownBy(() -> ended.send(null));
        ended.close();

        assertThat(looks())
                .containsExactly("self start: paused in self", "self value: paused in self", "ended start: returned");
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Chains
    // ------------------------------------------------------------------------------------------------------------------

    @Test
    void a_chain_of_three_is_one_drive_with_the_place_of_its_leaf() throws IOException {
        Coroutine<Object> leaf = pausingTwice("leaf");
        Coroutine<Object> middle = coroutine("middle", () -> {
            Object first = await(leaf);
            return first + "," + suspend("middle");
        });
        Coroutine<Object> root = awaiting("root", middle);
        List<String> at = new ArrayList<>();
        String begin = root.location().toString();
        root.send(null);
        at.add(leaf.location().toString());
        String awaits = root.location().toString();
        root.send("a");
        at.add(leaf.location().toString());
        root.send("b");
        at.add(middle.location().toString());
        root.step("c");

        List<RecordedEvent> events = events();
        assertThat(events.stream().map(ResumedEventsTest::look))
                .containsExactly(
                        "root start: paused in leaf",
                        "root value: paused in leaf",
                        "root value: paused in middle",
                        "root value: returned");
        assertThat(events).extracting(e -> e.getString("location")).containsExactly(begin, awaits, awaits, awaits);
        assertThat(events)
                .extracting(e -> e.getString("resumedAt"))
                .containsExactly(begin, at.get(0), at.get(1), at.get(2));
        assertThat(events)
                .extracting(e -> e.getString("pausedAt"))
                .containsExactly(at.get(0), at.get(1), at.get(2), null);
    }

    /** An inner part of the chain that is driven behind its awaiter's back, before and after the chain is. */
    @Test
    void a_part_of_a_chain_is_told_of_when_it_is_driven_itself() throws IOException {
        Coroutine<Object> leaf = pausingTwice("leaf");
        Coroutine<Object> root = started(awaiting("root", leaf));
        leaf.send("a");
        assertThat(leaf.state()).isEqualTo(CoroutineState.SUSPENDED);
        root.step("b");

        assertThat(looks())
                .containsExactly("root start: paused in leaf", "leaf value: paused in leaf", "root value: returned");
    }

    /** The awaiter is gone, so nothing is left of the link by which the part was known. */
    @Test
    void a_part_that_ignored_its_exit_is_told_of_afterwards() throws IOException {
        Coroutine<Object> leaf = coroutine("leaf", () -> {
            try {
                return suspend(1);
            } catch (GeneratorExit exit) {
                return suspend(2);
            }
        });
        Coroutine<Object> root = started(awaiting("root", leaf));
        thrownBy(root::close);
        assertThat(leaf.state()).isEqualTo(CoroutineState.SUSPENDED);
        assertThat(leaf.isRunning()).isFalse();
        leaf.step(null);

        assertThat(looks())
                .containsExactly(
                        "root start: paused in leaf",
                        "root close: threw CoroutineStateException",
                        "leaf value: returned");
    }

    /** Looking from outside must not make a recorded object one like all others. */
    @Test
    void looking_changes_nothing() throws IOException {
        Coroutine<Object> c = started(pausingTwice("c"));
        for (int i = 0; i < 3; i++) {
            assertThat(c.isRunning()).isFalse();
            assertThat(c.isSuspended()).isTrue();
            assertThat(c.state()).isEqualTo(CoroutineState.SUSPENDED);
            assertThat(c.awaiting()).isNull();
        }
        c.send("a");
        c.step("b");

        assertThat(looks()).hasSize(3);
    }

    /** Neither the resume nor the look for the leaf goes through the chain: that would take minutes here. */
    @Test
    @Timeout(30)
    void a_recorded_resume_does_not_depend_on_the_depth() {
        recording.disable("dev.pausa.Created");
        recording.disable("dev.pausa.Closed");
        int many = 100_000;
        Coroutine<Object> chain = coroutine("leaf", () -> {
            Object sent = "first";
            while (sent != null) {
                sent = suspend(sent);
            }
            return "end";
        });
        for (int i = 0; i < many; i++) {
            chain = awaiting("level", chain);
        }
        chain.send(null);
        for (int i = 0; i < many; i++) {
            assertThat(chain.send("x") == "x").isTrue();
        }
        assertThat(chain.step(null).toString()).isEqualTo("Returned[value=end]");
    }

    @Test
    void the_place_of_an_await_of_a_stage_is_its_bodys() throws IOException {
        CompletableFuture<Object> stage = new CompletableFuture<>();
        Coroutine<Object> waiting = coroutine("waiting", () -> await(stage));
        Coroutine<Object> root = started(awaiting("root", waiting));
        String place = waiting.location().toString();
        stage.complete("end");
        root.step(null);

        List<RecordedEvent> events = events();
        assertThat(events.stream().map(ResumedEventsTest::look))
                .containsExactly("root start: paused in waiting", "root value: returned");
        assertThat(events.get(0).getString("pausedAt")).isEqualTo(place);
        assertThat(events.get(1).getString("resumedAt")).isEqualTo(place);
    }

    @Test
    void a_drive_inside_a_body_is_told_of_inside() throws IOException {
        Coroutine<Object> inner = pausingTwice("inner");
        coroutine("outer", () -> {
                    inner.send(null);
                    return suspend(1);
                })
                .send(null);

        List<RecordedEvent> events = events();
        assertThat(events.stream().map(ResumedEventsTest::look))
                .containsExactlyInAnyOrder("outer start: paused in outer", "inner start: paused in inner");
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Generators
    // ------------------------------------------------------------------------------------------------------------------

    @Test
    void generators() throws IOException {
        Generator<Object, Object, Void> inner = generator(g -> {
            g.yield(1);
            g.yield(2);
        });
        inner.setName("inner");
        Generator<Object, Object, Void> outer = generator(g -> g.yieldFrom(inner));
        outer.setName("outer");
        inner.next();
        outer.hasNext();
        assertThat(outer.next()).isEqualTo(2);
        outer.close();
        Generator<Object, Object, Void> looped = generator(g -> g.yield(1));
        looped.setName("looped");
        looped.forEach(value -> {});

        assertThat(looks())
                .containsExactly(
                        "inner start: paused in inner",
                        "outer start: paused in inner",
                        "outer close: closed",
                        "looped start: paused in looped",
                        "looped value: returned");
        assertThat(events()).extracting(e -> e.getString("kind")).containsOnly("generator");
    }

    @Test
    void a_step_that_is_driven_by_hand_is_a_drive_of_its_generator() throws IOException {
        AsyncGenerator<Object, Object> rows = asyncGenerator(g -> {
            suspend(1);
            g.yield("row");
        });
        rows.setName("rows");
        AwaitIterator<Object> step = rows.anext().awaitIterator();
        step.next();
        assertThat(((StopIteration) thrownBy(step::next)).value()).isEqualTo("row");
        thrownBy(() -> rows.anext().awaitIterator().next());
        Coroutine<Object> awaiting =
                awaiting("awaiting", asyncGenerator(g -> g.yield(suspend(1))).anext());
        awaiting.send(null);
        awaiting.step("end");

        List<RecordedEvent> events = events();
        assertThat(events.stream().map(ResumedEventsTest::look).limit(3))
                .containsExactly("rows start: paused in rows", "rows value: paused in rows", "rows start: returned");
        assertThat(events.subList(0, 3)).extracting(e -> e.getString("kind")).containsOnly("async generator");
        assertThat(look(events.get(3))).startsWith("awaiting start: paused in ResumedEventsTest.");
        assertThat(look(events.get(4))).isEqualTo("awaiting value: returned");
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Who is told of
    // ------------------------------------------------------------------------------------------------------------------

    @Test
    void none_while_it_is_off() throws IOException {
        Diagnostics.setFlightRecording(false);
        Coroutine<Object> before = started(pausingTwice("before"));
        Diagnostics.setFlightRecording(true);
        before.send("a");
        Coroutine<Object> during = started(pausingTwice("during"));
        before.step("b");
        Diagnostics.setFlightRecording(false);
        during.send("a");
        assertThat(during.state()).isEqualTo(CoroutineState.SUSPENDED);
        assertThat(during.step("b").toString()).isEqualTo("Returned[value=a,b]");

        assertThat(looks()).containsExactly("during start: paused in during");
    }

    @Test
    void none_that_no_recording_wants() throws IOException {
        recording.disable("dev.pausa.Resumed");
        Coroutine<Object> c = started(pausingTwice("c"));
        recording.enable("dev.pausa.Resumed");
        c.send("a");

        assertThat(looks()).containsExactly("c value: paused in c");
    }

    @Test
    void short_ones_are_left_out_on_request() throws IOException {
        recording.enable("dev.pausa.Resumed").withThreshold(Duration.ofHours(1));
        started(pausingTwice("c")).close();

        assertThat(looks()).isEmpty();
    }

    /** One scenario with everything in it, once recorded and once not. */
    @Test
    void nothing_else_differs() throws IOException {
        List<List<String>> logs = new ArrayList<>();
        for (boolean isRecorded : new boolean[] {true, false}) {
            Diagnostics.setFlightRecording(isRecorded);
            logs.add(scenario());
        }
        assertThat(events()).hasSizeGreaterThan(5);
        assertThat(logs.get(0)).isEqualTo(logs.get(1));
    }

    private static List<String> scenario() {
        List<String> log = new ArrayList<>();
        Coroutine<Object> leaf = coroutine("leaf", () -> {
            try {
                return suspend("in leaf");
            } finally {
                suspend("cleaning");
            }
        });
        Generator<Object, Object, Void> generator = generator(g -> {
            g.yield(1);
            g.yield(2);
        });
        Coroutine<Object> root = coroutine("root", () -> {
            try {
                return await(leaf);
            } catch (IOException e) {
                return await(generator.asAwaitable());
            }
        });
        List<CoroutineObject> all = List.of(root, leaf, generator);
        tell(log, all, () -> generator.next());
        tell(log, all, () -> root.send("refused"));
        tell(log, all, () -> root.send(null));
        tell(log, all, () -> awaiting("second", leaf).send(null));
        tell(log, all, () -> root.raise(new IOException("raised")));
        tell(log, all, () -> root.send(null));
        tell(log, all, () -> generator.hasNext());
        tell(log, all, () -> root.raise(new IllegalStateException("out")));
        tell(log, all, () -> root.send(null));
        tell(log, all, () -> generator.closeAndGet());
        return log;
    }

    private static void tell(List<String> log, List<CoroutineObject> all, Supplier<Object> drive) {
        try {
            log.add("gave " + drive.get());
        } catch (Throwable thrown) {
            log.add(thrown.toString());
            for (StackTraceElement element : thrown.getStackTrace()) {
                if (element.getClassName().startsWith("dev.pausa.")) {
                    log.add("at " + element);
                }
            }
        }
        for (CoroutineObject each : all) {
            log.add(each.name() + " " + each.state() + " " + each.location() + " " + each.trace());
        }
    }
}
