package dev.pausa.conformance.differential;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs programs under CPython: one process for a batch, which reads the programs as source from its standard input. */
final class PythonSide {
    /**
     * The interpreter's version.
     *
     * @param major 3
     * @param minor 11 or more
     */
    record Version(int major, int minor) {
        static Version parse(String text) {
            String[] numbers = text.split("\\.");
            return new Version(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
        }

        boolean isBefore(int otherMinor) {
            return minor < otherMinor;
        }

        @Override
        public String toString() {
            return major + "." + minor;
        }
    }

    private static final Version OLDEST = new Version(3, 11);

    private final String command;
    private final Version version;

    private PythonSide(String command, Version version) {
        this.command = command;
        this.version = version;
    }

    /**
     * Finds {@code python3} on the path, or what the property {@code differential.python} names; empty if it is too
     * old.
     */
    static Optional<PythonSide> find() {
        String command = System.getProperty("differential.python", "python3");
        try {
            return execute(command, "import sys\nprint('%d.%d' % sys.version_info[:2])\n").stream()
                    .findFirst()
                    .map(Version::parse)
                    .filter(version -> version.major == OLDEST.major && !version.isBefore(OLDEST.minor))
                    .map(version -> new PythonSide(command, version));
        } catch (UncheckedIOException notThere) {
            return Optional.empty();
        }
    }

    Version version() {
        return version;
    }

    /** Runs a batch; returns one trace for each program. */
    List<List<String>> run(List<Node> programs) {
        StringBuilder source =
                new StringBuilder(known()).append(text("awaited.py")).append(text("runner.py"));
        for (int i = 0; i < programs.size(); i++) {
            source.append(PythonRenderer.render(programs.get(i), i));
        }
        List<List<String>> traces =
                split(execute(command, source.append("finish()\n").toString()));
        if (traces.size() != programs.size()) {
            throw new IllegalStateException("python ran " + traces.size() + " of " + programs.size() + " programs");
        }
        return traces;
    }

    private String known() {
        return "KNOWN = {"
                + Stream.of(KnownDifference.values())
                        .filter(known -> known.appliesTo(version))
                        .map(known -> "\"" + known + "\"")
                        .collect(Collectors.joining(", "))
                + "}\n";
    }

    /** Each trace begins with a line {@code = number}; the last such line ends the output. */
    private static List<List<String>> split(List<String> lines) {
        List<List<String>> traces = new ArrayList<>();
        for (String line : lines) {
            if (line.equals("= end")) {
                return traces;
            }
            if (line.startsWith("= ")) {
                traces.add(new ArrayList<>());
            } else {
                traces.get(traces.size() - 1).add(line);
            }
        }
        throw new IllegalStateException("python stopped after program " + (traces.size() - 1));
    }

    private static String text(String file) {
        try (InputStream in = PythonSide.class.getResourceAsStream("/differential/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8) + "\n";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> execute(String command, String source) {
        try {
            Process process = new ProcessBuilder(command, "-I", "-W", "ignore", "-")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            try (var in = process.getOutputStream()) {
                in.write(source.getBytes(StandardCharsets.UTF_8));
            }
            try (Stream<String> lines =
                    process.inputReader(StandardCharsets.UTF_8).lines()) {
                return lines.toList();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
