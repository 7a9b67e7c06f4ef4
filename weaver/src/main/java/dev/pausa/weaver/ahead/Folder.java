package dev.pausa.weaver.ahead;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A folder of class files: what is woven is written into it. */
final class Folder implements Place {
    private final Path root;

    Folder(Path root) {
        this.root = root;
    }

    @Override
    public SortedMap<String, SortedMap<String, byte[]>> read() throws IOException {
        SortedMap<String, byte[]> classes = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
                String name = root.relativize(file).toString().replace(File.separatorChar, '/');
                if (name.endsWith(CLASS) && !name.startsWith(META)) {
                    classes.put(name.substring(0, name.length() - CLASS.length()), Files.readAllBytes(file));
                }
            }
        }
        SortedMap<String, SortedMap<String, byte[]>> read = new TreeMap<>();
        read.put("", classes);
        return read;
    }

    /**
     * What is new comes first and what is changed behind it, so that a host is never there without what it needs; and
     * each file in one move.
     */
    @Override
    public void write(SortedMap<String, Outcome> outcomes) throws IOException {
        Outcome outcome = outcomes.get("");
        for (boolean isThere : new boolean[] {false, true}) {
            for (SortedMap.Entry<String, byte[]> each : outcome.written().entrySet()) {
                Path file = root.resolve(each.getKey() + CLASS);
                if (Files.exists(file) == isThere) {
                    replace(file, each.getValue());
                }
            }
        }
        for (String name : outcome.deleted()) {
            Files.deleteIfExists(root.resolve(name + CLASS));
        }
    }

    private static void replace(Path file, byte[] bytes) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.write(part, bytes);
        Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
