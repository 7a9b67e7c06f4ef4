package dev.pausa.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The decisions of a run in a file: one line for each, what ran as which of how many.
 *
 * @param seed the seed of the run
 * @param decisions what ran; of each, {@code first} is not recorded
 * @param file where this stands
 */
record DecisionLog(Seed seed, List<Decision> decisions, Path file) {
    private static final String HEAD = "decisions of a run, seed ";
    private static final Pattern LINE = Pattern.compile("(\\d+) of (\\d+): (.*)");

    /** Writes the decisions of a run into the folder of the build, and returns the file. */
    static Path write(String name, Trial trial) {
        List<String> lines = new ArrayList<>();
        lines.add(HEAD + trial.seed());
        for (Decision decision : trial.decisions()) {
            lines.add(decision.chosen() + " of " + decision.of() + ": " + inLine(decision.name()));
        }
        String file = name + "-" + trial.seed().toString().replace('/', '-') + ".decisions";
        try {
            Path folder = Files.createDirectories(folder());
            return Files.write(folder.resolve(file.replaceAll("[^A-Za-z0-9.$_-]", "_")), lines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path folder() {
        for (String build : List.of("target", "build")) {
            if (Files.isDirectory(Path.of(build))) {
                return Path.of(build, "pausa-decisions");
            }
        }
        return Path.of(System.getProperty("java.io.tmpdir"), "pausa-decisions");
    }

    static DecisionLog read(Path file) {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the decisions that are to be replayed", e);
        }
        if (lines.isEmpty() || !lines.get(0).startsWith(HEAD)) {
            throw new IllegalArgumentException(
                    file + " is not a file of decisions: its first line should be '" + HEAD + "...'");
        }
        List<Decision> decisions = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            Matcher parts = LINE.matcher(line);
            if (!parts.matches()) {
                throw new IllegalArgumentException(file + " has a line that is no decision: '" + line + "'");
            }
            decisions.add(new Decision(
                    Integer.parseInt(parts.group(1)), Integer.parseInt(parts.group(2)), parts.group(3), ""));
        }
        return new DecisionLog(Seed.parse(lines.get(0).substring(HEAD.length())), decisions, file);
    }

    static String inLine(String name) {
        return name.replace('\n', ' ').replace('\r', ' ');
    }
}
