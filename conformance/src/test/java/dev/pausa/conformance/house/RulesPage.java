package dev.pausa.conformance.house;

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
 * Each numbered rule has a test, whose annotation {@code @Rule} names it, or a reason why not, and a page in
 * {@code docs} says so; {@code -Drules.write=true} writes it.
 */
abstract class RulesPage {
    private static final Pattern TEST = Pattern.compile("@Rule\\(([^)]*)\\)\\s+(?:@\\w+(?:\\([^)]*\\))?\\s+)*"
            + "(?:public )?(?:void|class|Stream<DynamicTest>) (\\w+)");
    private static final Pattern ID = Pattern.compile("\"([A-Z]\\d+)\"");

    private final String name;
    private final String introduction;
    private final Path rules;
    private final List<Path> sources;

    /**
     * Names the page.
     *
     * @param name {@code NAME} in {@code docs/NAME.md} and in {@code src/test/resources/NAME.tsv} of the first module,
     *     which has the rules
     * @param introduction what stands above the table
     * @param modules where the tests are
     */
    RulesPage(String name, String introduction, String... modules) {
        this.name = name;
        this.introduction = introduction;
        this.rules = Path.of("..", modules[0], "src/test/resources", name + ".tsv");
        this.sources = Stream.of(modules).map(RulesPage::testsOf).toList();
    }

    private static Path testsOf(String module) {
        return Path.of("..", module, "src/test/java");
    }

    /**
     * A rule: a line of the file, with a tab between its parts.
     *
     * @param elsewhere what went wrong in other libraries; empty if nothing is known
     * @param reason why it has no test; empty if it has one
     * @param furtherTests those in other modules, such as {@code bundle/JarIT.name}; may be left out
     */
    private record Line(String id, String text, String elsewhere, String reason, List<String> furtherTests) {
        static Line of(String row) {
            String[] cells = row.split("\t", -1);
            boolean hasFurther = cells.length > 4 && !cells[4].isEmpty();
            return new Line(
                    cells[0], cells[1], cells[2], cells[3], hasFurther ? List.of(cells[4].split(" ")) : List.of());
        }

        List<String> tests(Map<String, List<String>> annotated) {
            List<String> tests = new ArrayList<>(annotated.getOrDefault(id, List.of()));
            tests.addAll(furtherTests);
            return tests;
        }
    }

    private List<Line> rules() throws IOException {
        return Files.readAllLines(rules).stream().map(Line::of).toList();
    }

    /** Returns the names of tests by the rules that they show. */
    private Map<String, List<String>> tests() throws IOException {
        Map<String, List<String>> tests = new TreeMap<>();
        for (Path root : sources) {
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
            String shown = test.group(2).equals(type) ? type : type + "." + test.group(2);
            Matcher id = ID.matcher(test.group(1));
            while (id.find()) {
                tests.computeIfAbsent(id.group(1), any -> new ArrayList<>()).add(shown);
            }
        }
    }

    @Test
    void each_rule_has_a_test_or_a_reason_and_not_both() throws Exception {
        Map<String, List<String>> tests = tests();
        List<String> wrong = rules().stream()
                .filter(rule -> rule.tests(tests).isEmpty() == rule.reason().isEmpty())
                .map(Line::id)
                .toList();
        assertThat(wrong).as("rules without a test and a reason, or with both").isEmpty();
    }

    @Test
    void each_test_names_a_rule() throws Exception {
        assertThat(rules().stream().map(Line::id)).containsAll(tests().keySet());
    }

    @Test
    void tests_that_are_said_to_be_in_other_modules_are_there() throws Exception {
        for (Line rule : rules()) {
            for (String test : rule.furtherTests()) {
                String[] parts = test.split("[/.]");
                assertThat(sourceOf(parts[0], parts[1])).as(test).contains("void " + parts[2] + "(");
            }
        }
    }

    private static String sourceOf(String module, String type) throws IOException {
        try (Stream<Path> files = Files.walk(testsOf(module))) {
            return Files.readString(files.filter(file -> file.endsWith(type + ".java"))
                    .findFirst()
                    .orElseThrow());
        }
    }

    @Test
    void the_page_is_up_to_date() throws Exception {
        Path page = Path.of("../docs", name + ".md");
        String text = page();
        if (Boolean.getBoolean("rules.write")) {
            Files.writeString(page, text);
        }
        assertThat(Files.readString(page))
                .as("docs/%s.md is generated; this test writes it: -Drules.write=true", name)
                .isEqualTo(text);
    }

    private String page() throws IOException {
        Map<String, List<String>> tests = tests();
        List<Line> rules = rules();
        boolean tellsOfOthers =
                rules.stream().anyMatch(rule -> !rule.elsewhere().isEmpty());
        StringBuilder text = new StringBuilder(introduction)
                .append(
                        tellsOfOthers
                                ? "\n| | rule | elsewhere | tests |\n|---|---|---|---|\n"
                                : "\n| | rule | tests |\n|---|---|---|\n");
        for (Line rule : rules) {
            text.append("| ").append(rule.id()).append(" | ").append(rule.text());
            if (tellsOfOthers) {
                text.append(" | ").append(rule.elsewhere());
            }
            String shown = rule.reason().isEmpty() ? String.join("<br>", rule.tests(tests)) : rule.reason();
            text.append(" | ").append(shown).append(" |\n");
        }
        return text.toString();
    }
}
