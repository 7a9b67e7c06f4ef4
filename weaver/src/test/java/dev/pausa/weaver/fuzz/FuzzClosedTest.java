package dev.pausa.weaver.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.weaver.ClosedJvm;
import dev.pausa.weaver.ahead.Mode;
import dev.pausa.weaver.ahead.Rule;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random bodies, rewritten ahead of time, where there is no weaver: all but those that {@code super::} refers to, which
 * stay lambdas.
 */
class FuzzClosedTest {
    private static final int COUNT = 30;

    @TempDir
    Path folder;

    @Rule("W28")
    @Test
    void rewritten_bodies_need_no_weaver() throws Exception {
        System.out.println("fuzz: " + COUNT + " bodies without a weaver, -Dfuzz.seed=" + FuzzTest.SEED);
        Map<String, String> texts = new TreeMap<>();
        for (long seed = FuzzTest.SEED; texts.size() < COUNT; seed++) {
            Program program = Program.of("B" + seed, seed);
            if (program.form() != Program.Form.SUPER) {
                texts.put(program.name(), program.text());
            }
        }
        Path classes = folder.resolve("bodies");
        Map<String, byte[]> rewritten = Sources.classFiles(texts, Optional.of(Mode.REWRITE));
        for (Map.Entry<String, byte[]> each : rewritten.entrySet()) {
            Path file = classes.resolve(each.getKey() + ".class");
            Files.createDirectories(file.getParent());
            Files.write(file, each.getValue());
        }

        List<Object> arguments = new ArrayList<>(List.of(classes));
        arguments.addAll(texts.keySet());
        assertThat(new ClosedJvm(folder).run(BodiesAlone.class, arguments.toArray()))
                .containsExactlyElementsOf(texts.keySet());
    }
}
