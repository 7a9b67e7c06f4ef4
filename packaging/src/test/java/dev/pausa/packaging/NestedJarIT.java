package dev.pausa.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import app.App;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Enumeration;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A jar of Spring Boot's layout: Pausa is a jar inside the application's jar, and Spring Boot's launcher reads both.
 */
class NestedJarIT {
    @TempDir
    Path folder;

    @Test
    void runs_from_a_jar_inside_a_jar() throws Exception {
        Path jar = folder.resolve("boot.jar");
        var manifest = Build.manifest(
                "Main-Class", "org.springframework.boot.loader.launch.JarLauncher", "Start-Class", "app.App");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            copyLauncher(out);
            out.putNextEntry(new ZipEntry("BOOT-INF/classes/"));
            for (Path file : applicationClasses()) {
                Build.put(out, "BOOT-INF/classes/" + Build.classes().relativize(file), file);
            }
            store(out, "BOOT-INF/lib/pausa.jar", Build.pausa());
        }
        assertThat(Build.run("java", "-jar", jar.toString())).isEqualTo(App.EXPECTED + "\n");
    }

    private static Iterable<Path> applicationClasses() throws IOException {
        try (var files = Files.walk(Build.classes())) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    private static void copyLauncher(JarOutputStream out) throws IOException {
        try (JarFile loader = new JarFile(Build.file("spring.loader").toFile())) {
            for (Enumeration<JarEntry> entries = loader.entries(); entries.hasMoreElements(); ) {
                JarEntry entry = entries.nextElement();
                if (!entry.getName().startsWith("META-INF/") && !entry.isDirectory()) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    loader.getInputStream(entry).transferTo(out);
                    out.closeEntry();
                }
            }
        }
    }

    /** A nested jar is not compressed: its launcher reads it in place. */
    private static void store(JarOutputStream out, String name, Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        CRC32 checksum = new CRC32();
        checksum.update(bytes);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(bytes.length);
        entry.setCrc(checksum.getValue());
        out.putNextEntry(entry);
        out.write(bytes);
        out.closeEntry();
    }
}
