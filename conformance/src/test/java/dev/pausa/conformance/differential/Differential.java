package dev.pausa.conformance.differential;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs programs on both sides and compares. */
final class Differential {
    private static final int BATCH = 250;

    private final PythonSide python;

    private int programs;
    private long events;

    /** How many programs were compared only up to a {@link KnownDifference}. */
    private final Map<KnownDifference, Integer> cut = new EnumMap<>(KnownDifference.class);

    Differential(PythonSide python) {
        this.python = python;
    }

    /** Generates and runs {@code count} programs; program number i of a seed is the same in every run. */
    List<Difference> fuzz(long seed, int count) {
        List<Difference> found = new ArrayList<>();
        for (int first = 0; first < count; first += BATCH) {
            List<Node> batch = new ArrayList<>();
            for (int i = first; i < Math.min(count, first + BATCH); i++) {
                batch.add(Generator.program(seed, i));
            }
            compare(batch).stream().flatMap(Optional::stream).forEach(found::add);
        }
        return found;
    }

    /** Runs a batch; for each program, where its traces differ. */
    List<Optional<Difference>> compare(List<Node> batch) {
        List<List<String>> expected = python.run(batch);
        List<List<String>> actual = JavaSide.run(batch);
        List<Optional<Difference>> differences = new ArrayList<>();
        for (int i = 0; i < batch.size(); i++) {
            differences.add(Difference.between(batch.get(i), actual.get(i), expected.get(i), python.version()));
            count(actual.get(i), expected.get(i));
        }
        return differences;
    }

    private void count(List<String> java, List<String> expected) {
        programs++;
        events += expected.size();
        Difference.end(java, expected, python.version()).ifPresent(end -> cut.merge(end.why(), 1, Integer::sum));
    }

    /** How much was compared, for people. */
    String summary() {
        return programs + " programs, " + events + " events, python " + python.version()
                + "; compared up to a known difference: " + cut;
    }
}
