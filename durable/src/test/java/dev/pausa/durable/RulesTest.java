package dev.pausa.durable;

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
 * Each rule of durable coroutines has a test or a reason why not, and {@code docs/durable-rules.md} says so;
 * {@code -Drules.write=true} writes it.
 */
class RulesTest {
    private static final Path DOCUMENT = Path.of("../docs/durable-rules.md");
    private static final List<Path> SOURCES =
            List.of(Path.of("src/test/java"), Path.of("../durable-flink/src/test/java"));
    private static final Pattern TEST = Pattern.compile("@Rule\\((\\{?[^)]*?}?)\\)\\s+(?:@\\w+(?:\\([^)]*\\))?\\s+)*"
            + "(?:public )?(?:void|Stream<DynamicTest>) (\\w+)\\(");
    private static final Pattern ID = Pattern.compile("\"([A-Z]\\d+)\"");

    private record Line(String id, String text, String elsewhere, String reason) {
        static Line of(String row) {
            String[] cells = row.split("\t", -1);
            return new Line(cells[0], cells[1], cells[2], cells[3]);
        }
    }

    private static List<Line> rules() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/durable-rules.tsv")).stream()
                .map(Line::of)
                .toList();
    }

    private static Map<String, List<String>> tests() throws IOException {
        Map<String, List<String>> tests = new TreeMap<>();
        for (Path root : SOURCES) {
            try (Stream<Path> files = Files.walk(root)) {
                for (Path file : files.filter(each -> each.toString().endsWith(".java"))
                        .sorted()
                        .toList()) {
                    find(file, tests);
                }
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
                tests.computeIfAbsent(id.group(1), any -> new ArrayList<>()).add(type + "." + test.group(2));
            }
        }
    }

    @Test
    void each_rule_has_a_test_or_a_reason_and_not_both() throws Exception {
        Map<String, List<String>> tests = tests();
        List<String> wrong = rules().stream()
                .filter(rule -> tests.containsKey(rule.id()) != rule.reason().isEmpty())
                .map(Line::id)
                .toList();
        assertThat(wrong).as("rules without a test and a reason, or with both").isEmpty();
    }

    @Test
    void each_test_names_a_rule() throws Exception {
        assertThat(rules().stream().map(Line::id)).containsAll(tests().keySet());
    }

    @Test
    void the_document_is_up_to_date() throws Exception {
        String text = document();
        if (Boolean.getBoolean("rules.write")) {
            Files.writeString(DOCUMENT, text);
        }
        assertThat(Files.readString(DOCUMENT))
                .as("docs/durable-rules.md is generated; this test writes it: -Drules.write=true")
                .isEqualTo(text);
    }

    private static String document() throws IOException {
        Map<String, List<String>> tests = tests();
        StringBuilder text = new StringBuilder("""
                # The rules of durable coroutines

                What `dev.pausa.durable` promises in the corners, what went wrong elsewhere, and the tests that show it.
                This page is generated from the tests; the build fails when it is out of date, or when a rule has
                neither a test nor a reason. This writes it anew:

                ```
                ./mvnw -pl durable -am test -Dtest=RulesTest -Dsurefire.failIfNoSpecifiedTests=false -Drules.write=true
                ```

                S: what is saved. V: versions. E: execution. D: store and engine. H: security. F: Apache Flink.

                | | rule | elsewhere | tests |
                |---|---|---|---|
                """);
        for (Line rule : rules()) {
            String shown = rule.reason().isEmpty()
                    ? String.join("<br>", tests.getOrDefault(rule.id(), List.of()))
                    : rule.reason();
            text.append("| ")
                    .append(rule.id())
                    .append(" | ")
                    .append(rule.text())
                    .append(" | ")
                    .append(rule.elsewhere())
                    .append(" | ")
                    .append(shown)
                    .append(" |\n");
        }
        return text.toString();
    }
}
