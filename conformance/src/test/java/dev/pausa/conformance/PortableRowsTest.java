package dev.pausa.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * Every row of the catalogue that a Java port can show has a test, named after it, or a reason why not. The rows are in
 * {@code portable-rows.txt}; the tests are found in the compiled classes of this package.
 */
class PortableRowsTest {

    private static final Pattern ROW = Pattern.compile(
            "(?<id>[A-Z]{2}-\\d{3}) \\| (?<applies>yes|adapted) \\| (?<title>[^|]+?)(?: \\| (?<reason>[^|]+))?");
    private static final Pattern TEST_NAME = Pattern.compile("([a-z]{2})_(\\d{3})_\\w+");

    /** A row of the catalogue; {@code reason} says why it has no test, and is null if it needs one. */
    private record Row(String id, String reason) {}

    @Test
    void every_row_has_a_test_or_a_reason() throws Exception {
        Set<String> tested = testedRows();
        Set<String> missing = new TreeSet<>();
        for (Row row : rows()) {
            if (row.reason() == null && !tested.contains(row.id()) && isBegun(row, tested)) {
                missing.add(row.id());
            }
        }
        assertThat(missing).as("rows without a test and without a reason").isEmpty();
    }

    /** Tells whether the row's family (AW, CO, CW) has tests at all; each came with its own change. */
    private static boolean isBegun(Row row, Set<String> tested) {
        return tested.stream().anyMatch(id -> id.startsWith(row.id().substring(0, 2)));
    }

    @Test
    void no_row_has_both_a_test_and_a_reason() throws Exception {
        Set<String> tested = testedRows();
        assertThat(rows())
                .filteredOn(row -> row.reason() != null)
                .extracting(Row::id)
                .as("rows whose reason is out of date")
                .doesNotContainAnyElementsOf(tested);
    }

    @Test
    void every_row_is_listed_once() throws Exception {
        assertThat(rows()).extracting(Row::id).isNotEmpty().doesNotHaveDuplicates();
    }

    private static List<Row> rows() throws IOException {
        List<Row> rows = new ArrayList<>();
        try (var in = PortableRowsTest.class.getResourceAsStream("/portable-rows.txt");
                var lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    Matcher row = ROW.matcher(line.strip());
                    assertThat(row.matches()).as("the form of the line: %s", line).isTrue();
                    rows.add(new Row(row.group("id"), row.group("reason")));
                }
            }
        }
        return rows;
    }

    private static Set<String> testedRows() throws Exception {
        return testClasses().stream()
                .flatMap(testClass -> Arrays.stream(testClass.getDeclaredMethods()))
                .filter(method -> AnnotationSupport.isAnnotated(method, Testable.class))
                .map(Method::getName)
                .map(TEST_NAME::matcher)
                .filter(Matcher::matches)
                .map(name -> name.group(1).toUpperCase(Locale.ROOT) + "-" + name.group(2))
                .collect(toCollection(TreeSet::new));
    }

    private static List<Class<?>> testClasses() throws IOException, URISyntaxException, ClassNotFoundException {
        Path root = Path.of(PortableRowsTest.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        String packageName = PortableRowsTest.class.getPackageName();
        List<Class<?>> classes = new ArrayList<>();
        try (Stream<Path> files = Files.list(root.resolve(packageName.replace('.', '/')))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".class")).sorted().toList()) {
                String fileName = file.getFileName().toString();
                String className = packageName + "." + fileName.substring(0, fileName.length() - ".class".length());
                classes.add(Class.forName(className, false, PortableRowsTest.class.getClassLoader()));
            }
        }
        return classes;
    }
}
