package dev.pausa.conformance.differential;

import dev.pausa.conformance.differential.KnownDifference.End;
import dev.pausa.conformance.differential.KnownDifference.Side;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A program whose two traces differ.
 *
 * @param program the program
 * @param java what happened here, normalised
 * @param python what should have happened, normalised
 * @param line the first line that differs, from 0
 */
record Difference(Node program, List<String> java, List<String> python, int line) {

    /** Where two traces of a program differ, if they do. */
    static Optional<Difference> between(
            Node program, List<String> javaTrace, List<String> pythonTrace, PythonSide.Version version) {
        List<String> java = KnownDifference.normalised(javaTrace, Side.JAVA, version);
        List<String> python = KnownDifference.normalised(pythonTrace, Side.PYTHON, version);
        int end = end(java, python, version).map(End::line).orElse(Integer.MAX_VALUE);
        return between(program, upTo(end, java), upTo(end, python));
    }

    /** The known difference that ends the comparison of two normalised traces early, and where, if one does. */
    static Optional<End> end(List<String> java, List<String> python, PythonSide.Version version) {
        return Stream.of(
                        KnownDifference.end(java, Side.JAVA, version),
                        KnownDifference.end(python, Side.PYTHON, version))
                .flatMap(Optional::stream)
                .min(Comparator.comparingInt(End::line));
    }

    private static List<String> upTo(int end, List<String> trace) {
        return trace.subList(0, Math.min(end, trace.size()));
    }

    private static Optional<Difference> between(Node program, List<String> java, List<String> python) {
        if (java.equals(python)) {
            return Optional.empty();
        }
        int line = 0;
        while (line < java.size() && line < python.size() && java.get(line).equals(python.get(line))) {
            line++;
        }
        return Optional.of(new Difference(program, java, python, line));
    }

    /** The program, and its traces from some lines before the difference on. */
    String report() {
        StringBuilder text = new StringBuilder(program.pretty());
        text.append("; common:\n");
        java.subList(0, line)
                .forEach(common -> text.append(";     ").append(common).append('\n'));
        append(text, "python", python);
        append(text, "java", java);
        return text.toString();
    }

    private void append(StringBuilder text, String side, List<String> trace) {
        text.append("; ").append(side).append(":\n");
        trace.subList(line, trace.size()).stream()
                .limit(6)
                .forEach(different -> text.append(";     ").append(different).append('\n'));
    }
}
