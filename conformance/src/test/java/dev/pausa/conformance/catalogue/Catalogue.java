package dev.pausa.conformance.catalogue;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rows of the catalogue that a Java port can show, as {@code catalogue.tsv} lists them.
 *
 * @param sections the sections, in the catalogue's order
 */
record Catalogue(List<Section> sections) {

    /** What became of a row in Java, from best to worst. */
    enum Kind {
        SAME("same"),
        ADAPTED("adapted"),
        DEVIATION("deviation"),
        NOT_YET("not yet");

        final String text;

        Kind(String text) {
            this.text = text;
        }
    }

    /**
     * A part of the catalogue.
     *
     * @param prefix what the ids of its rows begin with
     */
    record Section(String prefix, String title, List<Row> rows) {}

    /**
     * A row.
     *
     * @param mark {@code yes}, {@code adapted} or {@code python}
     * @param why how it is adapted, or why it deviates or has no test; empty if it is the same
     */
    record Row(String id, String mark, String title, Kind kind, String why) {

        /** Returns the outcome as the catalogue has it. */
        String outcome() {
            return why.isEmpty() ? kind.text : kind.text + ": " + why;
        }
    }

    private static final Pattern ID = Pattern.compile("[A-Z]{2}-\\d{3}");
    private static final List<String> MARKS = List.of("yes", "adapted", "python");

    /** Reads the list. */
    static Catalogue read() throws IOException {
        List<Section> sections = new ArrayList<>();
        try (var in = Catalogue.class.getResourceAsStream("/catalogue.tsv");
                var lines = new BufferedReader(new InputStreamReader(in, UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    add(sections, line);
                }
            }
        }
        return new Catalogue(List.copyOf(sections));
    }

    private static void add(List<Section> sections, String line) {
        String[] columns = line.split("\t", -1);
        if (columns.length == 3 && columns[1].equals("section")) {
            sections.add(new Section(columns[0], columns[2], new ArrayList<>()));
            return;
        }
        require(columns.length == 4, "four columns with a tab between them", line);
        require(ID.matcher(columns[0]).matches(), "an id such as CO-001", line);
        require(MARKS.contains(columns[1]), "one of " + MARKS + " in the second column", line);
        require(!columns[2].isBlank(), "a title", line);
        Section section = sections.isEmpty() ? null : sections.get(sections.size() - 1);
        require(section != null && columns[0].startsWith(section.prefix()), "a row of the section above it", line);
        section.rows().add(row(columns, line));
    }

    private static Row row(String[] columns, String line) {
        String[] outcome = columns[3].split(": ", 2);
        Kind kind = Arrays.stream(Kind.values())
                .filter(each -> each.text.equals(outcome[0]))
                .findFirst()
                .orElse(null);
        require(kind != null, "an outcome that begins with same, adapted, deviation or not yet", line);
        String why = outcome.length == 2 ? outcome[1] : "";
        require(why.isBlank() == (kind == Kind.SAME), "the outcome same alone, or another one with its reason", line);
        return new Row(columns[0], columns[1], columns[2], kind, why);
    }

    private static void require(boolean holds, String expected, String line) {
        if (!holds) {
            throw new IllegalStateException("catalogue.tsv: expected " + expected + ": " + line);
        }
    }

    /** Returns all rows. */
    List<Row> rows() {
        return sections.stream().flatMap(section -> section.rows().stream()).toList();
    }

    /** Returns the rows with this outcome. */
    List<Row> rows(Kind kind) {
        return rows().stream().filter(row -> row.kind() == kind).toList();
    }

    /** Returns the ids of the rows with this outcome, by their common reason. */
    Map<String, String> idsByReason(Kind kind) {
        return rows(kind).stream()
                .collect(Collectors.groupingBy(
                        Row::why, TreeMap::new, Collectors.mapping(Row::id, Collectors.joining(", "))));
    }
}
