package dev.pausa.weaver.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Random bodies do the same woven as the same source does that never pauses: without a pause, pausing everywhere, with
 * an exception raised into a pause, and closed at one.
 *
 * <p>{@code -Dfuzz.count=5000 -Dfuzz.seed=1} plays the bodies of 5000 seeds from 1 on. A body that fails is made as
 * small as dropping statements makes it and shown; stored as {@code src/test/resources/fuzz/NAME.java} it is played by
 * every build from then on.
 */
class FuzzTest {
    static final long SEED = Long.getLong("fuzz.seed", 20_000);

    /** So many bodies are compiled by one call of the compiler. */
    private static final int BATCH = 100;

    /** More failures than this say nothing new. */
    private static final int MOST_FAILURES = 5;

    /** How many bodies are played. */
    int count() {
        return Integer.getInteger("fuzz.count", 200);
    }

    @Test
    void randomBodiesDoAsTheirReference() throws Sources.Rejected {
        int count = count();
        System.out.println("fuzz: " + count + " bodies, -Dfuzz.seed=" + SEED);
        List<String> failures = new ArrayList<>();
        for (int done = 0; done < count && failures.size() < MOST_FAILURES; done += BATCH) {
            failures.addAll(playBatch(SEED + done, Math.min(BATCH, count - done)));
        }
        assertThat(failures).isEmpty();
    }

    private static List<String> playBatch(long seed, int count) throws Sources.Rejected {
        Map<String, Program> programs = new LinkedHashMap<>();
        Map<String, String> texts = new LinkedHashMap<>();
        for (long s = seed; s < seed + count; s++) {
            Program program = Program.of("B" + s, s);
            programs.put(program.name(), program);
            texts.put(program.name(), program.text());
        }
        ClassLoader loader = Sources.compile(texts);
        List<String> failures = new ArrayList<>();
        for (Program program : programs.values()) {
            if (failures.size() < MOST_FAILURES
                    && Minimizer.failure(loader, program.name()).isPresent()) {
                Program small = Minimizer.minimize(program);
                failures.add("-Dfuzz.count=1 -Dfuzz.seed=" + program.name().substring(1) + "\n"
                        + Minimizer.fails(small).orElseThrow() + "\n" + small.text());
            }
        }
        return failures;
    }

    /** Recorded bodies: what is worth keeping, and what failed once. */
    @TestFactory
    Stream<DynamicTest> recordedBodiesDoAsTheirReference() throws IOException {
        Path folder = Path.of(
                Objects.requireNonNull(FuzzTest.class.getResource("/fuzz")).getPath());
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
        return files.stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> play(file)));
    }

    private static void play(Path file) throws IOException, Sources.Rejected {
        String name = file.getFileName().toString().replace(".java", "");
        ClassLoader loader = Sources.compile(Map.of(name, Files.readString(file)));
        assertThat(Minimizer.failure(loader, name)).isEqualTo(Optional.empty());
    }
}
