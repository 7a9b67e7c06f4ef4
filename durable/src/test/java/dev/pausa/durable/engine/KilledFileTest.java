package dev.pausa.durable.engine;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.durable.Durable.receive;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.durable.Durable;
import dev.pausa.durable.DurableTask.State;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the embedded database has committed survives {@code kill -9}: by itself, H2 writes it half a second later. */
class KilledFileTest {
    private static final int STARTS = 20;

    static Coroutine<String> waiting(String id) {
        return coroutine(() -> id + await(receive("go", String.class)));
    }

    private static Durable.Builder prepared(Durable.Builder builder) {
        return builder.key(new byte[32])
                .threads(0)
                .host("waiting", KilledFileTest.class)
                .register("waiting", 1, KilledFileTest::waiting);
    }

    /** The process that is killed: starts instances in its working folder, and says so of each. */
    public static void main(String[] arguments) {
        try (Durable durable = prepared(Durable.open()).start()) {
            for (int i = 0; ; i++) {
                durable.start("waiting", "killed-" + i, "x");
                System.out.println("killed-" + i);
            }
        }
    }

    @Test
    void an_instance_that_was_started_is_there_after_its_process_was_killed(@TempDir Path folder) throws Exception {
        Process process =
                process(folder).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        String last = null;
        try (BufferedReader started = process.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < STARTS; i++) {
                last = started.readLine();
            }
            process.destroyForcibly().waitFor();
        }
        try (Durable durable = prepared(Durable.open(file(folder))).start()) {
            assertThat(durable.find(last, String.class).state()).isEqualTo(State.RUNNABLE);
        }
    }

    @Test
    void a_second_process_is_told_that_one_is_there(@TempDir Path folder) throws Exception {
        Process first =
                process(folder).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (BufferedReader started = first.inputReader(StandardCharsets.UTF_8)) {
            assertThat(started.readLine()).isEqualTo("killed-0");
            Process second = process(folder).redirectErrorStream(true).start();
            String said = new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(second.waitFor()).isNotZero();
            assertThat(said)
                    .contains("another process has opened the embedded database in " + folder.toRealPath())
                    .contains("Durable.open(source)");
        } finally {
            first.destroyForcibly().waitFor();
        }
    }

    private static ProcessBuilder process(Path folder) {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledFileTest.class.getName()))
                .directory(folder.toFile());
    }

    private static DataSource file(Path folder) {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl("jdbc:h2:file:" + folder.resolve("pausa-durable"));
        source.setUser("sa");
        source.setPassword("");
        return source;
    }
}
