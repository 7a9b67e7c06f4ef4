package dev.pausa.weaver.corpus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;

/** The class files of a library on the test class path. */
final class Library {
    private Library() {}

    /** The internal names of the classes in the same jar as this one, in order. */
    static List<String> classesBeside(Class<?> member) {
        try (JarFile jar = new JarFile(Path.of(member.getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toFile())) {
            return jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class") && !name.startsWith("META-INF/") && !name.contains("-info"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** Pauses before every k-th instruction, but in long methods no more than fit in one method when woven. */
    static PausedCopy.Spacing every(int k) {
        return (className, method, instructions) -> Math.max(k, instructions / 100);
    }
}
