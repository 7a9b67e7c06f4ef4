package dev.pausa.weaver.fuzz;

import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.Step;
import dev.pausa.durable.Saver;
import dev.pausa.durable.SnapshotException;
import dev.pausa.weaver.OtherProcess;
import dev.pausa.weaver.SavedDriven;
import java.lang.reflect.InvocationTargetException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Random bodies, driven with and without being saved at their pauses. */
public final class SavedBodies {
    /** Loops come by the same points again and again: so often is a body saved in one run. */
    private static final int MOST_SAVES = 60;

    private static final int MOST_PAUSES = 100_000;

    private final Class<?> body;
    private final Saver saver;

    /** Why bodies could not be saved, and how often. */
    final Map<String, Integer> refused = new TreeMap<>();

    int saves;

    SavedBodies(Class<?> body, Saver saver) {
        this.body = body;
        this.saver = saver;
    }

    /** Returns one that knows the bodies of these seeds. */
    static Saver saver(ClassLoader loader, long seed, int count) throws ClassNotFoundException {
        List<Class<?>> classes = new ArrayList<>(List.of(Play.class.getNestMembers()));
        classes.addAll(List.of(WovenGenerators.class.getNestMembers()));
        for (long s = seed; s < seed + count; s++) {
            classes.addAll(List.of(Class.forName("woven.B" + s, false, loader).getNestMembers()));
        }
        return Saver.of(classes);
    }

    static ClassLoader compile(long seed, int count) throws Sources.Rejected {
        Map<String, String> texts = new LinkedHashMap<>();
        for (long s = seed; s < seed + count; s++) {
            texts.put("B" + s, Program.of("B" + s, s).text());
        }
        return Sources.compile(texts);
    }

    /** What a run left behind. */
    record Trace(List<String> log, String outcome) {}

    /** Drives a body to its end; saved, dropped and loaded at each pause, or never. */
    Trace play(Play.Mode mode, int at, boolean isSaved) {
        Play play = Play.begin(mode, at, false);
        String outcome;
        try {
            SavedDriven driven = new SavedDriven(saver, make());
            outcome = "returned " + Play.show(toEnd(driven, play, driven.step(null), isSaved));
        } catch (Throwable thrown) {
            outcome = "threw " + Play.show(thrown);
        }
        return new Trace(List.copyOf(play.log()), outcome);
    }

    private Object toEnd(SavedDriven driven, Play play, Step<?> first, boolean isSaved) {
        Step<?> step = first;
        while (step instanceof Step.Yielded<?> yielded && play.pauses() < MOST_PAUSES) {
            play.countPause();
            if (isSaved && play.pauses() <= MOST_SAVES) {
                reload(driven);
            }
            if (play.raisesHere()) {
                step = driven.stepRaising(play.raised());
            } else if (!play.closesHere()) {
                step = driven.step(play.answer(yielded.value()));
            } else {
                try {
                    return driven.closeAndGet();
                } catch (CoroutineStateException ignored) {
                    if (ignored.reason() != Reason.IGNORED_EXIT) {
                        throw ignored;
                    }
                    play.ignoredExit();
                    step = driven.step(play.lastAnswer());
                }
            }
        }
        return ((Step.Returned<?>) step).value();
    }

    /** A body that cannot be saved here goes on as it is. */
    private void reload(SavedDriven driven) {
        List<String> log = Play.current().log();
        int logged = log.size();
        try {
            driven.reload();
            saves++;
            log.subList(logged, log.size()).clear(); // the constructors of records have run again
        } catch (SnapshotException failed) {
            refused.merge(cause(failed), 1, Integer::sum);
        }
    }

    private static String cause(SnapshotException failed) {
        String message = failed.getMessage();
        if (failed.reason() != SnapshotException.Reason.UNSAVABLE) {
            throw failed;
        }
        if (message.contains("not serializable")) {
            return "a lambda that is not serializable";
        }
        return message.contains("nobody completes") ? "a stage" : message;
    }

    /** A body at a pause. */
    record Saved(String json, int pause, int logged) {}

    List<Saved> savesOnTheWay() {
        List<Saved> all = new ArrayList<>();
        Play play = Play.begin(Play.Mode.PAUSE, 0, false);
        try {
            SavedDriven driven = new SavedDriven(saver, make());
            Step<?> step = driven.step(null);
            while (step instanceof Step.Yielded<?> yielded && play.pauses() < MOST_SAVES) {
                play.countPause();
                try {
                    all.add(new Saved(driven.save(), play.pauses(), play.log().size()));
                } catch (SnapshotException failed) {
                    cause(failed);
                }
                step = driven.step(play.answer(yielded.value()));
            }
            driven.drop();
        } catch (SnapshotException failed) {
            throw failed;
        } catch (Throwable end) {
            return all; // the body's own
        }
        return all;
    }

    private Object make() throws Throwable {
        try {
            return body.getMethod("make").invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // In the other process
    // -----------------------------------------------------------------------------------------------------------------

    /** Goes on with what another process has saved. */
    public static List<String> goOn(String seedAndCount, List<OtherProcess.Case> cases) throws Throwable {
        String[] parts = seedAndCount.split(" ");
        ClassLoader loader = compile(Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
        List<String> outcomes = new ArrayList<>();
        Saver saver = saver(loader, Long.parseLong(parts[0]), Integer.parseInt(parts[1]));
        for (OtherProcess.Case each : cases) {
            Class<?> body = Class.forName(each.type(), true, loader);
            outcomes.add(new SavedBodies(body, saver).goOn(each.pause(), each.json()));
        }
        return outcomes;
    }

    private String goOn(int pause, String json) throws Throwable {
        Object answer = upTo(pause);
        Play play = Play.begin(Play.Mode.PAUSE, 0, false);
        String outcome;
        try {
            SavedDriven driven = SavedDriven.load(saver, json);
            play.log().clear();
            outcome = "returned " + Play.show(toEnd(driven, play, driven.step(answer), false));
        } catch (Throwable thrown) {
            outcome = "threw " + Play.show(thrown);
        }
        return play.log() + " " + outcome;
    }

    /** Static fields are no part of a body: they become here what they were there. */
    private Object upTo(int pause) throws Throwable {
        Play play = Play.begin(Play.Mode.PAUSE, 0, false);
        SavedDriven driven = new SavedDriven(saver, make());
        Object yielded = ((Step.Yielded<?>) driven.step(null)).value();
        for (int at = 1; at < pause; at++) {
            yielded = ((Step.Yielded<?>) driven.step(play.answer(yielded))).value();
        }
        driven.drop();
        return play.answer(yielded);
    }
}
