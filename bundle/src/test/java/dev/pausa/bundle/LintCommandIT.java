package dev.pausa.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.bundle.Launcher.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./pausa lint DIR|JAR...} finds mistakes in class files. */
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "./pausa is a script for a POSIX shell")
class LintCommandIT {
    private static final String USAGE =
            "usage: ./pausa lint DIR|JAR... [--json] [--strict] [--off ID,ID] [--off-in CLASS=ID,ID]\n";

    private static final String DROPPED = "[pausa:dropped] Coroutine.coroutine makes a coroutine, which does nothing"
            + " until it is awaited or driven, and drops it; await it, keep it, or start it in a scope";

    private static final String OUTSIDE = "[pausa:outside-body] suspend outside of a body, in a constructor, which runs"
            + " as ordinary code; call it in a body itself, or make this code a coroutine(() -> ...) of its own and"
            + " await that";

    @TempDir
    Path scratch;

    private Launcher launcher;

    @BeforeEach
    void newLauncher() {
        launcher = Launcher.ofThisBuild(scratch);
    }

    /** Compiles a class, and has the plugin in the jar say nothing, as with another compiler. */
    private String compile(String name, String body) throws IOException {
        Path source = Files.writeString(
                scratch.resolve(name + ".java"),
                "package app; import static dev.pausa.Coroutine.*;\nclass " + name + " {\n" + body + "\n}\n");
        Path classes = scratch.resolve(name);
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-cp",
                        Launcher.jar().toString(),
                        "-Xplugin:Pausa off=all",
                        "-d",
                        classes.toString(),
                        source.toString());
        assertThat(status).isZero();
        return classes.toString();
    }

    private String right() throws IOException {
        return compile("Right", "Object made = coroutine(() -> suspend(1));");
    }

    private String warned() throws IOException {
        return compile("Warned", "void drop() {\ncoroutine(() -> suspend(1)); }");
    }

    private String wrong() throws IOException {
        return compile("Wrong", "Wrong() throws Exception { suspend(1); }");
    }

    @Test
    void right_code_gives_nothing() throws Exception {
        assertThat(launcher.run("lint", right())).isEqualTo(new Outcome(0, "", ""));
    }

    @Test
    void mistakes_are_listed_by_file_and_line() throws Exception {
        String text = "app/Warned.java:4: warning: " + DROPPED + "\n" + "app/Wrong.java:3: error: " + OUTSIDE + "\n"
                + "1 error, 1 warning\n";
        assertThat(launcher.run("lint", wrong(), warned(), right())).isEqualTo(new Outcome(1, text, ""));
    }

    @Test
    void a_warning_is_no_failure_unless_it_is_told_to_be_one() throws Exception {
        String text = "app/Warned.java:4: warning: " + DROPPED + "\n0 errors, 1 warning\n";
        assertThat(launcher.run("lint", warned())).isEqualTo(new Outcome(0, text, ""));
        assertThat(launcher.run("lint", "--strict", warned())).isEqualTo(new Outcome(1, text, ""));
    }

    @Test
    void checks_can_be_switched_off() throws Exception {
        assertThat(launcher.run("lint", warned(), wrong(), "--off", "dropped,outside-body"))
                .isEqualTo(new Outcome(0, "", ""));
        assertThat(launcher.run("lint", warned(), "--off-in", "app.*=dropped", "--strict"))
                .isEqualTo(new Outcome(0, "", ""));
    }

    @Test
    void programs_get_json() throws Exception {
        assertThat(launcher.run("lint", "--json", wrong()))
                .isEqualTo(new Outcome(
                        1,
                        "{\"errors\":1,\"warnings\":0,\"findings\":[{\"id\":\"outside-body\",\"severity\":\"error\","
                                + "\"file\":\"app/Wrong.java\",\"line\":3,\"class\":\"app.Wrong\",\"message\":\""
                                + OUTSIDE + "\"}]}\n",
                        ""));
        assertThat(launcher.run("lint", "--json", right()))
                .isEqualTo(new Outcome(0, "{\"errors\":0,\"warnings\":0,\"findings\":[]}\n", ""));
    }

    @Test
    void calling_it_wrong_is_said() throws Exception {
        assertThat(launcher.run("lint")).isEqualTo(new Outcome(2, "", "pausa: which classes? " + USAGE));
        assertThat(launcher.run("lint", "--of", "x"))
                .isEqualTo(new Outcome(2, "", "pausa: cannot make sense of --of; " + USAGE));
        assertThat(launcher.run("lint", right(), "--off", "drop").err())
                .startsWith("pausa: there is no check 'drop'; there are outside-body, ");
        assertThat(launcher.run("lint", "/no such/classes"))
                .isEqualTo(new Outcome(
                        2,
                        "",
                        "pausa: there is no folder, jar or class file /no such/classes; compile first, and name what"
                                + " the compiler wrote, such as target/classes\n"));
        assertThat(launcher.run("--help").out()).contains("./pausa lint DIR|JAR...");
    }
}
