package dev.pausa.conformance.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Stack traces as golden texts. An element shows the source that stands on its line, not the line's number, so that an
 * edit elsewhere in the test changes nothing. Only the elements of the test and of the library are shown.
 */
final class TraceText {
    private static final boolean WRITE = Boolean.getBoolean("traces.write");
    private static final Path GOLDEN = Path.of("src/test/resources/traces");
    private static final int LONGEST = 40;

    /** The lines of each shown source file, by its name. */
    private final Map<String, List<String>> sources = new HashMap<>();

    /**
     * Makes one.
     *
     * @param shown the classes whose elements are shown
     */
    TraceText(Class<?>... shown) {
        for (Class<?> test : shown) {
            Path file = Path.of("src/test/java", test.getName().replace('.', '/') + ".java");
            sources.put(test.getSimpleName() + ".java", read(file).lines().toList());
        }
    }

    /** Compares with {@code traces/NAME.txt}. */
    void check(String name, String text) {
        Path golden = GOLDEN.resolve(name + ".txt");
        if (WRITE) {
            try {
                Files.createDirectories(GOLDEN);
                Files.writeString(golden, text);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(text)
                .as("%s; if the change is meant, write the files anew with -Dtraces.write=true", golden)
                .isEqualTo(read(golden));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file, StandardCharsets.UTF_8).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns an exception's trace, and those of all that is attached to it. */
    String of(Throwable exception) {
        StringBuilder text = new StringBuilder();
        append(text, "", "", exception, Collections.newSetFromMap(new IdentityHashMap<>()));
        return text.toString();
    }

    private void append(StringBuilder text, String indent, String label, Throwable exception, Set<Throwable> done) {
        text.append(indent)
                .append(label)
                .append(withoutNumbers(exception.toString()))
                .append('\n');
        if (!done.add(exception)) {
            return;
        }
        List<String> lines = Arrays.stream(exception.getStackTrace())
                .filter(this::isShown)
                .map(this::line)
                .toList();
        text.append(lines.stream()
                .limit(LONGEST)
                .map(line -> indent + "    at " + line + "\n")
                .collect(Collectors.joining()));
        if (lines.size() > LONGEST) {
            text.append(indent)
                    .append("    ... ")
                    .append(lines.size() - LONGEST)
                    .append(" more\n");
        }
        for (Throwable suppressed : exception.getSuppressed()) {
            append(text, indent + "    ", "Suppressed: ", suppressed, done);
        }
        if (exception.getCause() != null) {
            append(text, indent, "Caused by: ", exception.getCause(), done);
        }
    }

    private boolean isShown(StackTraceElement element) {
        String type = element.getClassName();
        String packageName = type.substring(0, Math.max(type.lastIndexOf('.'), 0));
        return isOfTest(element) || packageName.equals("dev.pausa") || packageName.equals("dev.pausa.frame");
    }

    private boolean isOfTest(StackTraceElement element) {
        return element.getFileName() != null && sources.containsKey(element.getFileName());
    }

    private String line(StackTraceElement element) {
        String place = withoutNumbers(element.getClassName() + "." + element.getMethodName());
        place = place.replace(TraceText.class.getPackageName() + ".", "");
        return isOfTest(element) && element.getLineNumber() > 0
                ? place + "    "
                        + sources.get(element.getFileName())
                                .get(element.getLineNumber() - 1)
                                .strip()
                : place;
    }

    /** Neither lines nor the numbers of lambdas. */
    static String withoutNumbers(String text) {
        return text.replaceAll("\\.java:\\d+", ".java").replaceAll("(lambda\\$\\w+)(\\$[0-9a-f]+)+", "$1");
    }
}
