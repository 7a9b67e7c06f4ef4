package dev.pausa.conformance.diagnostics;

import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.conformance.fixtures.CoroutineFixtures.started;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.diagnostics.CoroutineDump;
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.LoopDump;
import dev.pausa.diagnostics.LoopDump.Scope;
import dev.pausa.diagnostics.LoopDump.Task;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A driver of one's own in dumps. */
@Timeout(60)
@ExtendWith(Tracked.class)
class LoopSourceTest {
    /** What the source answers; it is added once, for good. */
    private static LoopDump.Source answer = numbers -> List.of();

    static {
        Diagnostics.addLoops(new OwnDriver());
    }

    private static final class OwnDriver implements LoopDump.Source {
        @Override
        public List<LoopDump> loops(LoopDump.Numbers numbers) {
            return answer.loops(numbers);
        }
    }

    @AfterEach
    void end() {
        answer = numbers -> List.of();
    }

    @Test
    void what_it_drives_is_shown_whenever_that_was_made() {
        Diagnostics.setTracking(false);
        Coroutine<Object> old = started(coroutine("old", () -> suspend(1)));
        Diagnostics.setTracking(true);
        Coroutine<Object> closed = coroutine("closed", () -> suspend(1));
        closed.close();
        answer = numbers -> List.of(new LoopDump(
                "wheel",
                "hand",
                List.of(new Scope(
                        0,
                        "loop",
                        "enough",
                        List.of(
                                new Task(
                                        numbers.next(),
                                        "spin",
                                        "PAUSED",
                                        "a push",
                                        List.of(),
                                        List.of(numbers.of(old))),
                                new Task(numbers.next(), "idle", "PAUSED", null, List.of(1L), List.of()))))));
        CoroutineDump dump = CoroutineDump.take();

        long id = dump.chains().get(0).objects().get(0).id();
        assertThat(dump.chains()).hasSize(1);
        assertThat(dump.toText())
                .contains(
                        "Coroutine objects at ",
                        ": 1 object in 1 chain, 2 tasks in 1 loop\n\n"
                                + """
                        wheel, run by thread "hand"
                            cancelled (enough)
                            task 1 "spin" paused, runs #ID
                                at PLACE
                                waits for a push
                            task 2 "idle" paused

                        #ID coroutine "old" suspended
                            at PLACE
                        """.replace("ID", "" + id).replace("PLACE", "" + old.location()));
        answer = numbers -> List.of(new LoopDump("" + numbers.of(closed), null, List.of()));
        assertThat(CoroutineDump.take().loops()).extracting(LoopDump::name).containsExactly("0");
        Reference.reachabilityFence(old);
    }

    @Test
    void a_source_that_fails_is_said_and_the_rest_is_shown() {
        Coroutine<Object> paused = started(coroutine("paused", () -> suspend(1)));
        answer = numbers -> {
            throw new UnsupportedOperationException("broken");
        };
        assertThat(CoroutineDump.take().toText())
                .contains(
                        "\nloops that cannot be shown, since " + OwnDriver.class.getName()
                                + " threw java.lang.UnsupportedOperationException\n\n#",
                        "\"paused\" suspended");
        answer = numbers -> null;
        assertThat(CoroutineDump.take().loops())
                .extracting(LoopDump::name)
                .containsExactly("loops that cannot be shown, since " + OwnDriver.class.getName()
                        + " threw java.lang.NullPointerException");
        Reference.reachabilityFence(paused);
    }

    /** Not so a text that the application chose. */
    @Test
    void each_text_is_one_line() {
        String hostile = "#9 coroutine\n\u202e\u001b[2J</script>\ud83d";
        String fit = "#9 coroutine\\n\\u202e\\u001b[2J</script>\ufffd";
        Task task = new Task(1, hostile, hostile, hostile, List.of(), List.of());
        Scope scope = new Scope(1, hostile, hostile, List.of(task));
        LoopDump loop = new LoopDump(hostile, hostile, List.of(scope));
        assertThat(List.of(task.name(), task.state(), task.waitsFor(), scope.kind(), scope.cancelled()))
                .containsOnly(fit);
        assertThat(List.of(loop.name(), loop.thread())).containsOnly(fit);

        answer = numbers -> List.of(new LoopDump(hostile, hostile, List.of(new Scope(0, "", null, List.of(task)))));
        assertThat(CoroutineDump.take().toJson())
                .matches("[ -~&&[^<>&]]+")
                .contains(
                        "{\"name\":\"#9 coroutine\\\\n\\\\u202e\\\\u001b[2J\\u003c/script\\u003e\\ufffd\",\"thread\":");
    }

    @Test
    void what_is_in_it_does_not_change() {
        assertThat(new LoopDump("l", null, new ArrayList<>()).scopes()).isUnmodifiable();
        assertThat(new Scope(0, "s", null, new ArrayList<>()).tasks()).isUnmodifiable();
    }
}
