package dev.pausa.weaver.ahead;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Each rule of weaving ahead has a test or says what is open, and {@code docs/ahead-rules.md} says so;
 * {@code -Drules.write=true} writes it.
 */
class AheadRulesTest {
    private static final Path DOCUMENT = Path.of("../docs/ahead-rules.md");
    private static final Pattern TEST = Pattern.compile("@Rule\\(([^)]*)\\)\\s+(?:@\\w+(?:\\([^)]*\\))?\\s+)*"
            + "(?:public )?(?:void|class|Stream<DynamicTest>) (\\w+)");
    private static final Pattern ID = Pattern.compile("\"(W\\d+)\"");

    /**
     * A rule.
     *
     * @param open why it has no test, if it has none
     * @param elsewhere its tests in modules that are built later, such as {@code bundle/JarIT.name}
     */
    private record Line(String id, String text, String open, List<String> elsewhere) {
        static Line of(String row) {
            String[] cells = row.split("\t", -1);
            return new Line(
                    cells[0], cells[1], cells[2], cells[3].isEmpty() ? List.of() : List.of(cells[3].split(" ")));
        }
    }

    private static List<Line> rules() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/ahead-rules.tsv")).stream()
                .map(Line::of)
                .toList();
    }

    private static Map<String, List<String>> tests() throws IOException {
        Map<String, List<String>> tests = new TreeMap<>();
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            for (Path file : files.filter(each -> each.toString().endsWith("Test.java"))
                    .sorted()
                    .toList()) {
                find(file, tests);
            }
        }
        return tests;
    }

    private static void find(Path file, Map<String, List<String>> tests) throws IOException {
        String type = file.getFileName().toString().replace(".java", "");
        Matcher test = TEST.matcher(Files.readString(file));
        while (test.find()) {
            Matcher id = ID.matcher(test.group(1));
            while (id.find()) {
                String name = test.group(2).equals(type) ? type : type + "." + test.group(2);
                tests.computeIfAbsent(id.group(1), any -> new ArrayList<>()).add(name);
            }
        }
    }

    @Test
    void each_rule_has_a_test_or_is_open_and_not_both() throws Exception {
        Map<String, List<String>> tests = tests();
        List<String> wrong = rules().stream()
                .filter(rule -> isTested(rule, tests) != rule.open().isEmpty())
                .map(Line::id)
                .toList();
        assertThat(wrong)
                .as("rules without a test that are not open, or with one that are")
                .isEmpty();
        assertThat(rules().stream().map(Line::id)).containsAll(tests.keySet());
    }

    private static boolean isTested(Line rule, Map<String, List<String>> tests) {
        return tests.containsKey(rule.id()) || !rule.elsewhere().isEmpty();
    }

    @Test
    void tests_that_are_said_to_be_elsewhere_are_there() throws Exception {
        for (Line rule : rules()) {
            for (String test : rule.elsewhere()) {
                String[] parts = test.split("[/.]");
                assertThat(sourceOf(parts[0], parts[1])).as(test).contains("void " + parts[2] + "(");
            }
        }
    }

    private static String sourceOf(String module, String type) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src/test/java"))) {
            return Files.readString(files.filter(file -> file.endsWith(type + ".java"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    @Test
    void the_document_is_up_to_date() throws Exception {
        String text = document();
        if (Boolean.getBoolean("rules.write")) {
            Files.writeString(DOCUMENT, text);
        }
        assertThat(Files.readString(DOCUMENT))
                .as("docs/ahead-rules.md is generated; this test writes it: -Drules.write=true")
                .isEqualTo(text);
    }

    private static String document() throws IOException {
        Map<String, List<String>> tests = tests();
        StringBuilder text = new StringBuilder("""
                # The rules of weaving ahead of time

                What [weaving ahead](design.md#weaving-ahead-of-time) keeps to in the corners, and the tests that
                show it. This page is generated from the tests; the build fails when it is out of date, or when a rule
                has no test and is not open. This writes it anew:

                ```
                ./mvnw -pl weaver -am test -Dtest=AheadRulesTest -Drules.write=true \\
                    -Dsurefire.failIfNoSpecifiedTests=false
                ```

                | | rule | tests |
                |---|---|---|
                """);
        for (Line rule : rules()) {
            List<String> names = new ArrayList<>(tests.getOrDefault(rule.id(), List.of()));
            names.addAll(rule.elsewhere());
            String shown = rule.open().isEmpty() ? String.join("<br>", names) : rule.open();
            text.append("| ")
                    .append(rule.id())
                    .append(" | ")
                    .append(rule.text())
                    .append(" | ")
                    .append(shown)
                    .append(" |\n");
        }
        return text.toString();
    }
}
