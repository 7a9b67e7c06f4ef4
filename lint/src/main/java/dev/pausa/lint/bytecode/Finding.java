package dev.pausa.lint.bytecode;

import dev.pausa.lint.Check;
import dev.pausa.lint.Check.Severity;
import java.util.Comparator;
import java.util.Locale;

/**
 * A mistake in a class file.
 *
 * @param check what was looked for
 * @param severity what it does to a build
 * @param file the source file below its source folder, such as {@code app/Orders.java}; the class file's name if the
 *     class does not say
 * @param line the line; -1 if the class was compiled without lines
 * @param className the class, such as {@code app.Orders$Row}
 * @param message what is wrong and what to write instead, with the id of the check
 */
public record Finding(Check check, Severity severity, String file, int line, String className, String message)
        implements Comparable<Finding> {
    private static final Comparator<Finding> ORDER = Comparator.comparing(Finding::file)
            .thenComparing(Finding::line)
            .thenComparing(Finding::check)
            .thenComparing(Finding::message)
            .thenComparing(Finding::className);

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }

    /**
     * Returns the finding as a line of text, as compilers write it.
     *
     * @return such as {@code app/Orders.java:12: error: [pausa:outside-body] ...}
     */
    public String text() {
        String place = line > 0 ? file + ":" + line : file;
        return place + ": " + severity.name().toLowerCase(Locale.ROOT) + ": " + message;
    }
}
