package dev.pausa.weaver;

import dev.pausa.GeneratorExit;
import dev.pausa.Step;
import dev.pausa.durable.Saver;
import dev.pausa.durable.SnapshotException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs a shape, taken out of memory and put back at each pause, beside its reference that never pauses. */
final class SavedPlayer {
    private final Saver saver;
    private final Method woven;
    private final Method reference;

    SavedPlayer(Saver saver, Method woven, Method reference) {
        this.saver = saver;
        this.woven = woven;
        this.reference = reference;
    }

    /** What a run left behind. */
    record Trace(List<String> log, String outcome) {}

    /** Returns what a run that was never saved leaves behind. */
    Trace wanted(Run run) {
        String outcome;
        try {
            outcome = "returned " + show(((Reference.Plain<?>) make(reference)).run());
        } catch (GeneratorExit exit) {
            outcome = "returned null";
        } catch (Throwable thrown) {
            outcome = "threw " + show(thrown);
        }
        return new Trace(List.copyOf(run.log()), outcome);
    }

    Trace found(Run run) {
        String outcome;
        try {
            SavedDriven driven = new SavedDriven(saver, make(woven));
            outcome = toEnd(driven, run, driven.step(null), true);
        } catch (SnapshotException failed) {
            throw failed;
        } catch (Throwable thrown) {
            outcome = "threw " + show(thrown);
        }
        return new Trace(List.copyOf(run.log()), outcome);
    }

    /** Drives to the end; at each pause, what was counted there, taken out and put back if wanted. */
    static String toEnd(SavedDriven driven, Run run, Step<?> first, boolean reloads) {
        Step<?> step = first;
        while (step instanceof Step.Yielded<?> yielded) {
            count(run, yielded.value());
            if (reloads) {
                int logged = run.log().size();
                driven.reload();
                run.log().subList(logged, run.log().size()).clear(); // the constructors of records have run again
            }
            if (run.raisesHere()) {
                step = driven.stepRaising(run.boom());
            } else if (run.closesHere()) {
                return "returned " + show(driven.closeAndGet());
            } else {
                step = driven.step(Player.reply(yielded.value()));
            }
        }
        return "returned " + show(((Step.Returned<?>) step).value());
    }

    static void count(Run run, Object yielded) {
        if (!(yielded instanceof Ticks.Pause)) {
            run.countPause();
        }
    }

    /** A snapshot of a shape at one of its pauses. */
    record Saved(String json, int pause, int logged, Object yielded) {}

    /** Drives to the end and saves at each pause on the way. */
    List<Saved> saves(Run run) throws Throwable {
        List<Saved> saves = new ArrayList<>();
        SavedDriven driven = new SavedDriven(saver, make(woven));
        try {
            Step<?> step = driven.step(null);
            while (step instanceof Step.Yielded<?> yielded) {
                count(run, yielded.value());
                saves.add(new Saved(driven.save(), saves.size() + 1, run.log().size(), yielded.value()));
                step = driven.step(Player.reply(yielded.value()));
            }
        } catch (SnapshotException failed) {
            throw failed;
        } catch (Exception end) {
            return saves; // the shape's own
        }
        return saves;
    }

    static Object make(Method shape) throws Throwable {
        try {
            shape.setAccessible(true);
            return shape.invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    static String show(Object value) {
        if (value instanceof Throwable thrown) {
            String cause = thrown.getCause() == null ? "" : " caused by " + show(thrown.getCause());
            List<String> suppressed =
                    Arrays.stream(thrown.getSuppressed()).map(SavedPlayer::show).toList();
            return thrown.getClass().getName() + ": " + thrown.getMessage() + cause
                    + (suppressed.isEmpty() ? "" : " with " + suppressed);
        }
        String text = Arrays.deepToString(new Object[] {value});
        return (value == null ? "" : value.getClass().getSimpleName() + " ") + text.substring(1, text.length() - 1);
    }
}
