package dev.pausa.maven;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;

/**
 * A local repository for the builds of the tests, with what this build has packaged: installed there, and nowhere else.
 * All else they take from the repository of this build, which they only read.
 */
final class Repository {
    static final String VERSION = System.getProperty("pausa.version");

    /** The root of the project. */
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Path FOLDER = Path.of("target", "it-repository").toAbsolutePath();

    /** The jars, by the folders of their modules. */
    private static final Map<String, String> JARS = Map.of(
            "core", "pausa-core",
            "weaver", "pausa-weaver",
            "lint", "pausa-lint",
            "async", "pausa-async",
            "bundle", "pausa",
            "maven-plugin", "pausa-maven-plugin");

    private Repository() {}

    /** Made once, for all tests. */
    private static final class Holder {
        static final Path FILLED = fill();
    }

    static Path folder() {
        return Holder.FILLED;
    }

    private static Path fill() {
        try {
            deleteAll();
            put("pausa-parent", ROOT.resolve("pom.xml"), "pom");
            for (Map.Entry<String, String> each : JARS.entrySet()) {
                Path module = ROOT.resolve(each.getKey());
                put(each.getValue(), module.resolve("target/" + each.getValue() + "-" + VERSION + ".jar"), "jar");
                Path reduced = module.resolve("target/dependency-reduced-pom.xml"); // of the one jar
                put(each.getValue(), Files.exists(reduced) ? reduced : module.resolve("pom.xml"), "pom");
            }
            return FOLDER;
        } catch (IOException e) {
            throw new UncheckedIOException("run this by `./mvnw -pl maven-plugin -am verify`, which makes the jars", e);
        }
    }

    private static void put(String artifact, Path file, String extension) throws IOException {
        Path folder = FOLDER.resolve("dev/pausa").resolve(artifact).resolve(VERSION);
        Files.createDirectories(folder);
        Files.copy(file, folder.resolve(artifact + "-" + VERSION + "." + extension));
    }

    private static void deleteAll() throws IOException {
        if (!Files.exists(FOLDER)) {
            return;
        }
        Files.walkFileTree(FOLDER, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failed) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
