package dev.pausa.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mistakes are reported wherever the jar is, with nothing to switch on; where it is not seen, by one more option. */
class LintIT {
    private static final String WRONG = """
            import static dev.pausa.Coroutine.*;

            import java.util.concurrent.Callable;

            public class Wrong {
                public static void main(String[] args) throws Exception {
                    Callable<Object> inner = () -> suspend("nobody can pause here");
                    coroutine(() -> inner.call());
                    System.out.println("compiled");
                }
            }
            """;

    private static final String ERROR =
            "Wrong.java:7: error: [pausa:outside-body] suspend outside of a body, in a lambda"
                    + " that is a java.util.concurrent.Callable<java.lang.Object>, which runs as ordinary code; call it"
                    + " in a body itself, or make this code a coroutine(() -> ...) of its own and await that\n"
                    + "        Callable<Object> inner = () -> suspend(\"nobody can pause here\");\n"
                    + "                                       ^\n";

    private static final String WARNING =
            "Wrong.java:8: warning: [pausa:dropped] coroutine makes a coroutine, which does"
                    + " nothing until it is awaited or driven, and drops it; await it, keep it, or start it in a"
                    + " scope\n        coroutine(() -> inner.call());\n"
                    + "        ^\n";

    @TempDir
    Path folder;

    private String source;

    @BeforeEach
    void write() throws IOException {
        source = Files.writeString(folder.resolve("Wrong.java"), WRONG).toString();
    }

    @Test
    void javac_reports_with_nothing_but_the_jar_on_the_class_path() throws Exception {
        assertThat(javac("-cp", jar())).contains(ERROR, WARNING).contains("1 error\n1 warning\n");
        assertThat(folder.resolve("Wrong.class")).doesNotExist();
    }

    @Test
    void javac_reports_where_no_processor_runs() throws Exception {
        assertThat(javac("-proc:none", "-cp", jar())).contains(ERROR, WARNING);
    }

    @Test
    void the_source_launcher_reports() throws Exception {
        assertThat(run("java", "-cp", jar(), source)).contains(ERROR).doesNotContain("compiled");
    }

    @Test
    void beside_a_processor_path_the_jar_belongs_on_it() throws Exception {
        String other = folder.toString();
        assertThat(javac("-processorpath", other, "-cp", jar())).isEmpty();
        assertThat(javac("-processorpath", other + File.pathSeparator + jar(), "-cp", jar()))
                .contains(ERROR, WARNING);
    }

    @Test
    void on_the_module_path_alone_the_jar_belongs_on_the_processor_path_too() throws Exception {
        Path module = Files.writeString(folder.resolve("module-info.java"), "module app { requires dev.pausa; }");
        assertThat(javac("--module-path", jar(), module.toString())).isEmpty();
        assertThat(javac("--module-path", jar(), "-processorpath", jar(), module.toString()))
                .contains(ERROR, WARNING);
    }

    @Test
    void a_check_is_switched_off_or_a_warning_made_an_error() throws Exception {
        assertThat(javac("-Xplugin:Pausa off=outside-body", "-cp", jar()))
                .doesNotContain("outside-body")
                .contains(WARNING);
        assertThat(javac("-Xplugin:Pausa off=outside-body strict", "-cp", jar()))
                .contains(WARNING.replace("warning", "error"));
    }

    private String javac(String... options) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-d", folder.resolve("classes").toString(), source));
        return run("javac", arguments.toArray(String[]::new));
    }

    private static String jar() {
        return Launcher.jar().toString();
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
        return Files.readString(output.toPath()).replace("\r\n", "\n").replace(folder + File.separator, "");
    }
}
