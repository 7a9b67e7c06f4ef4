package dev.pausa.frame;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The state table of one body: for each suspension point the line it stands on and the variables that are live. Traces,
 * {@code location()} and dumps read it.
 *
 * <p>A woven class carries it as text, one line each, fields separated by tabs; it is parsed when somebody looks:
 * <pre>
 *   NAME  CLASS  METHOD  FILE  FIRST-LINE
 *   LINE  UNNAMED  VARIABLE:DESCRIPTOR:FIELD ...        for point 1
 *   ...
 * </pre>
 * FILE is empty when the class was compiled without a source name, a line is -1 when it has no line numbers. UNNAMED is
 * 1 where variables are live whose names the class file does not have, and 0 elsewhere. The characters that separate
 * fields stand in a field as {@code %} and two hexadecimal digits, and so does {@code %}.
 *
 * @param name the name for people
 * @param className the binary name of the class that declares the body
 * @param methodName the method that the body is written in
 * @param fileName the source file, or null
 * @param firstLine the body's first line, or -1
 * @param points the suspension points; point {@code k} is at index {@code k - 1}
 */
public record FrameTable(
        String name,
        String className,
        String methodName,
        @Nullable String fileName,
        int firstLine,
        List<Point> points) {

    /**
     * One suspension point.
     *
     * @param line its line, or -1
     * @param hasUnnamed whether more variables are live, without names, since the class was compiled so
     * @param variables the live variables
     */
    public record Point(int line, boolean hasUnnamed, List<Variable> variables) {}

    /**
     * A variable that is live at a suspension point.
     *
     * @param name its name in the source
     * @param descriptor its type, as a field descriptor
     * @param field the field of the frame class that holds it
     */
    public record Variable(String name, String descriptor, String field) {}

    /** The table of something that is no body. */
    static final FrameTable NONE = new FrameTable("", "", "", null, -1, List.of());

    private static final ClassValue<FrameTable[]> PARSED = new ClassValue<>() {
        @Override
        protected FrameTable[] computeValue(Class<?> type) {
            return new FrameTable[1];
        }
    };

    /** Returns the table of a woven frame; parses it the first time. */
    static FrameTable of(Frame frame) {
        FrameTable[] slot = PARSED.get(frame.getClass());
        FrameTable table = slot[0];
        if (table == null) {
            slot[0] = table = parse(frame.describe());
        }
        return table;
    }

    /**
     * Reads the text form.
     *
     * @param text the text
     * @return the table
     */
    public static FrameTable parse(String text) {
        String[] lines = text.split("\n", -1);
        String[] head = lines[0].split("\t", -1);
        List<Point> points = new ArrayList<>();
        for (int i = 1; i < lines.length; i++) {
            points.add(parsePoint(lines[i].split("\t", -1)));
        }
        return new FrameTable(
                decoded(head[0]),
                decoded(head[1]),
                decoded(head[2]),
                head[3].isEmpty() ? null : decoded(head[3]),
                Integer.parseInt(head[4]),
                List.copyOf(points));
    }

    private static Point parsePoint(String[] fields) {
        List<Variable> variables = new ArrayList<>();
        for (int i = 2; i < fields.length; i++) {
            String[] parts = fields[i].split(":");
            variables.add(new Variable(decoded(parts[0]), decoded(parts[1]), decoded(parts[2])));
        }
        return new Point(Integer.parseInt(fields[0]), fields[1].equals("1"), List.copyOf(variables));
    }

    /**
     * Writes the text form, which {@link #parse} reads.
     *
     * @return the text
     */
    public String format() {
        StringBuilder text = new StringBuilder();
        for (String field : new String[] {name, className, methodName, Objects.requireNonNullElse(fileName, "")}) {
            text.append(encoded(field)).append('\t');
        }
        text.append(firstLine);
        for (Point point : points) {
            text.append('\n').append(point.line).append('\t').append(point.hasUnnamed ? 1 : 0);
            for (Variable v : point.variables) {
                text.append('\t')
                        .append(encoded(v.name))
                        .append(':')
                        .append(encoded(v.descriptor))
                        .append(':')
                        .append(encoded(v.field));
            }
        }
        return text.toString();
    }

    private static String encoded(String field) {
        return field.replace("%", "%25")
                .replace("\t", "%09")
                .replace("\n", "%0a")
                .replace(":", "%3a");
    }

    private static String decoded(String field) {
        return field.replace("%3a", ":")
                .replace("%0a", "\n")
                .replace("%09", "\t")
                .replace("%25", "%");
    }

    /**
     * Returns whether more variables are live at a suspension point than {@link #variables} has, since their names are
     * not known.
     */
    boolean hasUnnamed(int point) {
        return point > 0 && point <= points.size() && points.get(point - 1).hasUnnamed; // a step has no points
    }

    /** Returns the variables that are live at a suspension point; none at the body's beginning. */
    List<Variable> variables(int point) {
        return point == 0 ? List.of() : points.get(point - 1).variables;
    }

    /**
     * Returns a place in the body.
     *
     * @param point the number of a suspension point, or 0 for the body's beginning
     * @return the place, or null for the table of something that is no body
     */
    public @Nullable StackTraceElement location(int point) {
        if (className.isEmpty()) {
            return null;
        }
        int line = point == 0 ? firstLine : points.get(point - 1).line;
        return new StackTraceElement(className, methodName, fileName, line);
    }
}
