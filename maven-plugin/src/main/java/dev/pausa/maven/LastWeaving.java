package dev.pausa.maven;

import dev.pausa.frame.Index;
import dev.pausa.weaver.Fingerprint;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What rewriting left in a folder: a line that says how, and one for each class that was rewritten. It is kept in a
 * file beside the folder, because a class that was rewritten does not tell what it was before: so nobody else can see
 * that it was changed since, or is to be woven in another way now.
 *
 * @param lines the lines; none if nothing was rewritten
 */
record LastWeaving(List<String> lines) {
    private static final String INDEX = Index.SUFFIX + ".class";

    static final LastWeaving NONE = new LastWeaving(List.of());

    static LastWeaving read(Path file) throws IOException {
        return Files.exists(file) ? new LastWeaving(Files.readAllLines(file)) : NONE;
    }

    /** What is there now, if it was woven so. */
    static LastWeaving of(String how, Path classes) throws IOException {
        List<String> lines = new ArrayList<>(List.of(how));
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path index : files.filter(file -> file.toString().endsWith(INDEX))
                    .sorted()
                    .toList()) {
                Path host = index.resolveSibling(index.getFileName().toString().replace(INDEX, ".class"));
                if (Files.exists(host)) {
                    lines.add(Fingerprint.of(Files.readAllBytes(host)) + " " + classes.relativize(host));
                }
            }
        }
        return new LastWeaving(lines);
    }

    /** Writes it if it is not there. */
    void write(Path file) throws IOException {
        if (lines.isEmpty()) {
            Files.deleteIfExists(file);
        } else if (!equals(read(file))) {
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
        }
    }

    /** How the classes were woven. */
    String how() {
        return lines.isEmpty() ? "" : lines.get(0);
    }

    /** Whether classes are still there as they were rewritten, in another way than is wanted now. */
    boolean isThereOtherwise(String wanted, Path classes) throws IOException {
        return !lines.isEmpty() && !how().equals(wanted) && changed(classes).size() < lines.size() - 1;
    }

    /** The classes that are not there as they were rewritten. */
    List<String> changed(Path classes) throws IOException {
        List<String> now = lines.isEmpty() ? lines : of(how(), classes).lines;
        return lines.stream()
                .filter(line -> !now.contains(line))
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
    }
}
