package dev.pausa.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A copy of one of the projects in {@code src/it}, which a Maven of its own builds. */
final class Sample {
    private static final int PATIENCE_SECONDS = 240;

    final Path root;

    /** Copies a project to a folder that is not below this one, whose settings would count there. */
    Sample(String name, Path root) throws IOException {
        this.root = root;
        Path original = Path.of("src", "it", name);
        try (Stream<Path> files = Files.walk(original)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = root.resolve(original.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    /** What a process said, and how it ended. */
    record Outcome(int status, String text) {
        Outcome succeeded() {
            assertThat(status).as(text).isZero();
            return this;
        }

        Outcome failed() {
            assertThat(status).as(text).isNotZero();
            return this;
        }

        /** The lines that begin so, without that. */
        List<String> lines(String begin) {
            return text.lines()
                    .filter(line -> line.startsWith(begin))
                    .map(line -> line.substring(begin.length()))
                    .toList();
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Maven
    // -----------------------------------------------------------------------------------------------------------------

    Outcome maven(String... arguments) throws IOException, InterruptedException {
        boolean isWindows = File.separatorChar == '\\';
        Path program = Path.of(System.getProperty("maven.home"), "bin", isWindows ? "mvn.cmd" : "mvn");
        List<String> command = new ArrayList<>(List.of(program.toString(), "-B", "-ntp", "-Dstyle.color=never"));
        if (System.getProperty("maven.offline").endsWith("true")) {
            command.add("-o");
        }
        command.add("-Dmaven.repo.local=" + Repository.folder());
        command.add("-Dmaven.repo.local.tail=" + System.getProperty("maven.repository"));
        command.add("-Dpausa.version=" + Repository.VERSION);
        for (String plugin : List.of("resources", "compiler", "jar")) {
            command.add("-D" + plugin + ".version=" + version("<artifactId>maven-" + plugin + "-plugin</artifactId>"));
        }
        command.add("-Dsurefire.version=" + property("surefire.version"));
        command.add("-Djunit.version=" + version("<artifactId>junit-bom</artifactId>"));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** Builds take the versions that this build takes, which are in its repository. */
    private static String version(String artifact) throws IOException {
        return find(artifact + "\\s*<version>(.*?)</version>");
    }

    private static String property(String name) throws IOException {
        return find("<" + name + ">(.*?)</" + name + ">");
    }

    private static String find(String pattern) throws IOException {
        Matcher found = Pattern.compile(pattern).matcher(Files.readString(Repository.ROOT.resolve("pom.xml")));
        assertThat(found.find()).as(pattern).isTrue();
        return found.group(1);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Java
    // -----------------------------------------------------------------------------------------------------------------

    /** Runs a class of the project, where weaving at run time is an error, and returns what it printed. */
    List<String> java(String mainClass) throws IOException, InterruptedException {
        Path jar = Repository.folder().resolve("dev/pausa/pausa/%1$s/pausa-%1$s.jar".formatted(Repository.VERSION));
        return run(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Ddev.pausa.weaving=never",
                        "-cp",
                        classes() + File.pathSeparator + jar,
                        mainClass))
                .succeeded()
                .text
                .lines()
                .toList();
    }

    private Outcome run(List<String> command) throws IOException, InterruptedException {
        Path output = Files.createTempFile("output", ".txt");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC");
        // Of the build around this one.
        List.of("MAVEN_PROJECTBASEDIR", "MAVEN_ARGS", "MAVEN_CONFIG", "MAVEN_CMD_LINE_ARGS", "JAVA_TOOL_OPTIONS")
                .forEach(builder.environment()::remove);
        Process process = builder.start();
        boolean hasEnded = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        String text = Files.readString(output).replace("\r\n", "\n");
        Files.delete(output);
        assertThat(hasEnded).as("ends: %s%n%s", command, text).isTrue();
        return new Outcome(process.exitValue(), text);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Files
    // -----------------------------------------------------------------------------------------------------------------

    Path classes() {
        return root.resolve("target/classes");
    }

    /** The class files, by their names without the ending. */
    SortedMap<String, Path> classFiles() throws IOException {
        SortedMap<String, Path> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(classes())) {
            files.filter(Files::isRegularFile).forEach(file -> {
                String name = classes().relativize(file).toString().replace('\\', '/');
                found.put(name.replaceFirst("\\.class$", ""), file);
            });
        }
        return found;
    }

    /** What tells whether a file was written again: its time and its content. */
    SortedMap<String, String> state() throws IOException {
        SortedMap<String, String> state = new TreeMap<>();
        for (SortedMap.Entry<String, Path> each : classFiles().entrySet()) {
            state.put(each.getKey(), Files.getLastModifiedTime(each.getValue()) + " " + content(each.getValue()));
        }
        return state;
    }

    /** The bytes of all class files. */
    SortedMap<String, String> contents() throws IOException {
        SortedMap<String, String> contents = new TreeMap<>();
        for (SortedMap.Entry<String, Path> each : classFiles().entrySet()) {
            contents.put(each.getKey(), content(each.getValue()));
        }
        return contents;
    }

    private static String content(Path file) throws IOException {
        return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1);
    }

    /** Replaces text in a source file, which must be there. */
    void edit(String file, String old, String text) throws IOException {
        Path source = root.resolve(file);
        String before = Files.readString(source);
        assertThat(before).contains(old);
        Files.writeString(source, before.replace(old, text));
    }

    void delete(String file) throws IOException {
        Files.delete(root.resolve(file));
    }
}
