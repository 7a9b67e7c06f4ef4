package dev.pausa.lint.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.lint.Check;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/lint.md shows as wrong is reported, at the lines that it marks; what it shows as right is not. */
class LintPageTest {
    private static final Pattern SECTION = Pattern.compile(
            "### (\\S+)\n\nAn? (error|warning)[.,].*?```java\n(.*?)```.*?```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern MARK = Pattern.compile("// here(?:: (\\S+))?$");

    private static final String IMPORTS = """
            import static dev.pausa.AsyncGenerator.*;
            import static dev.pausa.Coroutine.*;
            import static dev.pausa.Generator.*;
            import static dev.pausa.async.Async.*;
            import dev.pausa.*;
            import dev.pausa.async.*;
            import java.nio.file.*;
            import java.time.Duration;
            import java.util.*;
            import java.util.concurrent.*;
            import java.util.concurrent.locks.*;
            class Example {
            """;

    @TempDir
    Path folder;

    /** What the page says of a check. */
    record Section(String id, String severity, String wrong, String right) {
        @Override
        public String toString() {
            return id;
        }
    }

    static List<Section> sections() throws IOException {
        List<Section> sections = new ArrayList<>();
        Matcher matcher = SECTION.matcher(Files.readString(Path.of("..", "docs", "lint.md")));
        while (matcher.find()) {
            sections.add(new Section(matcher.group(1), matcher.group(2), matcher.group(3), matcher.group(4)));
        }
        return sections;
    }

    @Test
    void each_check_has_a_section() throws IOException {
        assertThat(sections())
                .extracting(Section::id)
                .isEqualTo(Arrays.stream(Check.values())
                        .filter(check -> !check.isOfClassFilesAlone())
                        .map(Check::id)
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("sections")
    void what_is_wrong_is_reported_where_it_says(Section section) throws IOException {
        List<String> expected = new ArrayList<>();
        String[] lines = (IMPORTS + section.wrong()).split("\n");
        for (int i = 0; i < lines.length; i++) {
            Matcher mark = MARK.matcher(lines[i]);
            if (mark.find()) {
                String id = mark.group(1) == null ? section.id() : mark.group(1);
                expected.add((i + 1) + " " + severity(id) + " " + id);
            }
        }
        assertThat(severity(section.id())).isEqualTo(section.severity());
        assertThat(findings(section.wrong())).isNotEmpty().isEqualTo(expected);
    }

    private static String severity(String id) {
        return Arrays.stream(Check.values())
                .filter(check -> check.id().equals(id))
                .map(check -> check.severity().name().toLowerCase(Locale.ROOT))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @MethodSource("sections")
    void what_is_right_is_not(Section section) throws IOException {
        assertThat(findings(section.right())).isEmpty();
        assertThat(compile(section.right()).isSuccessful())
                .as(() -> messages(section))
                .isTrue();
    }

    private String messages(Section section) {
        try {
            return compile(section.right()).messages().toString();
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** A line for each: its number, severity and id. */
    private List<String> findings(String code) throws IOException {
        Pattern finding = Pattern.compile("(\\d+):\\d+ (\\S+) \\[pausa:([^]]+)].*", Pattern.DOTALL);
        return compile(code).findings().stream()
                .map(text -> finding.matcher(text).replaceFirst("$1 $2 $3"))
                .toList();
    }

    private Compilation compile(String code) throws IOException {
        Path file = Files.writeString(folder.resolve("Example.java"), IMPORTS + code + "}");
        return Compilation.of(folder, List.of(file));
    }
}
