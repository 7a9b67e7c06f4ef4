package dev.pausa.cli.durable;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

/** The class files of a folder or a jar. */
final class ClassFolder {
    private ClassFolder() {}

    private static final String CLASS = ".class";

    /** Adds the class files of a folder or a jar, by the internal names of their classes. */
    static void read(Path place, Map<String, byte[]> into) throws IOException {
        if (!Files.exists(place)) {
            throw new IllegalArgumentException("there is no folder or jar " + place.toAbsolutePath()
                    + "; compile first, and name what the compiler wrote, such as target/classes");
        }
        if (Files.isDirectory(place)) {
            readFolder(place, into);
            return;
        }
        try (FileSystem jar = FileSystems.newFileSystem(place)) {
            readFolder(jar.getPath("/"), into);
        }
    }

    private static void readFolder(Path folder, Map<String, byte[]> into) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.sorted()::iterator) {
                String name = folder.relativize(file).toString().replace('\\', '/');
                boolean isClass = name.endsWith(CLASS) && !name.startsWith("META-INF") && !name.endsWith("-info.class");
                if (isClass) {
                    try (InputStream content = Files.newInputStream(file)) {
                        into.put(name.substring(0, name.length() - CLASS.length()), content.readAllBytes());
                    }
                }
            }
        }
    }
}
