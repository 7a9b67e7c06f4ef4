package dev.pausa.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.bundle.Launcher.Outcome;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./pausa weave DIR|JAR...} weaves class files ahead of time. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "./pausa is a script for a POSIX shell")
class WeaveCommandIT {
    private static final String USAGE =
            "usage: ./pausa weave DIR|JAR... [--add|--rewrite] [--check] [--debug] [--class-path PATH]\n";

    @TempDir
    Path scratch;

    private Launcher launcher;
    private Path classes;

    @BeforeEach
    void compile() throws IOException {
        launcher = Launcher.ofThisBuild(scratch).in(scratch);
        classes = scratch.resolve("classes");
        compile("App", """
                public static void main(String[] args) throws Exception {
                    var app = coroutine(() -> suspend("first") + ", " + suspend("second"));
                    System.out.println(app.send(null) + " " + app.send("1") + " " + app.step("2"));
                }
                """);
    }

    private void compile(String name, String body) throws IOException {
        Path source = Files.writeString(
                scratch.resolve(name + ".java"),
                "package app; import static dev.pausa.Coroutine.*;\npublic class " + name + " {\n" + body + "\n}\n");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        Launcher.jar() + ":" + classes,
                        "-Xplugin:Pausa off=all",
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(status).isZero();
    }

    /** Packs the classes. */
    private void jar(String name) throws IOException {
        URI jar = URI.create("jar:" + scratch.resolve(name).toUri());
        try (FileSystem system = FileSystems.newFileSystem(jar, Map.of("create", "true"));
                Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path entry = system.getPath(classes.relativize(file).toString());
                Files.createDirectories(system.getPath("/").resolve(entry).getParent());
                Files.copy(file, system.getPath("/").resolve(entry));
            }
        }
    }

    /** Runs a tool of the JDK that runs this, and returns what it says. */
    private String jdk(String tool, String... arguments) throws IOException, InterruptedException {
        Path output = scratch.resolve("output.txt");
        String path = Path.of(System.getProperty("java.home"), "bin", tool).toString();
        Process process = new ProcessBuilder(
                        Stream.concat(Stream.of(path), Stream.of(arguments)).toList())
                .directory(scratch.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output);
    }

    /** Runs the application where nothing may be woven any more. */
    private String runApp(String place) throws IOException, InterruptedException {
        return jdk("java", "-Ddev.pausa.weaving=never", "-cp", place + ":" + Launcher.jar(), "app.App");
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(classes)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static final String SAID = "first second Returned[value=1, 2]\n";

    @Test
    void adding_puts_classes_beside_those_that_are_there() throws Exception {
        byte[] before = Files.readAllBytes(classes.resolve("app/App.class"));
        assertThat(runApp("classes")).contains("it was not woven ahead of time", "`./pausa weave`");
        assertThat(launcher.run("weave", "classes"))
                .isEqualTo(new Outcome(0, "classes: 1 body, 2 class files written or deleted\n", ""));
        assertThat(files()).containsExactly("App$main$coroutine1.class", "App$woven.class", "App.class");
        assertThat(Files.readAllBytes(classes.resolve("app/App.class"))).isEqualTo(before);
        assertThat(runApp("classes")).isEqualTo(SAID);
    }

    @Test
    void rewriting_changes_the_class_itself() throws Exception {
        jar("app.jar");
        assertThat(launcher.run("weave", "--rewrite", "classes", "app.jar"))
                .isEqualTo(new Outcome(
                        0,
                        "classes: 1 body, 4 class files written or deleted\n"
                                + "app.jar: 1 body, 4 class files written or deleted\n",
                        ""));
        assertThat(files())
                .containsExactly("App$$body1.class", "App$main$coroutine1.class", "App$woven.class", "App.class");
        assertThat(runApp("classes")).isEqualTo(SAID);
        assertThat(runApp("app.jar")).isEqualTo(SAID);
    }

    @Test
    void checking_changes_nothing_and_says_what_would_change() throws Exception {
        Outcome differs = launcher.run("weave", "--rewrite", "--check", "classes");
        assertThat(differs).isEqualTo(new Outcome(1, "classes: 1 body, not woven: 4 class files would change\n", ""));
        assertThat(files()).containsExactly("App.class");
        launcher.run("weave", "--rewrite", "classes");
        assertThat(launcher.run("weave", "--rewrite", "--check", "classes"))
                .isEqualTo(new Outcome(0, "classes: 1 body, nothing to do\n", ""));
    }

    @Test
    void a_debugger_gets_all_variables() throws Exception {
        launcher.run("weave", "--debug", "classes");
        assertThat(jdk(
                        "java",
                        "-Ddev.pausa.weaving=never",
                        "-Ddev.pausa.debug=true",
                        "-cp",
                        "classes:" + Launcher.jar(),
                        "app.App"))
                .isEqualTo(SAID);
        assertThat(runApp("classes")).contains("it was not woven ahead of time");
    }

    @Test
    void classes_elsewhere_are_found_by_the_class_path() throws Exception {
        compile("Body", "public interface Named extends dev.pausa.Coroutine.ResultBody<Object> {}");
        compile("User", "static Body.Named named = () -> suspend(1);");
        Path library = scratch.resolve("library/app");
        Files.createDirectories(library);
        for (String name : List.of("Body.class", "Body$Named.class")) {
            Files.move(classes.resolve("app/" + name), library.resolve(name));
        }
        assertThat(launcher.run("weave", "--check", "--rewrite", "classes").out())
                .isEqualTo("classes: 1 body, not woven: 4 class files would change\n");
        assertThat(launcher.run("weave", "--check", "--rewrite", "classes", "--class-path", "library")
                        .out())
                .isEqualTo("classes: 2 bodies, not woven: 8 class files would change\n");
    }

    @Test
    void what_cannot_be_woven_is_told_and_the_rest_woven() throws Exception {
        compile("Held", "Object held = coroutine(() -> { synchronized (this) { return suspend(1); } });");
        Outcome outcome = launcher.run("weave", "classes");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.out()).isEqualTo("classes: 1 body, 2 class files written or deleted\n");
        assertThat(outcome.err())
                .startsWith("pausa: cannot weave the body at app.Held")
                .contains("synchronized");
        assertThat(runApp("classes")).isEqualTo(SAID);
    }

    @Test
    void a_signed_jar_is_refused() throws Exception {
        jar("app.jar");
        jdk(
                "keytool",
                "-genkeypair",
                "-keystore",
                "keys",
                "-storepass",
                "secret",
                "-alias",
                "me",
                "-keyalg",
                "EC",
                "-dname",
                "CN=me");
        assertThat(jdk("jarsigner", "-keystore", "keys", "-storepass", "secret", "app.jar", "me"))
                .contains("jar signed");
        byte[] before = Files.readAllBytes(scratch.resolve("app.jar"));
        assertThat(launcher.run("weave", "app.jar"))
                .isEqualTo(new Outcome(
                        1,
                        "",
                        "pausa: app.jar is signed (META-INF/ME.SF), and the JVM refuses classes in it that are not;"
                                + " weave it first, then sign it\n"));
        assertThat(Files.readAllBytes(scratch.resolve("app.jar"))).isEqualTo(before);
    }

    @Test
    void calling_it_wrong_is_said() throws Exception {
        assertThat(launcher.run("weave")).isEqualTo(new Outcome(2, "", "pausa: which folder or jar? " + USAGE));
        assertThat(launcher.run("weave", "--rewrit", "classes"))
                .isEqualTo(new Outcome(2, "", "pausa: cannot make sense of --rewrit; " + USAGE));
        assertThat(launcher.run("weave", "classes", "--class-path"))
                .isEqualTo(new Outcome(2, "", "pausa: --class-path wants a path; " + USAGE));
        assertThat(launcher.run("weave", "classes", "nowhere"))
                .isEqualTo(new Outcome(2, "", "pausa: there is no folder and no jar nowhere; " + USAGE));
        assertThat(files()).containsExactly("App.class");
    }

    @Test
    void a_file_that_is_no_jar_is_said() throws Exception {
        Files.writeString(scratch.resolve("text"), "no jar");
        Outcome outcome = launcher.run("weave", "text");
        assertThat(outcome.status()).isEqualTo(1);
        assertThat(outcome.err()).startsWith("pausa: text is no jar that can be read: ");
    }
}
