package dev.pausa.testing;

import java.util.ArrayList;
import java.util.List;

/**
 * An order of tasks, for people: one line for resumes of the same task in a row, and only what is near to a deviation.
 */
final class OrderText {
    /** How many lines are shown around a deviation. */
    private static final int NEAR = 4;

    private OrderText() {}

    /** A line. */
    private record Line(String text, int resumes, boolean isDeviation) {}

    static String of(List<Decision> decisions) {
        List<Line> lines = lines(decisions);
        StringBuilder text = new StringBuilder();
        int hidden = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (isShown(lines, i)) {
                writeHidden(hidden, text);
                hidden = 0;
                text.append("    ").append(lines.get(i).text).append('\n');
            } else {
                hidden += lines.get(i).resumes;
            }
        }
        writeHidden(hidden, text);
        return text.toString();
    }

    private static void writeHidden(int resumes, StringBuilder text) {
        if (resumes > 0) {
            text.append("    ... ").append(resumes).append(" resumes in the loop's own order\n");
        }
    }

    /** All of a short order is shown. */
    private static boolean isShown(List<Line> lines, int line) {
        if (lines.size() <= 4 * NEAR) {
            return true;
        }
        int to = Math.min(lines.size(), line + NEAR + 1);
        return lines.subList(Math.max(0, line - NEAR), to).stream().anyMatch(Line::isDeviation);
    }

    private static List<Line> lines(List<Decision> decisions) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < decisions.size(); ) {
            Decision first = decisions.get(i);
            int end = i + 1;
            while (end < decisions.size() && goesOn(decisions.get(end), first)) {
                end++;
            }
            lines.add(line(first, end - i));
            i = end;
        }
        return lines;
    }

    private static boolean goesOn(Decision next, Decision first) {
        return !next.isDeviation() && next.name().equals(first.name());
    }

    private static Line line(Decision first, int resumes) {
        String text = first.name() + (resumes == 1 ? "" : " (" + resumes + " times)");
        boolean isDeviation = first.isDeviation();
        String instead = first.first().isEmpty() ? "" : ", not " + first.first();
        return new Line(isDeviation ? text + "    <- decided" + instead : text, resumes, isDeviation);
    }
}
