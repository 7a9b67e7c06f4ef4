package dev.pausa.weaver.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.durable.Saver;
import dev.pausa.weaver.OtherProcess;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random bodies are saved, dropped, loaded and resumed at their pauses, and do the same as the run that was never
 * saved: to their end, with an exception raised into a pause, and closed at one. {@code -Dsaved.count=1000
 * -Dsaved.seed=1} plays the bodies of 1000 seeds from 1 on.
 */
class SavedFuzzTest {
    private static final long SEED = Long.getLong("saved.seed", 20_000);
    private static final int COUNT = Integer.getInteger("saved.count", 15);
    private static final int BATCH = 100;

    @TempDir
    Path folder;

    @Test
    void random_bodies_do_the_same_when_they_are_saved_and_loaded_at_their_pauses() throws Exception {
        List<String> failures = new ArrayList<>();
        Map<String, Integer> refused = new TreeMap<>();
        int saves = 0;
        for (int done = 0; done < COUNT; done += BATCH) {
            int count = Math.min(BATCH, COUNT - done);
            ClassLoader loader = SavedBodies.compile(SEED + done, count);
            Saver saver = SavedBodies.saver(loader, SEED + done, count);
            for (long seed = SEED + done; seed < SEED + done + count; seed++) {
                SavedBodies bodies = new SavedBodies(Class.forName("woven.B" + seed, true, loader), saver);
                compare(bodies, seed, failures);
                saves += bodies.saves;
                bodies.refused.forEach((why, times) -> refused.merge(why, times, Integer::sum));
            }
        }
        System.out.println("saved bodies: " + COUNT + " from -Dsaved.seed=" + SEED + ", saved and loaded " + saves
                + " times; not to be saved: " + refused);
        assertThat(failures).isEmpty();
        assertThat(refused.keySet()).isSubsetOf("a lambda that is not serializable", "a stage");
        assertThat(saves).isGreaterThan(5 * COUNT);
    }

    private static void compare(SavedBodies bodies, long seed, List<String> failures) {
        compare(bodies, seed, Play.Mode.PAUSE, 0, failures);
        int pauses = Play.current().pauses();
        for (int at : List.of(1, pauses / 3, pauses / 2, pauses)) {
            if (at > 0 && at <= pauses) {
                compare(bodies, seed, Play.Mode.RAISE, at, failures);
                compare(bodies, seed, Play.Mode.CLOSE, at, failures);
            }
        }
    }

    private static void compare(SavedBodies bodies, long seed, Play.Mode mode, int at, List<String> failures) {
        SavedBodies.Trace wanted = bodies.play(mode, at, false);
        SavedBodies.Trace found = bodies.play(mode, at, true);
        if (!found.equals(wanted)) {
            failures.add("-Dsaved.count=1 -Dsaved.seed=" + seed + " " + mode + " " + at + "\n  never saved: " + wanted
                    + "\n  saved:       " + found);
        }
    }

    @Test
    void random_bodies_go_on_in_another_process() throws Exception {
        int count = Math.min(COUNT, BATCH);
        ClassLoader loader = SavedBodies.compile(SEED, count);
        Saver saver = SavedBodies.saver(loader, SEED, count);
        List<OtherProcess.Case> cases = new ArrayList<>();
        List<String> wanted = new ArrayList<>();
        for (long seed = SEED; seed < SEED + count; seed++) {
            SavedBodies bodies = new SavedBodies(Class.forName("woven.B" + seed, true, loader), saver);
            SavedBodies.Trace all = bodies.play(Play.Mode.PAUSE, 0, false);
            for (SavedBodies.Saved saved : bodies.savesOnTheWay()) {
                cases.add(new OtherProcess.Case("woven.B" + seed, "make", "", saved.pause(), saved.json()));
                String rest = all.log().subList(saved.logged(), all.log().size()) + " " + all.outcome();
                wanted.add(OtherProcess.onOneLine(rest));
            }
        }
        List<String> found = OtherProcess.run(folder, "fuzz " + SEED + " " + count, "-Ddev.pausa.debug=false", cases);
        for (int i = 0; i < cases.size(); i++) {
            assertThat(found.get(i))
                    .as("%s at pause %s", cases.get(i).type(), cases.get(i).pause())
                    .isEqualTo(wanted.get(i));
        }
        System.out.println("saved bodies: " + count + " went on in another process from " + cases.size() + " pauses");
    }
}
