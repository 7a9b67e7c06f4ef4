package dev.pausa.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The one jar, as its users meet it: with the source launcher, on the class path, in jshell, and from a named module.
 */
class JarIT {
    @TempDir
    Path folder;

    private static final String HELLO = """
            package app;

            import dev.pausa.*;
            import static dev.pausa.Coroutine.*;

            public class Hello {
                static Coroutine<Integer> add(Awaitable<Integer> a, Awaitable<Integer> b) {
                    return coroutine(() -> await(a) + await(b));
                }
                static Coroutine<Integer> ask(String question) {
                    return coroutine(() -> (Integer) suspend(question));
                }
                private static int secret(int x) { return x + 1; }
                static Coroutine<String> nested(int x) {
                    return coroutine(() -> {
                        int y = (Integer) suspend("nested?");
                        java.util.function.IntSupplier sum = () -> secret(x) + y;
                        return "sum " + await(coroutine(() -> { suspend("inner?"); return sum.getAsInt(); }));
                    });
                }
                public static void main(String[] args) {
                    var sum = add(ask("first?"), ask("second?"));
                    System.out.println(sum.send(null));
                    System.out.println(sum.send(20));
                    System.out.println(sum.step(22));
                    var nested = nested(1);
                    System.out.println(nested.send(null));
                    System.out.println(nested.send(2));
                    System.out.println(nested.step(null));
                    for (int i : upTo(2)) System.out.println(i);
                }
                static Iterable<Integer> upTo(int end) {
                    return Generator.iterable(g -> {
                        for (int i = 0; i < end; i++) g.yield(secret(i));
                    });
                }
            }
            """;

    private static final String EXPECTED = """
            first?
            second?
            Returned[value=42]
            nested?
            inner?
            Returned[value=sum 4]
            1
            2
            """;

    @Test
    void runs_a_source_file() throws Exception {
        Path source = write("app/Hello.java", HELLO); // the source launcher of newer JDKs wants the package as a folder
        assertThat(run("java", "-cp", jar(), source.toString())).isEqualTo(EXPECTED);
    }

    @Test
    void runs_compiled_classes_on_the_class_path() throws Exception {
        Path source = write("src/app/Hello.java", HELLO);
        run("javac", "-cp", jar(), "-d", folder.resolve("classes").toString(), source.toString());
        String path = folder.resolve("classes") + File.pathSeparator + jar();
        assertThat(run("java", "-Xverify:all", "-cp", path, "app.Hello")).contains(EXPECTED);
    }

    @Test
    void runs_in_jshell() throws Exception {
        Path script = write("script.jsh", """
                import dev.pausa.*
                import static dev.pausa.Coroutine.*
                Coroutine<Integer> sum(int n) { return coroutine(() -> n == 0 ? 0 : n + await(sum(n - 1))); }
                System.out.println(sum(100).step(null))
                var twice = coroutine(() -> { Object v = suspend("give"); return v + "" + v; })
                System.out.println(twice.send(null))
                System.out.println(twice.step("x"))
                /exit
                """);
        String preferences = "-R-Djava.util.prefs.userRoot=" + folder;
        assertThat(run(
                        "jshell",
                        preferences,
                        "-J-Djava.util.prefs.userRoot=" + folder,
                        "--class-path",
                        jar(),
                        script.toString()))
                .contains("Returned[value=5050]\n", "give\n", "Returned[value=xx]\n");
    }

    @Test
    void runs_from_a_module_that_opens_its_package() throws Exception {
        compileModule("opens app to dev.pausa;");
        assertThat(runModule()).isEqualTo(EXPECTED);
    }

    @Test
    void a_module_that_does_not_open_its_package_is_told_what_to_write() throws Exception {
        compileModule("");
        assertThat(runModule())
                .contains("dev.pausa.WeaveException: cannot weave the body in app.Hello")
                .contains("used at app/app.Hello.ask(Hello.java:11)")
                .contains("module app does not open the package app")
                .contains("write `opens app to dev.pausa;` in its module-info.java")
                .contains("--add-opens app/app=dev.pausa");
    }

    @Test
    void the_core_alone_says_that_the_weaver_is_missing() throws Exception {
        Path core = folder.resolve("core-only.jar");
        copyWithout(Path.of(jar()), core, "dev/pausa/weaver/");
        Path source = write("app/Hello.java", HELLO); // the source launcher of newer JDKs wants the package as a folder
        assertThat(run("java", "-cp", core.toString(), source.toString()))
                .contains("WeaveException: cannot weave the body in app.Hello, used at app.Hello.ask(Hello.java:11)")
                .contains("no weaver is on the class path, only Pausa's core; depend on dev.pausa:pausa");
    }

    // -----------------------------------------------------------------------------------------------------------------

    private void compileModule(String opens) throws Exception {
        write("module/module-info.java", "module app { requires dev.pausa; " + opens + " }");
        write("module/app/Hello.java", HELLO);
        run(
                "javac",
                "--module-path",
                jar(),
                "-d",
                folder.resolve("modules/app").toString(),
                folder.resolve("module/module-info.java").toString(),
                folder.resolve("module/app/Hello.java").toString());
    }

    private String runModule() throws Exception {
        String path = folder.resolve("modules") + File.pathSeparator + jar();
        return run("java", "--module-path", path, "--module", "app/app.Hello");
    }

    private static String jar() {
        return Launcher.jar().toString();
    }

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    /** Runs a tool of the JDK that runs this test, and returns all that it wrote. */
    private String run(String tool, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", tool).toString()));
        command.addAll(List.of(arguments));
        File output = folder.resolve("output.txt").toFile();
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output)
                .start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running: " + command + "\n" + Files.readString(output.toPath()));
        }
        return Files.readString(output.toPath()).replace("\r\n", "\n");
    }

    private static void copyWithout(Path jar, Path copy, String... prefixes) throws IOException {
        try (ZipFile from = new ZipFile(jar.toFile());
                var to = new java.util.zip.ZipOutputStream(Files.newOutputStream(copy))) {
            for (var entry : from.stream().toList()) {
                if (!List.of(prefixes).stream().anyMatch(entry.getName()::startsWith)) {
                    to.putNextEntry(new java.util.zip.ZipEntry(entry.getName()));
                    from.getInputStream(entry).transferTo(to);
                    to.closeEntry();
                }
            }
        }
    }
}
