package dev.pausa.packaging;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** What the running build has made, and the tools of its JDK. */
final class Build {
    private Build() {}

    private static final int PATIENCE_SECONDS = 120;

    /** The one jar. */
    static Path pausa() {
        return file("pausa.jar");
    }

    /** The application's classes, in a folder. */
    static Path classes() {
        return file("app.classes");
    }

    /** The application's jar. */
    static Path app() {
        return file("app.jar");
    }

    static Path file(String property) {
        String value = System.getProperty(property);
        assertThat(value).as("%s, which `./mvnw verify` sets", property).isNotNull();
        return Path.of(value);
    }

    /** Both jars, as a class path. */
    static String classPath() {
        return app() + System.getProperty("path.separator") + pausa();
    }

    /** Runs a tool of the JDK that runs this test, and returns all that it wrote; it must succeed. */
    static String run(String tool, String... arguments) throws IOException, InterruptedException {
        return run(Path.of(System.getProperty("java.home"), "bin", tool), arguments);
    }

    /** Runs a program and returns all that it wrote; it must succeed. */
    static String run(Path program, String... arguments) throws IOException, InterruptedException {
        return run(true, program, arguments);
    }

    /** Runs a tool of the JDK that runs this test, and returns all that it wrote; it must fail. */
    static String fail(String tool, String... arguments) throws IOException, InterruptedException {
        return run(false, Path.of(System.getProperty("java.home"), "bin", tool), arguments);
    }

    private static String run(boolean succeeds, Path program, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("output", ".txt");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        boolean hasEnded = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.destroyForcibly();
        String text = Files.readString(output).replace("\r\n", "\n");
        Files.delete(output);
        assertThat(hasEnded).as("ends: %s%n%s", command, text).isTrue();
        assertThat(process.exitValue() == 0)
                .as("succeeds: %s%n%s", command, text)
                .isEqualTo(succeeds);
        return text;
    }

    /** Rewrites the classes of a jar ahead of time. */
    static void rewrite(Path jar) throws IOException, InterruptedException {
        String said = run("java", "--class-path=" + pausa(), "dev.pausa.cli.weave.Main", "--rewrite", jar.toString());
        assertThat(said).contains("class files written");
    }

    /** Writes a jar of a folder's files. */
    static Path jar(Path jar, Manifest manifest, Path folder) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                put(out, folder.relativize(file).toString().replace('\\', '/'), file);
            }
        }
        return jar;
    }

    static void put(JarOutputStream out, String name, Path file) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        copy(file, out);
        out.closeEntry();
    }

    private static void copy(Path file, OutputStream out) throws IOException {
        Files.copy(file, out);
    }

    /** A manifest with these entries, names and values in turn. */
    static Manifest manifest(String... entries) {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        for (int i = 0; i < entries.length; i += 2) {
            manifest.getMainAttributes().putValue(entries[i], entries[i + 1]);
        }
        return manifest;
    }
}
