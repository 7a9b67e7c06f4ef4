package dev.pausa.service;

import static java.nio.file.StandardCopyOption.COPY_ATTRIBUTES;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The command {@code ./pausa serve}, as a process: the script itself, in a folder where all is built already, out of
 * the class path of this test.
 */
final class Command implements AutoCloseable {
    private final Process process;
    private final Path errors;
    private final BufferedReader out;

    /** Starts it. */
    Command(Path home, String jvmOptions, List<String> options) throws IOException {
        prepare(home);
        List<String> command = new ArrayList<>(List.of(home.resolve("pausa").toString(), "serve"));
        command.addAll(options);
        errors = Files.createTempFile(home, "errors", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(errors.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("PAUSA_JAVA_OPTS", jvmOptions);
        process = builder.start();
        out = process.inputReader();
    }

    /** Waits until it serves, and returns where: {@code http://localhost:PORT}. */
    String address() throws IOException {
        String line = out.readLine();
        if (line == null) {
            throw new AssertionError("it does not start: " + errors());
        }
        return line.substring(0, line.indexOf("/ shows"));
    }

    /** Has it end, as Ctrl-C does. */
    void end() {
        process.destroy();
    }

    /** Returns its exit status, when it has ended. */
    int status() throws InterruptedException {
        if (!process.waitFor(ServiceFixture.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("it does not end");
        }
        return process.exitValue();
    }

    String errors() throws IOException {
        return Files.readString(errors);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // A folder where all is built
    // -----------------------------------------------------------------------------------------------------------------

    private static void prepare(Path home) throws IOException {
        for (String file : List.of("pausa", "pom.xml", "bundle/pom.xml")) {
            Path copy = home.resolve(file);
            Files.createDirectories(copy.getParent());
            Files.copy(Path.of("..", file), copy, REPLACE_EXISTING, COPY_ATTRIBUTES);
            Files.setLastModifiedTime(copy, FileTime.fromMillis(0));
        }
        Path lib = Files.createDirectories(home.resolve("service/target/launcher/lib"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath());
        try (OutputStream jar = Files.newOutputStream(lib.resolve("pausa-service.jar"))) {
            new JarOutputStream(jar, manifest).close();
        }
    }

    /** Returns the class path of this test, as a manifest has it. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toUri().toString())
                .collect(Collectors.joining(" "));
    }
}
