package dev.pausa.weaver.runtime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Writes frame classes to the folder that the system property {@code dev.pausa.dump} names, for {@code javap} and for
 * bug reports.
 */
final class ClassDump {
    private ClassDump() {}

    static void write(String internalName, byte[] frameClass) {
        String folder = System.getProperty("dev.pausa.dump");
        if (folder == null) {
            return;
        }
        Path file = Path.of(folder, internalName + ".class");
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, frameClass);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to the folder that -Ddev.pausa.dump names", e);
        }
    }
}
