package dev.pausa.conformance.await;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Coroutines driven, raised into and closed behind the backs of those that await them, from outside, from inside other
 * bodies and from inside awaited iterators: whatever is done, real coroutines must do exactly what the catalogue's
 * reference algorithm (section 1.3) does. Random scripts are compared, and those that once failed.
 *
 * <p>More scripts: {@code -Dpausa.scripts=1000000 -Dpausa.seed=1}.
 */
class ForeignDrivingTest {

    private static final long FIRST_SEED = Long.getLong("pausa.seed", 1);
    private static final int SCRIPTS = Integer.getInteger("pausa.scripts", 2500);

    /** The first difference between the reference and the woven world, if there is one. */
    private static Optional<String> difference(Script script) {
        List<String> expected = new ReferenceWorld(script).run();
        for (boolean bySteps : new boolean[] {false, true}) {
            List<String> actual = new WovenWorld(script, bySteps).run();
            for (int i = 0; i < Math.max(expected.size(), actual.size()); i++) {
                String should = i < expected.size() ? expected.get(i) : "(the end)";
                String does = i < actual.size() ? actual.get(i) : "(the end)";
                if (!should.equals(does)) {
                    List<String> before = expected.subList(0, i);
                    return Optional.of("after\n    " + String.join("\n    ", before) + "\nexpected\n    " + should
                            + "\nbut was\n    " + does);
                }
            }
        }
        return Optional.empty();
    }

    /** Takes words away as long as the difference stays. */
    private static Script shrink(Script failing) {
        Script smallest = failing;
        for (boolean smaller = true; smaller; ) {
            smaller = false;
            for (Script candidate : smallest.smaller()) {
                if (difference(candidate).isPresent()) {
                    smallest = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    private static void compare(String what, Script script) {
        if (difference(script).isPresent()) {
            Script smallest = shrink(script);
            throw new AssertionError(what + " differs from the reference\n  script   " + script + "\n  smallest "
                    + smallest + "\n" + difference(smallest).orElseThrow());
        }
    }

    @Test
    void random_scripts_run_as_the_reference_does() throws Exception {
        System.out.println("foreign driving: seeds " + FIRST_SEED + " to " + (FIRST_SEED + SCRIPTS - 1));
        inDeepThread(() -> {
            for (long seed = FIRST_SEED; seed < FIRST_SEED + SCRIPTS; seed++) {
                compare("seed " + seed, Script.random(seed));
            }
        });
    }

    static Stream<String> recorded() throws IOException {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(ForeignDrivingTest.class.getResourceAsStream("foreign-driving.txt")),
                StandardCharsets.UTF_8))) {
            return reader.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void recorded_scripts_run_as_the_reference_does(String text) throws Exception {
        inDeepThread(() -> compare("this script", Script.parse(text)));
    }

    @Test
    void a_script_has_a_text_form() {
        for (long seed = 1; seed < 100; seed++) {
            Script script = Script.random(seed);
            assertThat(Script.parse(script.toString())).isEqualTo(script);
        }
    }

    /** The reference recurses as deep as the chain is. */
    private static void inDeepThread(Runnable action) throws Exception {
        FutureTask<Void> task = new FutureTask<>(action, null);
        new Thread(null, task, "deep", 512L * 1024 * 1024).start();
        try {
            task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }
}
