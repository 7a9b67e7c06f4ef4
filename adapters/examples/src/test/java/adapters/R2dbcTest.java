package adapters;

import static dev.pausa.AsyncResource.closing;
import static dev.pausa.AsyncResource.with;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.shield;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.async.Loop;
import dev.pausa.flow.Publishers;
import io.r2dbc.spi.Connection;
import io.r2dbc.spi.ConnectionFactories;
import io.r2dbc.spi.ConnectionFactory;
import io.r2dbc.spi.R2dbcBadGrammarException;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.reactivestreams.FlowAdapters;
import org.reactivestreams.Publisher;

/** R2DBC, whose types are Reactive Streams' publishers, against a PostgreSQL. */
class R2dbcTest {
    private static final String NUMBERS = "select n from generate_series(1, 1000) as n where n >= $1 order by n";

    private static EmbeddedPostgres server;
    private static ConnectionFactory database;

    static <T> AsyncGenerator<T, Void> items(Publisher<? extends T> publisher) {
        return Publishers.asyncGenerator(FlowAdapters.toFlowPublisher(publisher), 16);
    }

    /** The last item; null if there is none. */
    static <T> Coroutine<T> last(Publisher<? extends T> publisher) {
        return coroutine(() -> {
            T last = null;
            var item = R2dbcTest.<T>items(publisher);
            while (await(item.advance())) last = item.current();
            return last;
        });
    }

    static Coroutine<List<Integer>> numbers(Connection connection, String query, int least) {
        return coroutine(() -> {
            List<Integer> numbers = new ArrayList<>();
            var result =
                    items(connection.createStatement(query).bind("$1", least).execute());
            while (await(result.advance())) {
                var number = items(result.current().map(row -> row.get(0, Integer.class)));
                while (await(number.advance())) numbers.add(number.current());
            }
            return numbers;
        });
    }

    static Coroutine<List<Integer>> ask(ConnectionFactory database, String query, int least) {
        return coroutine(() -> {
            Connection connection = await(last(database.create()));
            try {
                return await(numbers(connection, query, least));
            } finally {
                await(shield(Duration.ofSeconds(5), last(connection.close()))); // also if this is cancelled
            }
        });
    }

    @BeforeAll
    static void start() throws IOException {
        server = EmbeddedPostgres.builder()
                .setPGStartupWait(Duration.ofSeconds(60))
                .start();
        database = ConnectionFactories.get("r2dbc:postgresql://postgres@localhost:" + server.getPort() + "/postgres");
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    @Test
    void rows_come_in_order() throws Exception {
        List<Integer> numbers = Loop.run(() -> await(ask(database, NUMBERS, 301)));
        assertThat(numbers).hasSize(700).startsWith(301, 302).endsWith(999, 1000);
    }

    @Test
    void a_failure_comes_out_of_the_await() {
        assertThatThrownBy(() -> Loop.run(() -> await(ask(database, "select $1 from nowhere", 1))))
                .isInstanceOf(R2dbcBadGrammarException.class)
                .hasMessageContaining("\"nowhere\" does not exist");
    }

    @Test
    void the_connection_is_there_for_the_next_query_after_rows_were_left() throws Exception {
        List<Integer> seen = Loop.run(() -> {
            Connection connection = await(last(database.create()));
            List<Integer> taken = await(firstThree(connection));
            taken.addAll(await(numbers(connection, NUMBERS, 999)));
            await(last(connection.close()));
            return taken;
        });
        assertThat(seen).containsExactly(1, 2, 3, 999, 1000);
    }

    private static Coroutine<List<Integer>> firstThree(Connection connection) {
        return coroutine(() -> {
            var result =
                    await(last(connection.createStatement(NUMBERS).bind("$1", 1).execute()));
            var three = R2dbcTest.<Integer>items(result.map(row -> row.get(0, Integer.class)))
                    .take(3);
            List<Integer> taken = new ArrayList<>();
            await(with(closing(three), each -> {
                while (await(each.advance())) taken.add(each.current());
            }));
            return taken;
        });
    }
}
