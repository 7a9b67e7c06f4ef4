package dev.pausa.conformance.differential;

import java.util.List;
import java.util.Optional;

/**
 * A program whose two traces differ.
 *
 * @param program the program
 * @param java what happened here, in Python's words
 * @param python what should have happened
 * @param line the first line that differs, from 0
 */
record Difference(Node program, List<String> java, List<String> python, int line) {

    /** Compares two traces of a program. */
    static Optional<Difference> between(
            Node program, List<String> javaTrace, List<String> pythonTrace, PythonSide.Version version) {
        List<String> python = KnownDifference.inPython(pythonTrace, version);
        List<String> java = KnownDifference.inJava(javaTrace, version);
        if (KnownDifference.isCut(pythonTrace, version)) {
            java = java.subList(0, Math.min(java.size(), python.size()));
        }
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
        java.subList(0, line).forEach(common -> text.append(";     ").append(common).append('\n'));
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
