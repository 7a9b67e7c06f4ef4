package dev.pausa.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** One call of the shell script {@code ./pausa}, with an environment that is all its own. */
final class Launcher {
    /** What a process left: its exit status and all that it wrote. */
    record Outcome(int status, String out, String err) {}

    private static final int PATIENCE_SECONDS = 60;

    private final Path script;
    private final Path scratch;
    private final Map<String, String> environment = new HashMap<>();
    private Path directory;
    private String input = "";

    /**
     * @param script the script to run
     * @param scratch a folder for the files that a call needs
     */
    Launcher(Path script, Path scratch) {
        this.script = script;
        this.scratch = scratch;
        this.directory = scratch;
        environment.put("PATH", System.getenv("PATH"));
        environment.put("HOME", scratch.toString());
        environment.put("JAVA_HOME", System.getProperty("java.home"));
    }

    /** The script of this checkout, with the jar that the running build has packaged. */
    static Launcher ofThisBuild(Path scratch) {
        return new Launcher(script(), scratch).with("PAUSA_JAR", jar().toString());
    }

    static Path script() {
        return fromBuild("pausa.launcher");
    }

    static Path jar() {
        return fromBuild("pausa.jar");
    }

    private static Path fromBuild(String property) {
        String value = System.getProperty(property);
        assertThat(value).as("%s, which `./mvnw verify` sets", property).isNotNull();
        return Path.of(value).normalize();
    }

    Launcher with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Launcher without(String variable) {
        environment.remove(variable);
        return this;
    }

    Launcher in(Path directory) {
        this.directory = directory;
        return this;
    }

    Launcher reading(String input) {
        this.input = input;
        return this;
    }

    /** Runs the script to its end. */
    Outcome run(String... arguments) throws IOException, InterruptedException {
        return start(arguments).outcome();
    }

    /** Starts the script and leaves it running. */
    Running start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(scratch, "out", ".txt");
        Path err = Files.createTempFile(scratch, "err", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Path in = Files.writeString(Files.createTempFile(scratch, "in", ".txt"), input);
        builder.redirectInput(in.toFile()).redirectOutput(out.toFile()).redirectError(err.toFile());
        return new Running(builder.start(), out, err);
    }

    /** A call under way. */
    record Running(Process process, Path out, Path err) {
        /** Waits until the process ends. */
        Outcome outcome() throws IOException, InterruptedException {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("still running; so far it said:\n" + Files.readString(err));
            }
            return new Outcome(process.exitValue(), Files.readString(out), Files.readString(err));
        }

        /** Waits until the process has said this on its error output. */
        void awaitError(String text) throws IOException, InterruptedException {
            for (int waited = 0; !Files.readString(err).contains(text); waited += 50) {
                assertThat(waited).as("milliseconds until it says: " + text).isLessThan(60_000);
                assertThat(process.waitFor(50, TimeUnit.MILLISECONDS))
                        .as("ended early")
                        .isFalse();
            }
        }
    }

    /** Writes an executable shell script. */
    static Path executable(Path file, String... lines) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
        return file;
    }

    /** Writes a program that prints its arguments and its input and exits with status 7. */
    static Path echo(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, """
        class Echo {
          public static void main(String[] arguments) throws Exception {
            System.out.println(String.join("|", arguments));
            System.out.println(new String(System.in.readAllBytes()));
            System.exit(7);
          }
        }
        """);
    }

    /** Makes a folder to be all of PATH, in which there are these tools and no others. */
    static Path onlyTools(Path scratch, List<String> tools) throws IOException {
        Path folder = scratch.resolve("tools");
        for (String tool : tools) {
            executable(folder.resolve(tool), "exec '" + onPath(tool) + "' \"$@\"");
        }
        return folder;
    }

    private static Path onPath(String tool) {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(directory -> Path.of(directory, tool))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow();
    }
}
