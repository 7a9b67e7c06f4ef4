package dev.pausa.conformance.catalogue;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.conformance.catalogue.Catalogue.Kind;
import dev.pausa.conformance.catalogue.Catalogue.Row;
import dev.pausa.conformance.fixtures.NeedsWeaver;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Every row of the catalogue that a Java port can show has a test named after it, or a reason why not, and
 * {@code docs/conformance.md} says so. Run with {@code -Dconformance.write=true} to write that file anew.
 * Loads all tests, those of the weaver among them.
 */
@NeedsWeaver
class ConformanceTest {

    private static final Path DOCUMENT = Path.of("../docs/conformance.md");

    private Catalogue catalogue;
    private Map<String, Set<Method>> tests;

    @BeforeEach
    void read() throws Exception {
        catalogue = Catalogue.read();
        tests = RowTests.byRow();
    }

    @Test
    void every_row_is_listed_once() {
        assertThat(catalogue.rows()).extracting(Row::id).isNotEmpty().doesNotHaveDuplicates();
    }

    @Test
    void every_row_has_a_test_or_a_reason() {
        Set<String> missing = catalogue.rows().stream()
                .filter(row -> row.kind() != Kind.NOT_YET)
                .map(Row::id)
                .collect(toCollection(TreeSet::new));
        missing.removeAll(tests.keySet());
        assertThat(missing)
                .as("rows without a test; name one after it, or say `not yet: why` in catalogue.tsv")
                .isEmpty();
    }

    @Test
    void no_row_has_both_a_test_and_a_reason() {
        Set<String> both = catalogue.rows(Kind.NOT_YET).stream().map(Row::id).collect(toCollection(TreeSet::new));
        both.retainAll(tests.keySet());
        assertThat(both)
                .as("rows that have a test, so that `not yet` in catalogue.tsv is out of date")
                .isEmpty();
    }

    @Test
    void every_test_names_a_row() {
        Set<String> unknown = new TreeSet<>(tests.keySet());
        catalogue.rows().forEach(row -> unknown.remove(row.id()));
        assertThat(unknown)
                .as("ids in names of tests that are no rows of catalogue.tsv")
                .isEmpty();
    }

    @Test
    void the_document_is_up_to_date() throws Exception {
        String text = ConformanceDocument.write(catalogue, tests);
        if (Boolean.getBoolean("conformance.write")) {
            Files.writeString(DOCUMENT, text);
        }
        assertThat(DOCUMENT)
                .as("docs/conformance.md; this test writes it: -Dconformance.write=true")
                .exists();
        List<String> lines = Files.readAllLines(DOCUMENT);
        List<String> outOfDate = new ArrayList<>(lines);
        outOfDate.removeAll(text.lines().toList());
        List<String> missing = new ArrayList<>(text.lines().toList());
        missing.removeAll(lines);
        assertThat(lines.equals(text.lines().toList()))
                .as(
                        "docs/conformance.md is generated and out of date; this test writes it:"
                                + " -Dconformance.write=true" + "%nlines to go: %s%nlines to come: %s",
                        outOfDate, missing)
                .isTrue();
    }
}
