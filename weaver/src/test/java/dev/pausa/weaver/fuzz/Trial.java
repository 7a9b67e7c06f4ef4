package dev.pausa.weaver.fuzz;

import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.GeneratorExit;
import dev.pausa.Step;
import dev.pausa.WeaveException;
import dev.pausa.weaver.Driven;
import java.lang.reflect.InvocationTargetException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Plays one body in every mode, woven and as its reference, and compares what they logged and how they ended. */
final class Trial {
    /** More pauses than this are the sign of an endless loop. */
    private static final int MOST_PAUSES = 100_000;

    /** Into so many pauses of a body an exception is raised, and at so many it is closed. */
    private static final int PLACES = 10;

    private final Class<?> woven;
    private final Class<?> plain;

    private Trial(Class<?> woven, Class<?> plain) {
        this.woven = woven;
        this.plain = plain;
    }

    /** What a run left behind. */
    private record Trace(List<String> log, String outcome) {
        String from(int line) {
            return "... " + log.subList(line, Math.min(line + 5, log.size())) + ", " + outcome;
        }
    }

    /** Returns what is wrong, or empty if the two did the same in every run. */
    static Optional<String> failure(Class<?> woven, Class<?> plain) {
        Trial trial = new Trial(woven, plain);
        Optional<String> failure = trial.play(Play.Mode.FINISH, 0).or(() -> trial.play(Play.Mode.PAUSE, 0));
        for (int at : places(Play.current().pauses())) {
            failure = failure.or(() -> trial.play(Play.Mode.RAISE, at)).or(() -> trial.play(Play.Mode.CLOSE, at));
        }
        return failure;
    }

    private static Set<Integer> places(int pauses) {
        Set<Integer> places = new TreeSet<>();
        for (int i = 0; i < PLACES && pauses > 0; i++) {
            places.add(1 + i * (pauses - 1) / (PLACES - 1));
        }
        return places;
    }

    private Optional<String> play(Play.Mode mode, int at) {
        Play actual = Play.begin(mode, at, false);
        Trace found;
        try {
            found = new Trace(actual.log(), drive(actual));
        } catch (WeaveException | LinkageError broken) {
            return Optional.of(actual + ": " + broken);
        }
        Play expected = Play.begin(mode, at, true);
        Trace wanted = new Trace(expected.log(), run(expected));
        return found.equals(wanted) ? Optional.empty() : Optional.of(actual + difference(found, wanted));
    }

    private static String difference(Trace found, Trace wanted) {
        int same = 0;
        while (same < Math.min(found.log.size(), wanted.log.size())
                && Objects.equals(found.log.get(same), wanted.log.get(same))) {
            same++;
        }
        return ": logs agree up to line " + same + "\n  woven: " + found.from(same) + "\n  plain: " + wanted.from(same);
    }

    private String run(Play play) {
        try {
            return "returned " + Play.show(onceOf(make(plain)).run());
        } catch (GeneratorExit exit) {
            return play.isClosing() ? "returned null" : "threw " + Play.show(exit);
        } catch (Throwable thrown) {
            return "threw " + Play.show(thrown);
        }
    }

    private static Plain.Once<?> onceOf(Object made) {
        return made instanceof PlainGenerators.Generator<?, ?, ?> generator
                ? new Plain.Once<>(generator.body())
                : (Plain.Once<?>) made;
    }

    private String drive(Play play) {
        try {
            return "returned " + Play.show(driveToEnd(Driven.of(make(woven)), play));
        } catch (WeaveException | LinkageError broken) {
            throw broken;
        } catch (Throwable thrown) {
            return "threw " + Play.show(thrown);
        }
    }

    private static Object driveToEnd(Driven coroutine, Play play) {
        Step<?> step = coroutine.step(null);
        while (step instanceof Step.Yielded<?> yielded && play.pauses() < MOST_PAUSES) {
            play.countPause();
            if (play.raisesHere()) {
                step = coroutine.stepRaising(play.raised());
            } else if (!play.closesHere()) {
                step = coroutine.step(play.answer(yielded.value()));
            } else {
                try {
                    return coroutine.closeAndGet();
                } catch (CoroutineStateException ignored) {
                    if (ignored.reason() != Reason.IGNORED_EXIT) {
                        throw ignored;
                    }
                    play.ignoredExit();
                    step = coroutine.step(play.lastAnswer());
                }
            }
        }
        return ((Step.Returned<?>) step).value();
    }

    private static Object make(Class<?> body) throws Throwable {
        try {
            return body.getMethod("make").invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
