package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Tables of bodies as text, a line for each body, point and value, fields separated by tabs:
 *
 * <pre>
 *   pausa-tables  1
 *   body   CLASS  KEY  AMONG  HASH  METHOD  FILE  LINE  HAS-NAMES
 *   point  LABEL  LINE  STATE
 *   value  NAME  IS-OPERAND  DESCRIPTOR  FIELD
 * </pre>
 *
 * Points belong to the body before them, values to the point. A tab, a line's end and {@code %} stand in a field as
 * {@code %} and two hexadecimal digits.
 */
public final class TableText {
    private TableText() {}

    private static final String FIRST = "pausa-tables\t1";

    /**
     * Writes tables.
     *
     * @param tables the tables by the names of their classes
     * @return the text
     */
    public static String write(SortedMap<String, List<BodyTable>> tables) {
        StringBuilder text = new StringBuilder(FIRST).append('\n');
        tables.forEach((type, bodies) -> bodies.forEach(body -> write(text, type, body)));
        return text.toString();
    }

    private static void write(StringBuilder text, String type, BodyTable body) {
        StackTraceElement place = body.place();
        line(
                text,
                "body",
                type,
                body.key(),
                body.among(),
                body.hash(),
                place.getMethodName(),
                place.getFileName() == null ? "" : place.getFileName(),
                place.getLineNumber(),
                body.hasNames());
        for (BodyTable.Point point : body.points()) {
            line(text, "point", point.label(), point.line(), point.state());
            for (BodyTable.Value value : point.values()) {
                line(text, "value", value.name(), value.isOperand(), value.descriptor(), value.field());
            }
        }
    }

    private static void line(StringBuilder text, Object... fields) {
        for (int i = 0; i < fields.length; i++) {
            String field = String.valueOf(fields[i])
                    .replace("%", "%25")
                    .replace("\t", "%09")
                    .replace("\n", "%0a")
                    .replace("\r", "%0d");
            text.append(i == 0 ? "" : "\t").append(field);
        }
        text.append('\n');
    }

    private static String decoded(String field) {
        return field.replace("%0d", "\r")
                .replace("%0a", "\n")
                .replace("%09", "\t")
                .replace("%25", "%");
    }

    /**
     * Reads tables.
     *
     * @param text the text
     * @return the tables by the names of their classes
     * @throws IllegalArgumentException if the text holds no tables
     */
    public static SortedMap<String, List<BodyTable>> read(String text) {
        String[] lines = text.split("\n");
        if (!lines[0].equals(FIRST)) {
            throw new IllegalArgumentException("it does not begin with \"" + FIRST + "\", as a file of tables does");
        }
        SortedMap<String, List<BodyTable>> tables = new TreeMap<>();
        List<BodyTable.Point> points = new ArrayList<>();
        List<BodyTable.Value> values = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            String[] fields = fields(lines[i], i + 1);
            switch (fields[0]) {
                case "body" -> {
                    points = new ArrayList<>();
                    tables.computeIfAbsent(fields[1], any -> new ArrayList<>()).add(body(fields, points));
                }
                case "point" -> {
                    values = new ArrayList<>();
                    points.add(new BodyTable.Point(
                            points.size() + 1,
                            fields[1],
                            Integer.parseInt(fields[2]),
                            Integer.parseInt(fields[3]),
                            values));
                }
                default ->
                    values.add(new BodyTable.Value(fields[1], Boolean.parseBoolean(fields[2]), fields[3], fields[4]));
            }
        }
        return tables;
    }

    private static final Map<String, Integer> COUNTS = Map.of("body", 9, "point", 4, "value", 5);

    private static String[] fields(String line, int number) {
        String[] fields = line.split("\t", -1);
        for (int i = 0; i < fields.length; i++) {
            fields[i] = decoded(fields[i]);
        }
        if (fields.length != COUNTS.getOrDefault(fields[0], -1)) {
            throw new IllegalArgumentException("line " + number + " is neither a body nor a point nor a value");
        }
        return fields;
    }

    private static BodyTable body(String[] fields, List<BodyTable.Point> points) {
        StackTraceElement place = new StackTraceElement(
                fields[1], fields[5], fields[6].isEmpty() ? null : fields[6], Integer.parseInt(fields[7]));
        return new BodyTable(
                fields[2], Integer.parseInt(fields[3]), fields[4], place, Boolean.parseBoolean(fields[8]), points);
    }
}
