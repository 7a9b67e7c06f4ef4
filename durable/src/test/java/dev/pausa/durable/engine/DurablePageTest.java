package dev.pausa.durable.engine;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.durable.Durable.receive;
import static dev.pausa.durable.Durable.sleep;
import static dev.pausa.durable.Durable.step;
import static dev.pausa.durable.Durable.transaction;
import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.Step;
import dev.pausa.durable.Durable;
import dev.pausa.durable.DurableTask.State;
import dev.pausa.durable.RetryPolicy;
import dev.pausa.durable.SavedFrame;
import dev.pausa.durable.Snapshot;
import dev.pausa.durable.SnapshotEdit;
import dev.pausa.durable.Snapshots;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/durable.md shows is what is compiled and run. */
class DurablePageTest {
    static final RetryPolicy RETRY = new RetryPolicy(5, Duration.ofSeconds(1), 2, Duration.ofMinutes(1));

    record Cart(String customer, List<String> items) {}

    interface Carrier {
        String ship(Cart cart, String key);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The engine
    // -----------------------------------------------------------------------------------------------------------------

    static Durable engine(DataSource source, Carrier carrier) {
        return Durable.open(source) // PostgreSQL, or H2
                .host("shop", Shop.class) // whose bodies and lambdas may be saved
                .type("cart", Cart.class) // whose objects may be saved
                .resource("carrier", carrier) // bound anew where an instance is loaded
                .register("order", 1, (Cart cart) -> Shop.order(cart, carrier)) // what is started
                .start();
    }

    static final class Shop {
        static Coroutine<String> order(Cart cart, Carrier carrier) {
            return coroutine(() -> {
                int amount = await(receive("paid", Integer.class, Duration.ofDays(14)));
                await(transaction("book", connection -> book(connection, cart, amount)));
                String parcel = await(step("ship", RETRY, context -> carrier.ship(cart, context.key())));
                await(sleep(Duration.ofDays(30)));
                return parcel;
            });
        }

        static int book(Connection connection, Cart cart, int amount) throws SQLException {
            try (var insert = connection.prepareStatement("insert into booking values (?, ?)")) {
                insert.setString(1, cart.customer());
                insert.setInt(2, amount);
                return insert.executeUpdate();
            }
        }
    }

    @Test
    void an_order_is_booked_and_shipped_and_sleeps() throws Exception {
        JdbcConnectionPool source = JdbcConnectionPool.create("jdbc:h2:mem:page;DB_CLOSE_DELAY=-1", "sa", "");
        try (Connection connection = source.getConnection()) {
            connection.createStatement().execute("create table booking (customer varchar(100), amount int)");
        }
        List<String> shipped = new ArrayList<>();
        Carrier carrier = (cart, key) -> {
            shipped.add(cart.customer());
            return "parcel";
        };
        try (Durable durable = engine(source, carrier)) {
            var task = durable.start("order", "order-17", new Cart("Ada", List.of("tea")));
            durable.signal("order-17", "paid", "payment-4711", 120);
            Databases.until(
                    "it sleeps",
                    () -> one(source, "select kind from pausa_instance").equals("SLEEP"));
            assertThat(task.state()).isEqualTo(State.WAITING);
        }
        assertThat(one(source, "select amount from booking")).isEqualTo("120");
        assertThat(shipped).containsExactly("Ada");
        source.dispose();
    }

    private static String one(DataSource source, String query) {
        try (Connection connection = source.getConnection();
                var rows = connection.createStatement().executeQuery(query)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** It is one file, in a package of its own, as that of a reader is; each run is a process. */
    @Test
    void the_first_program_goes_on_in_another_process(@TempDir Path folder) throws Exception {
        assertThat(orders(folder)).isEqualTo("order-17 waits to be paid\n");
        assertThat(orders(folder, "120")).isEqualTo("Ada paid 120 and gets a parcel with tea and cake\n");
    }

    private static String orders(Path folder, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                "orders.Orders"));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(out).isZero();
        return out;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Snapshots
    // -----------------------------------------------------------------------------------------------------------------

    static String saved(Snapshots snapshots, Cart cart) {
        Coroutine<String> order = snapshots.begin("order", cart);
        order.send(null); // paused
        return snapshots.take("order", order).toJson();
    }

    static Coroutine<String> loaded(Snapshots snapshots, String json) { // days later, in another process
        return snapshots.load(Snapshot.parse(json));
    }

    static final class ShopBefore {
        static Coroutine<String> order(Cart cart) {
            return coroutine(() -> {
                int total = 3 * cart.items().size();
                Object paid = suspend("pay");
                return cart.customer() + " " + total + paid;
            });
        }
    }

    static final class ShopNow {
        record NewCart(String customer, List<String> items, String currency) {}

        static Coroutine<String> order(NewCart cart) {
            return coroutine(() -> {
                long cents = 300L * cart.items().size();
                Object paid = suspend("pay");
                return cart.customer() + " " + cents + paid + cart.currency();
            });
        }
    }

    static Snapshot toCents(Snapshot old) {
        SnapshotEdit edit = old.edit();
        SavedFrame order = edit.frame("order.coroutine1");
        order.set("cents", long.class, 100L * (int) order.get("total"));
        order.remove("total");
        edit.objects("cart").forEach(cart -> cart.set("currency", "EUR"));
        return edit.as("order", 2);
    }

    private static Snapshots before() {
        return Snapshots.builder()
                .host("shop", ShopBefore.class)
                .type("cart", Cart.class)
                .register("order", 1, ShopBefore::order)
                .build();
    }

    @Test
    void a_snapshot_is_loaded_and_goes_on() {
        String json = saved(before(), new Cart("Ada", List.of("tea", "cake")));
        assertThat(loaded(before(), json).step("!")).isEqualTo(new Step.Returned<>("Ada 6!"));
    }

    @Test
    void a_migration_makes_a_newer_version_of_it() {
        Snapshots now = Snapshots.builder()
                .host("shop", ShopNow.class)
                .type("cart", ShopNow.NewCart.class)
                .register("order", 2, ShopNow::order)
                .migrate("order", 1, DurablePageTest::toCents)
                .build();
        String json = saved(before(), new Cart("Ada", List.of("tea", "cake")));
        assertThat(loaded(now, json).step("!")).isEqualTo(new Step.Returned<>("Ada 600!EUR"));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The page
    // -----------------------------------------------------------------------------------------------------------------

    static Stream<String> blocks() throws IOException {
        List<String> durable = blocks("../docs/durable.md").toList();
        List<String> readme = blocks("../README.md")
                .filter(block -> block.contains("receive("))
                .toList();
        assertThat(durable).hasSizeGreaterThan(4);
        assertThat(readme).hasSize(1);
        return Stream.of(durable, readme).flatMap(List::stream);
    }

    private static Stream<String> blocks(String page) throws IOException {
        return Pattern.compile("```java\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(Path.of(page)))
                .results()
                .map(block -> block.group(1));
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void each_block_stands_here_or_is_the_first_program(String block) throws IOException {
        Path tests = Path.of("src/test/java");
        String here = Files.readString(tests.resolve("dev/pausa/durable/engine/DurablePageTest.java"));
        String program = Files.readString(tests.resolve("orders/Orders.java"));
        assertThat(Stream.of(program, moved(program, 4), moved(here, 4), moved(here, 8)))
                .anyMatch(source -> source.contains(block));
    }

    /** Returns a source with what stands in a class moved to the left. */
    private static String moved(String source, int columns) {
        return source.replace("\n" + " ".repeat(columns), "\n");
    }
}
