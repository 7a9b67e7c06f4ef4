package dev.pausa.conformance.catalogue;

import static java.util.stream.Collectors.joining;

import dev.pausa.conformance.catalogue.Catalogue.Kind;
import dev.pausa.conformance.catalogue.Catalogue.Row;
import dev.pausa.conformance.catalogue.Catalogue.Section;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Writes {@code docs/conformance.md} from the catalogue and the tests. */
final class ConformanceDocument {

    private static final String SOURCES = "../conformance/src/test/java/";
    private static final String INTRODUCTION = """
            # What is as in Python, and what is not

            This page is generated from the tests of the module `conformance` and from its list of rows,
            `catalogue.tsv`. The build fails when it is out of date; this writes it anew:

            ```
            ./mvnw -pl conformance -am test -Dtest=ConformanceTest \\
                -Dsurefire.failIfNoSpecifiedTests=false -Dconformance.write=true
            ```

            The rows number what CPython was seen to do with coroutine objects and their siblings, in versions 3.11 to
            3.15. The newest behaviour is the norm. The catalogue is not exhaustive, and its ids have gaps: rows that
            only CPython can show are left out, except for those marked with a star, which Java has all the same. Each
            row has one of four outcomes in Java:

            * **same**: as in CPython, said in the words of the table below;
            * **adapted**: the same in what Java can express, and how;
            * **deviation**: deliberately not the same, and why;
            * **not yet**: there is no test, and why.

            | Python | Java |
            |---|---|
            | `None` | `null` |
            | `c.send(v)`, `c.throw(e)` | `c.send(v)`, `c.raise(e)`; `step`, `stepRaising`: the end as a value |
            | `c.close()` and what it returns | `c.close()`, `c.closeAndGet()` |
            | `c.__await__()` and its `__next__`, `throw` | `c.awaitIterator()` and its `next`, `raise` |
            | `cr_await`, `inspect.getcoroutinestate(c)` | `c.awaiting()`, `c.state()` |
            | `ValueError`, `RuntimeError` about the state | `CoroutineStateException`, same message, and a reason |
            | `TypeError` | the compiler's, or else `IllegalArgumentException` |
            | `AttributeError` for a missing method | `UnsupportedOperationException` |
            | `__cause__` | `getCause()` |
            | `__context__` | nothing |

            """;

    private final Catalogue catalogue;
    private final Map<String, Set<Method>> tests;
    private final StringBuilder text = new StringBuilder(INTRODUCTION);

    private ConformanceDocument(Catalogue catalogue, Map<String, Set<Method>> tests) {
        this.catalogue = catalogue;
        this.tests = tests;
    }

    /** Returns the text of the document. */
    static String write(Catalogue catalogue, Map<String, Set<Method>> tests) {
        ConformanceDocument document = new ConformanceDocument(catalogue, tests);
        document.summary();
        document.deviations();
        catalogue.sections().forEach(document::section);
        document.links();
        return document.text.toString();
    }

    private void line(String format, Object... parts) {
        text.append(String.format(format, parts)).append('\n');
    }

    private void summary() {
        line("## Summary");
        line("");
        line("| section | rows | same | adapted | deviation | not yet |");
        line("|---|--:|--:|--:|--:|--:|");
        catalogue.sections().forEach(section -> count(section.title(), new Catalogue(List.of(section))));
        count("**all**", catalogue);
        line("");
    }

    private void count(String title, Catalogue part) {
        StringBuilder counts =
                new StringBuilder("| " + title + " | " + part.rows().size() + " |");
        for (Kind kind : Kind.values()) {
            counts.append(' ').append(part.rows(kind).size()).append(" |");
        }
        line("%s", counts);
    }

    private void deviations() {
        line("## Deliberate deviations");
        line("");
        catalogue.idsByReason(Kind.DEVIATION).forEach((why, ids) -> line("* %s: %s.", ids, why));
        line("");
    }

    private void section(Section section) {
        line("## %s", section.title());
        line("");
        line("| row | what it is about | outcome in Java | tests |");
        line("|---|---|---|---|");
        for (Row row : section.rows()) {
            String star = row.mark().equals("python") ? "\\*" : "";
            line("| %s%s | %s | %s | %s |", row.id(), star, row.title(), row.outcome(), testsOf(row));
        }
        line("");
    }

    private String testsOf(Row row) {
        return tests.getOrDefault(row.id(), Set.of()).stream()
                .map(test -> "[" + test.getDeclaringClass().getSimpleName() + "][] `" + test.getName() + "`")
                .collect(joining("<br>"));
    }

    private void links() {
        Set<String> links = new TreeSet<>();
        for (Set<Method> each : tests.values()) {
            each.forEach(test -> links.add(link(test.getDeclaringClass())));
        }
        links.forEach(link -> line("%s", link));
    }

    private static String link(Class<?> type) {
        Class<?> outermost = type.getNestHost();
        return "[" + type.getSimpleName() + "]: " + SOURCES
                + outermost.getName().replace('.', '/') + ".java";
    }
}
