package dev.pausa.conformance.differential;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Random programs do here what they do under CPython. */
class DifferentialTest {
    private static final int COUNT = Integer.getInteger("differential.count", 150);
    private static final long FIXED_SEED = 2024;
    private static final Path REGRESSIONS = Path.of("src/test/resources/differential/regressions");

    private static Optional<PythonSide> python = Optional.empty();

    @BeforeAll
    static void find_python() {
        python = PythonSide.find();
        if (python.isEmpty()) {
            System.err.println("SKIPPED: the differential test needs python3, 3.11 or newer, on the path");
        }
    }

    @BeforeEach
    void need_python() {
        assumeTrue(python.isPresent(), "no python3, 3.11 or newer");
    }

    @Test
    void recorded_regressions_agree() throws IOException {
        List<Node> programs = regressions();
        assertThat(programs).allMatch(Grammar::isProgram);
        Differential differential = new Differential(python.orElseThrow());
        List<Difference> found = differential.compare(programs).stream()
                .flatMap(Optional::stream)
                .toList();
        assertThat(found).extracting(Difference::report).isEmpty();
    }

    static List<Node> regressions() throws IOException {
        try (Stream<Path> files = Files.list(REGRESSIONS)) {
            return files.sorted().map(DifferentialTest::read).toList();
        }
    }

    private static Node read(Path file) {
        try {
            return Node.parse(Files.readString(file));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void programs_of_the_fixed_seed_agree() throws IOException {
        assertAgreement(FIXED_SEED);
    }

    @Test
    void programs_of_a_new_seed_agree() throws IOException {
        assertAgreement(Long.getLong("differential.seed", System.currentTimeMillis()));
    }

    private static void assertAgreement(long seed) throws IOException {
        Differential differential = new Differential(python.orElseThrow());
        List<Difference> found = differential.fuzz(seed, COUNT);
        System.out.println(
                "differential seed " + seed + ": " + differential.summary() + "; " + found.size() + " differ");
        if (!found.isEmpty()) {
            Difference smallest = new Minimiser(differential::compare).minimise(found.get(0));
            DifferentialRun.record(smallest, Path.of("target/differential"));
            throw new AssertionError("seed " + seed + ": " + found.size() + " programs differ; the first, minimised:\n"
                    + smallest.report());
        }
    }
}
