package dev.pausa.lint.source;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.lint.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What is said of wrong programs, exactly, and that nothing is said of right ones. For each file in {@code wrong} there
 * is another with what is said of it, which {@code -Dlint.golden.write=true} writes anew.
 */
class ChecksTest {
    private static final Path SOURCES = Path.of("src", "test", "resources", "lint");

    @TempDir
    Path classes;

    static List<Path> wrong() {
        return Compilation.filesIn(SOURCES.resolve("wrong"));
    }

    static List<Path> right() {
        return Compilation.filesIn(SOURCES.resolve("right"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void a_mistake_is_reported_where_it_is(Path file) throws IOException {
        List<String> findings = Compilation.of(classes, List.of(file)).findings();
        Path golden = Path.of(file.toString().replace(".java", ".txt"));
        if (Boolean.getBoolean("lint.golden.write")) {
            Files.write(golden, findings);
        }
        assertThat(findings).isNotEmpty().isEqualTo(Files.readAllLines(golden));
    }

    /** So that each is a mistake that nobody else finds. */
    @ParameterizedTest
    @MethodSource("wrong")
    void it_compiles_without_the_plugin(Path file) {
        Compilation without = Compilation.of(classes, List.of(file), "off=all");
        assertThat(without.all()).noneMatch(each -> each.getKind() == Diagnostic.Kind.ERROR);
        assertThat(without.findings()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("right")
    void nothing_is_said_of_what_is_right(Path file) {
        Compilation right = Compilation.of(classes, List.of(file));
        assertThat(right.findings()).isEmpty();
        assertThat(right.isSuccessful())
                .as(right.messages().toString())
                .isEqualTo(!file.getFileName().toString().startsWith("DoesNot"));
    }

    @Test
    void each_check_has_a_file() {
        Set<String> names = wrong().stream()
                .map(file -> file.getFileName().toString().replace(".java", ""))
                .collect(toCollection(TreeSet::new));
        Set<String> checks = Arrays.stream(Check.values())
                .filter(check -> !check.isOfClassFilesAlone())
                .map(check -> camelCase(check.name()))
                .collect(toCollection(TreeSet::new));
        assertThat(names).isEqualTo(checks);
    }

    private static String camelCase(String name) {
        StringBuilder text = new StringBuilder();
        for (String word : name.split("_")) {
            text.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return text.toString();
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void each_check_can_be_switched_off(Path file) {
        Check check = Arrays.stream(Check.values())
                .filter(each -> file.endsWith(camelCase(each.name()) + ".java"))
                .findFirst()
                .orElseThrow();
        List<String> left =
                Compilation.of(classes, List.of(file), "off=" + check.id()).findings();
        assertThat(left).noneMatch(finding -> finding.contains("[pausa:" + check.id() + "]"));
    }
}
