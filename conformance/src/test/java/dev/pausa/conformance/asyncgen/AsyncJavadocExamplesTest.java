package dev.pausa.conformance.asyncgen;

import static dev.pausa.AsyncGenerator.*;
import static dev.pausa.AsyncResource.*;
import static dev.pausa.Coroutine.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.*;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The examples in the Javadoc of asynchronous generators and asynchronous iteration: see {@code JavadocExamplesTest}.
 */
class AsyncJavadocExamplesTest {

    record Row(int id) {}

    /** Two pages of rows; asking for one suspends with its number. */
    static final class Database {
        Coroutine<List<Row>> query(int page) {
            return coroutine(() -> {
                suspend("page " + page);
                return page < 2 ? List.of(new Row(10 * page), new Row(10 * page + 1)) : List.of();
            });
        }
    }

    static AsyncGenerator<Row, Void> rows(Database database) {
        return asyncGenerator(g -> {
            for (int page = 0; ; page++) {
                List<Row> rows = await(database.query(page)); // the driver gets what query() suspends with
                if (rows.isEmpty()) return;
                for (Row row : rows) {
                    g.yield(row); // ends the consumer's await, with this row
                }
            }
        });
    }

    private final List<Object> seen = new ArrayList<>();

    private void use(Row row) {
        seen.add(row.id());
    }

    @Test
    void async_generator_pages() {
        Database database = new Database();
        Coroutine<Void> consumer = coroutine(() -> {
            var rows = rows(database);
            while (await(rows.advance())) {
                use(rows.current());
            }
        });
        assertThat(consumer.send(null)).isEqualTo("page 0");
        assertThat(seen).isEmpty();
        assertThat(consumer.send(null)).isEqualTo("page 1");
        assertThat(seen).containsExactly(0, 1);
        assertThat(consumer.send(null)).isEqualTo("page 2");
        assertThat(seen).containsExactly(0, 1, 10, 11);
        assertThat(consumer.step(null)).isEqualTo(new Step.Returned<>(null));
    }

    static Coroutine<Integer> total(AsyncIterable<Integer> rows) {
        return coroutine(() -> {
            int sum = 0;
            AsyncCursor<Integer> row = rows.cursor();
            while (await(row.advance())) {
                sum += row.current();
            }
            return sum;
        });
    }

    static Coroutine<Void> copy(AsyncIterable<String> lines, List<String> to) {
        return lines.forEach(line -> to.add(line)); // the block may await
    }

    @Test
    void async_iterable_is_looped_over() {
        AsyncIterable<Integer> numbers = () -> asyncGenerator(g -> {
            g.yield(40);
            g.yield(2);
        });
        assertThat(total(numbers).step(null)).isEqualTo(new Step.Returned<>(42));
        assertThat(total(numbers).step(null)).isEqualTo(new Step.Returned<>(42));

        AsyncIterable<String> lines = () -> asyncGenerator(g -> g.yield("one"));
        List<String> to = new ArrayList<>();
        assertThat(copy(lines, to).step(null)).isEqualTo(new Step.Returned<>(null));
        assertThat(to).containsExactly("one");
    }

    /** The example of operators, whose database is another one than above. */
    private static final class Loading {
        /** Suspends for each look-up and each insert, with what it is. */
        static final class Database {
            Coroutine<Integer> lookUp(String line) {
                return coroutine(() -> (Integer) suspend("look up " + line));
            }

            Coroutine<Void> insert(List<Integer> chunk) {
                return coroutine(() -> {
                    suspend("insert " + chunk);
                });
            }
        }

        static Coroutine<Void> load(AsyncGenerator<String, Void> lines, Database database) {
            return with(
                    closing(lines.filter(line -> !line.isBlank())
                            .map(line -> await(database.lookUp(line))) // a block may await
                            .chunk(100)),
                    chunks -> await(chunks.forEach(chunk -> await(database.insert(chunk)))));
        } // lines is closed here, also if an insert fails
    }

    @Test
    void operators_close_what_they_read_from() {
        AsyncGenerator<String, Void> lines = asyncGenerator(g -> {
            try {
                for (int i = 0; ; i++) {
                    g.yield(i % 2 == 0 ? "line" : " ");
                }
            } finally {
                seen.add(suspend("closing"));
            }
        });
        Coroutine<Void> load = Loading.load(lines, new Loading.Database());
        assertThat(load.send(null)).isEqualTo("look up line");
        for (int i = 1; i < 100; i++) {
            assertThat(load.send(7)).isEqualTo("look up line");
        }
        assertThat(load.send(7)).asString().startsWith("insert [7, 7,");
        IllegalStateException failure = new IllegalStateException("insert");
        assertThat(load.raise(failure)).isEqualTo("closing");
        assertThatThrownBy(() -> load.send("closed")).isSameAs(failure);
        assertThat(seen).containsExactly("closed");
    }
}
