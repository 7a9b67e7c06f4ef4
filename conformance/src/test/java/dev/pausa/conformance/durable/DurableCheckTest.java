package dev.pausa.conformance.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.cli.durable.Main;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./pausa durable-check}: what it prints, and how it ends. */
class DurableCheckTest {
    @TempDir
    Path folder;

    private String compiled(String name, String body) throws IOException {
        Path classes = Files.createDirectories(folder.resolve(name));
        Path source = Files.writeString(classes.resolve("Flow.java"), """
                package app;

                import static dev.pausa.Coroutine.*;

                import dev.pausa.Coroutine;

                public class Flow {
                    static Coroutine<String> flow(String id) {
                        return coroutine(() -> {
                            %s
                        });
                    }
                }
                """.formatted(body));
        String core = Path.of(URI.create(Coroutine.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
        int status = ToolProvider.getSystemJavaCompiler()
                .run(null, null, null, "-g", "-proc:none", "-cp", core, "-d", classes.toString(), source.toString());
        assertThat(status).isZero();
        return classes.toString();
    }

    private static String check(int status, String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(Main.run(arguments, print, print)).as("%s", out).isEqualTo(status);
        return out.toString(StandardCharsets.UTF_8);
    }

    @Test
    void each_changed_body_is_shown_and_wants_to_be_acknowledged_by_name() throws IOException {
        String tables = folder.resolve("old.tables").toString();
        String old = compiled("old", "int n = 1; suspend(\"ask\"); return id + n;");
        check(0, "--write", tables, old);
        assertThat(check(0, tables, old)).isEmpty();

        String changed = compiled("changed", "int n = 1; suspend(\"ask\"); return id + -n;");
        assertThat(check(1, tables, changed)).isEqualTo("""
                app.Flow/flow.coroutine1 (Flow.java:10)
                  its code has changed; what is paused at any of its 1 points would load
                1 body has changed. Look at each, write migrations where they are needed, and name those that are well \
                with --changed.
                """);
        assertThat(check(0, tables, changed, "--changed", "app.Flow/flow.coroutine1"))
                .startsWith("app.Flow/flow.coroutine1 (Flow.java:10), acknowledged\n");

        String typed = compiled("typed", "long n = 1; suspend(\"ask\"); return id + n;");
        assertThat(check(1, tables, typed))
                .contains("  would not load: line 10: at suspend(\"ask\"), n was I and is J\n");

        String gone = compiled("gone", "return id;");
        assertThat(check(1, tables, gone)).contains("  would not load: its class has no bodies any more\n");
    }

    @Test
    void what_is_wrong_with_the_command_is_said() throws IOException {
        Path tables = Files.writeString(folder.resolve("strange.tables"), "something else");
        String classes = compiled("some", "return id;");
        assertThat(check(2, tables.toString())).startsWith("pausa: which tables, and which classes? usage: ./pausa");
        assertThat(check(2, tables.toString(), classes))
                .contains("is no file of tables")
                .contains("--write makes one");
        check(0, "--write", tables.toString(), classes);
        assertThat(check(2, tables.toString(), "nowhere")).contains("there is no folder or jar");
        assertThat(check(2, "--wrong")).contains("cannot make sense of --wrong");
    }
}
