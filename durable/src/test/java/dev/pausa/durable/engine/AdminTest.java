package dev.pausa.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.durable.Durable;
import dev.pausa.durable.DurableTask;
import dev.pausa.durable.DurableTask.State;
import dev.pausa.durable.admin.Main;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code ./pausa durable}: what it prints, and how it ends. */
class AdminTest {
    private final String namespace = "admin " + UUID.randomUUID();
    private String said = "";

    private int run(Databases database, String... words) throws Exception {
        List<String> arguments = new ArrayList<>(List.of(words));
        try (Connection connection = database.source().getConnection()) {
            String user = connection.getMetaData().getUserName();
            arguments.addAll(List.of("--database", connection.getMetaData().getURL(), "--user", user));
        }
        arguments.addAll(List.of("--namespace", namespace));
        return run(arguments.toArray(String[]::new));
    }

    private int run(String... arguments) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        int status = Main.run(arguments, out, out);
        said = bytes.toString(StandardCharsets.UTF_8);
        return status;
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void it_shows_instances_and_has_parked_ones_tried_again(Databases database) throws Exception {
        Programs.GATES.put(namespace, new CountDownLatch(1));
        try (Durable durable =
                Programs.open(database.source(), namespace).attempts(2).start()) {
            DurableTask<String> deadly = durable.start("deadly", "deadly", namespace);
            DurableTask<String> mail = durable.start("mail", "letters", 2);
            durable.signal("letters", "letter", null, "secret");
            Databases.until("it is parked", () -> deadly.state() == State.POISON);
            Databases.until("it waits", () -> mail.state() == State.WAITING);

            assertThat(run(database, "list")).isZero();
            assertThat(said)
                    .contains("WAITING  letters  mail  at receive 'letter'", "POISON  deadly  deadly", "2 instances");
            assertThat(run(database, "list", "--state", "POISON")).isZero();
            assertThat(said).contains("worked on 2 times without getting on", "1 instances");
            Databases.until("it waits for the second", () -> {
                try {
                    return run(database, "show", "letters") == 0 && said.contains("1  DONE  receive 'letter'");
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(said)
                    .contains("in programs/mail.coroutine1, line ", "at receive(\"letter\")", "ENTERED  receive")
                    .doesNotContain("secret");

            Programs.GATES.remove(namespace);
            assertThat(run(database, "retry", "deadly", "letters")).isEqualTo(1);
            assertThat(said).contains("deadly will be tried again", "letters is not parked, or is not there");
            assertThat(deadly.result().toCompletableFuture().get(30, TimeUnit.SECONDS))
                    .isEqualTo("alive");
            assertThat(run(database, "show", "nobody")).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void a_wrong_command_line_is_explained(Databases database) throws Exception {
        assertThat(run("lists")).isEqualTo(2);
        assertThat(said).contains("there is no command 'lists'", "usage: ./pausa durable list");
        assertThat(run(database, "show")).isEqualTo(2);
        assertThat(run(database, "list", "x")).isEqualTo(2);
        assertThat(run("list", "--database")).isEqualTo(2);
        assertThat(run("list", "--colour", "x")).isEqualTo(2);
        assertThat(run("list", "--database", "jdbc:h2:mem:none;IFEXISTS=TRUE")).isEqualTo(2);
        assertThat(said).contains("the database cannot be used");
    }
}
