package dev.pausa.conformance.differential;

/** Source text under construction: lines and their indentation, and names for local variables. */
final class Source {
    private final StringBuilder text = new StringBuilder();
    private int indent;
    private int names;

    Source line(String line) {
        text.append("    ".repeat(indent)).append(line).append('\n');
        return this;
    }

    /** Adds a line, and then what {@code inner} adds, one step further in. */
    Source nested(String line, Runnable inner) {
        line(line);
        indent++;
        inner.run();
        indent--;
        return this;
    }

    /** A name that is new in this text. */
    String fresh(String prefix) {
        return prefix + ++names;
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
