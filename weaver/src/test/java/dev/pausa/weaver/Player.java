package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.CoroutineObject;
import dev.pausa.CoroutineState;
import dev.pausa.GeneratorExit;
import dev.pausa.Step;
import dev.pausa.WeaveException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;

/** Runs a shape in every mode, woven and as its reference, and compares what they logged and how they ended. */
final class Player {
    private final Method woven;
    private final Method reference;

    Player(Method woven, Method reference) {
        this.woven = woven;
        this.reference = reference;
    }

    /** What a run left behind. */
    private record Trace(List<String> log, String outcome) {}

    void playAll() {
        for (Run.Leaf leaf : Run.Leaf.values()) {
            play(Run.Mode.FINISH, 0, leaf);
            int pauses = play(Run.Mode.PAUSE, 0, leaf);
            assertThat(pauses).as("pauses").isPositive();
            for (int at = 1; at <= pauses; at++) {
                play(Run.Mode.RAISE, at, leaf);
                play(Run.Mode.CLOSE, at, leaf);
            }
        }
    }

    private int play(Run.Mode mode, int at, Run.Leaf leaf) {
        Run expected = new Run(mode, at, leaf);
        Trace wanted = new Trace(expected.log(), runReference());
        Run actual = new Run(mode, at, leaf);
        Trace found = new Trace(actual.log(), drive(actual));
        assertThat(found).as("%s", actual).isEqualTo(wanted);
        return expected.pauses();
    }

    private String runReference() {
        try {
            return "returned " + show(((Reference.Plain<?>) make(reference)).run());
        } catch (GeneratorExit exit) {
            return "returned null"; // as close() sees it
        } catch (Throwable thrown) {
            return "threw " + show(thrown);
        }
    }

    private String drive(Run run) {
        try {
            Driven driven = Driven.of(make(woven));
            Object outcome = driveToEnd(driven, run);
            assertThat(driven.object().state()).isEqualTo(CoroutineState.CLOSED);
            return "returned " + show(outcome);
        } catch (WeaveException | LinkageError | AssertionError failed) {
            throw new AssertionError(run + ": " + failed, failed);
        } catch (Throwable thrown) {
            return "threw " + show(thrown);
        }
    }

    private static Object driveToEnd(Driven driven, Run run) {
        Step<?> step = driven.step(null);
        while (step instanceof Step.Yielded<?> yielded) {
            look(driven.object());
            if (!(yielded.value() instanceof Ticks.Pause)) {
                run.countPause();
            }
            if (run.raisesHere()) {
                step = driven.stepRaising(run.boom());
            } else if (run.closesHere()) {
                return driven.closeAndGet();
            } else {
                step = driven.step(reply(yielded.value()));
            }
        }
        return ((Step.Returned<?>) step).value();
    }

    private static void look(CoroutineObject coroutine) {
        assertThat(coroutine.state()).isEqualTo(CoroutineState.SUSPENDED);
        assertThat(coroutine.location()).isNotNull();
        assertThat(coroutine.trace()).isNotEmpty();
        assertThat(coroutine.toString()).contains("suspended");
    }

    /** What the driver sends back for a yielded value. */
    static Object reply(Object yielded) {
        if (yielded instanceof Ticks.Pause) {
            return null;
        }
        return "reply to " + yielded;
    }

    private static Object make(Method shape) throws Throwable {
        try {
            shape.setAccessible(true);
            return shape.invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static String show(Object value) {
        if (value instanceof Throwable thrown) {
            String cause = thrown.getCause() == null ? "" : " caused by " + show(thrown.getCause());
            List<String> suppressed =
                    Arrays.stream(thrown.getSuppressed()).map(Player::show).toList();
            return thrown.getClass().getName() + ": " + thrown.getMessage() + cause
                    + (suppressed.isEmpty() ? "" : " with " + suppressed);
        }
        String text = Arrays.deepToString(new Object[] {value});
        return (value == null ? "" : value.getClass().getSimpleName() + " ") + text.substring(1, text.length() - 1);
    }
}
