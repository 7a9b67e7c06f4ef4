package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.durable.Rule;
import dev.pausa.weaver.ahead.Mode;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Bodies in classes that were rewritten ahead of time; in the other process frames were added to the classes. */
class SavedShapesAheadTest extends SavedShapes {
    private Path added;

    @Override
    Compilation woven(Compilation asCompiled) {
        added = WovenAhead.of(asCompiled, directory.resolve("added"), Mode.ADD).classes();
        return WovenAhead.of(asCompiled, directory.resolve("rewritten"), Mode.REWRITE);
    }

    @Override
    Path elsewhere() {
        return added;
    }

    @Override
    boolean playsAll() {
        return false;
    }

    /** So what is saved one way loads the other way, too. */
    @Test
    @Rule({"V1", "V3"})
    void the_same_is_saved_whether_classes_were_woven_ahead_or_not() throws Throwable {
        Map<String, String> wanted = withoutTraces(saved(compiled.classes()));
        assertThat(wanted).hasSizeGreaterThan(30);
        for (Path way : new Path[] {added, woven.classes()}) {
            Map<String, String> found = withoutTraces(saved(way));
            assertThat(found.keySet()).isEqualTo(wanted.keySet());
            found.forEach((pause, text) -> assertThat(text).as(pause).isEqualTo(wanted.get(pause)));
        }
    }

    @Test
    @Rule("V6")
    void durable_check_sees_the_same_in_rewritten_classes() {
        assertThat(FileTables.of(RewrittenHostTest.files(woven)))
                .isEqualTo(FileTables.of(RewrittenHostTest.files(compiled)));
    }

    /** The traces of exceptions show from where this test called. */
    private static Map<String, String> withoutTraces(Map<String, String> texts) {
        Map<String, String> without = new TreeMap<>();
        texts.forEach((pause, text) -> without.put(pause, text.replaceAll("\"trace\":\\[\\[.*?]]", "")));
        return without;
    }
}
