package dev.pausa.conformance.async;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.AsyncResource.closing;
import static dev.pausa.AsyncResource.with;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.AsyncGenerator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.async.*;
import dev.pausa.flow.Publishers;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousFileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The examples in the Javadoc of the driver, compiled and asserted; {@code JavadocExamplesTest} checks that none is
 * missing.
 */
class DriverJavadocExamplesTest {

    static Coroutine<Integer> price(String item) {
        return coroutine(() -> {
            await(sleep(Duration.ofMillis(2))); // pauses; others run meanwhile
            return item.length();
        });
    }

    static int total() throws Exception {
        return Loop.run(() -> await(price("tea")) + await(price("cake")));
    }

    @Test
    void the_first_program() throws Exception {
        assertThat(total()).isEqualTo(7);
    }

    static Awaitable<Integer> totalAtOnce() {
        return scopeReturning(scope -> {
            var tea = scope.start(price("tea"));
            var cake = scope.start("cake's price", price("cake")); // a name, for dumps and reports
            return await(tea) + await(cake);
        });
    }

    static Awaitable<List<Integer>> prices(List<String> items) {
        return all(4, items.stream().map(item -> price(item)).toList()); // four at once; results in order
    }

    @Test
    void scopes() throws Exception {
        assertThat(Loop.run(() -> await(totalAtOnce()))).isEqualTo(7);
        assertThat(Loop.run(() -> await(prices(List.of("a", "bb", "ccc", "dd", "e")))))
                .containsExactly(1, 2, 3, 2, 1);
    }

    private static final class Connection {
        final List<String> log = new ArrayList<>();

        Coroutine<String> ask() {
            return coroutine(() -> {
                log.add("asked");
                await(sleep(Duration.ofDays(1)));
                return "answer";
            });
        }

        Coroutine<Void> quit() {
            return coroutine(() -> {
                await(checkpoint());
                log.add("quit");
            });
        }
    }

    static Coroutine<String> query(Connection connection) {
        return coroutine(() -> {
            try {
                return await(connection.ask());
            } finally {
                await(shield(Duration.ofSeconds(2), connection.quit())); // a cancel does not reach in there
            }
        });
    }

    @Test
    void cancelling() throws Exception {
        Connection connection = new Connection();
        Loop.run(() -> await(scope(scope -> {
            scope.start(query(connection));
            await(checkpoint());
            scope.cancel("enough");
        })));
        assertThat(connection.log).containsExactly("asked", "quit");
    }

    static Awaitable<Integer> promptPrice(String item) {
        return timeout(Duration.ofSeconds(1), price(item)); // or TimeoutException, which shows where it was paused
    }

    static Awaitable<Integer> priceOrZero(String item, Duration limit) {
        return timeoutOr(limit, price(item), 0);
    }

    @Test
    void timeouts() throws Exception {
        assertThat(Loop.run(() -> await(promptPrice("tea")))).isEqualTo(3);
        assertThat(Loop.run(() -> await(priceOrZero("tea", Duration.ofDays(1)))))
                .isEqualTo(3);
        assertThat(Loop.run(() -> await(priceOrZero("tea", Duration.ZERO)))).isZero();
        assertThatThrownBy(() -> Loop.run(() -> await(timeout(Duration.ZERO, promptPrice("tea")))))
                .isInstanceOf(TimeoutException.class);
    }

    static Awaitable<Integer> sumOfSquares(int count) {
        Channel<Integer> squares = Channel.bounded(16);
        return scopeReturning(scope -> {
            scope.start(squares.closeAfter(coroutine(() -> {
                for (int i = 1; i <= count; i++) {
                    await(squares.send(i * i)); // waits while the channel is full
                }
            })));
            int[] sum = {0};
            await(squares.forEach(square -> sum[0] += square)); // ends when the channel is closed and empty
            return sum[0];
        });
    }

    static Awaitable<String> nextEvent(Channel<String> orders, Task<?> supplier) {
        return select(
                orders.onReceive(order -> "order of " + order),
                supplier.onEnd(outcome -> "the supplier has gone home"),
                after(Duration.ofSeconds(1), () -> "nothing for a second"));
    }

    @Test
    void channels_and_select() throws Exception {
        assertThat(Loop.run(() -> await(sumOfSquares(100)))).isEqualTo(338_350);
        Channel<String> orders = Channel.bounded(1);
        List<String> events = new ArrayList<>();
        Loop.run(() -> await(scope(scope -> {
            Task<Void> supplier = scope.start(coroutine(() -> {
                await(orders.send("tea"));
            }));
            events.add(await(nextEvent(orders, supplier)));
            events.add(await(nextEvent(orders, supplier)));
        })));
        assertThat(events).containsExactly("order of tea", "the supplier has gone home");
    }

    static Coroutine<Integer> lines(Path file) {
        return coroutine(() -> await(blocking(() -> Files.readAllLines(file))).size());
    }

    static Awaitable<Integer> read(AsynchronousFileChannel file, ByteBuffer buffer, long position) {
        return new Operation<>() {
            protected void begin(Waker<Integer> waker) {
                file.read(buffer, position, null, waker);
            }

            protected boolean withdraw() {
                return false; // a read cannot be undone: wait for it
            }
        };
    }

    @Test
    void blocking_code_and_other_libraries(@TempDir Path directory) throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "one\ntwo\n");
        assertThat(Loop.run(() -> await(lines(file)))).isEqualTo(2);
        ByteBuffer buffer = ByteBuffer.allocate(100);
        try (AsynchronousFileChannel channel = AsynchronousFileChannel.open(file)) {
            assertThat(Loop.run(() -> await(read(channel, buffer, 4)))).isEqualTo(4);
        }
        assertThat(new String(buffer.array(), 0, 4)).isEqualTo("two\n");
    }

    static int totalOn(Executor executor) throws Exception {
        try (Loop loop = Loop.on(executor)) {
            Task<Integer> task = loop.start(totalAtOnce());
            return task.join(); // blocks this thread, which is none of the loop's
        }
    }

    @Test
    void foreign_loops() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(3);
        try {
            assertThat(totalOn(pool)).isEqualTo(7);
        } finally {
            pool.shutdown();
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Pipelines
    // -----------------------------------------------------------------------------------------------------------------

    record Entry(String text) {
        boolean isEndOfDay() {
            return text.isEmpty();
        }
    }

    private final List<Entry> booked = new ArrayList<>();

    private void book(Entry entry) {
        booked.add(entry);
    }

    private static AsyncGenerator<Entry, Void> entries(String... texts) {
        return asyncGenerator(g -> {
            for (String text : texts) {
                await(sleep(Duration.ofMillis(1)));
                g.yield(new Entry(text));
            }
        });
    }

    @Test
    void a_merge_is_closed() throws Exception {
        AsyncGenerator<Entry, Void> orders = entries("a", "b", "", "c");
        AsyncGenerator<Entry, Void> returns = asyncGenerator(g -> {
            g.yield(new Entry("r"));
            await(new Promise<Void>());
        });
        Loop.run(() -> {
            await(with(closing(merge(orders, returns)), both -> {
                while (await(both.advance())) {
                    if (both.current().isEndOfDay()) return;
                    book(both.current());
                }
            })); // here, nothing reads from orders and returns any more
            assertThat(orders.state()).isEqualTo(CoroutineState.CLOSED);
            assertThat(returns.state()).isEqualTo(CoroutineState.CLOSED);
        });
        assertThat(booked).contains(new Entry("a"), new Entry("b"), new Entry("r"));
    }

    static Flow.Publisher<Instant> ticks(Loop loop, Duration period) {
        return Publishers.publisher(
                () -> asyncGenerator(g -> {
                    while (true) {
                        await(sleep(period));
                        g.yield(now());
                    }
                }),
                loop);
    }

    @Test
    void a_publisher_on_a_loop() throws Exception {
        List<Instant> seen = Loop.run(() -> {
            List<Instant> ticks = new ArrayList<>();
            Flow.Publisher<Instant> publisher = ticks(Loop.current(), Duration.ofMillis(1));
            await(Publishers.asyncGenerator(publisher, 1).take(3).forEach(ticks::add));
            return ticks;
        });
        assertThat(seen).hasSize(3).isSorted();
    }
}
