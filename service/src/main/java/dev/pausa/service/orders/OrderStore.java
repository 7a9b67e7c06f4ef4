package dev.pausa.service.orders;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.vertx.VertxAsync.future;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.service.http.Problem;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The statements about orders. What changes one is given the connection of a transaction that has locked it. */
final class OrderStore {
    private static final String FIND = "SELECT " + Order.COLUMNS + " FROM orders o WHERE o.id = $1";
    private static final String LOCK = FIND + " FOR UPDATE";
    private static final String LIST =
            "SELECT " + Order.COLUMNS + " FROM orders o WHERE o.id < $1 ORDER BY o.id DESC LIMIT $2";

    private static final String INSERT = """
            INSERT INTO orders (customer_id, status, note, total_cents)
            SELECT id, 'NEW', $2, 0 FROM customer WHERE id = $1 RETURNING id
            """;
    private static final String UPDATE = """
            UPDATE orders SET customer_id = c.id, note = $3, changed_at = now()
            FROM customer c WHERE orders.id = $1 AND c.id = $2 RETURNING orders.id
            """;
    private static final String INSERT_LINES = """
            WITH line AS (
                INSERT INTO order_line (order_id, product_id, quantity, price_cents)
                SELECT $1, p.id, w.quantity, p.price_cents
                FROM unnest($2::int[], $3::int[]) AS w(product, quantity) JOIN product p ON p.id = w.product
                RETURNING product_id, quantity::bigint * price_cents AS cents),
            total AS (
                UPDATE orders SET total_cents = (SELECT coalesce(sum(cents), 0) FROM line) WHERE id = $1)
            SELECT product_id FROM line
            """;
    private static final String DELETE_LINES = "DELETE FROM order_line WHERE order_id = $1";
    private static final String DELETE = "DELETE FROM orders WHERE id = $1";
    private static final String STATUS = """
            UPDATE orders SET status = $2, idempotency_key = $3, refund_due = $4, changed_at = now() WHERE id = $1
            """;

    private OrderStore() {}

    private static Awaitable<RowSet<Row>> run(SqlClient client, String sql, Object... values) {
        return future(
                sql.strip().split("\\s", 2)[0] + " of orders",
                client.preparedQuery(sql).execute(Tuple.from(values)));
    }

    static Coroutine<Order> find(SqlClient client, long id) {
        return coroutine(() -> one(id, await(run(client, FIND, id))));
    }

    /** Finds an order that nobody else changes until the transaction has ended. */
    static Coroutine<Order> lock(SqlClient client, long id) {
        return coroutine(() -> one(id, await(run(client, LOCK, id))));
    }

    private static Order one(long id, RowSet<Row> rows) {
        if (rows.size() == 0) {
            throw new Problem(404, "there is no order " + id);
        }
        return Order.of(rows.iterator().next());
    }

    static Coroutine<List<Order>> list(SqlClient client, long before, int limit) {
        return coroutine(() -> {
            List<Order> orders = new ArrayList<>();
            await(run(client, LIST, before, limit)).forEach(row -> orders.add(Order.of(row)));
            return orders;
        });
    }

    static Coroutine<Order> insert(SqlClient client, OrderRequest wanted) {
        return coroutine(() -> {
            var rows = await(run(client, INSERT, wanted.customerId(), wanted.note()));
            return await(withLines(client, wanted, rows));
        });
    }

    static Coroutine<Order> update(SqlClient client, long id, OrderRequest wanted) {
        return coroutine(() -> {
            await(run(client, DELETE_LINES, id));
            var rows = await(run(client, UPDATE, id, wanted.customerId(), wanted.note()));
            return await(withLines(client, wanted, rows));
        });
    }

    private static Coroutine<Order> withLines(SqlClient client, OrderRequest wanted, RowSet<Row> order) {
        return coroutine(() -> {
            if (order.size() == 0) {
                throw new Problem(422, "there is no customer " + wanted.customerId());
            }
            long id = order.iterator().next().getLong(0);
            List<Integer> missing = new ArrayList<>(wanted.products());
            await(run(client, INSERT_LINES, id, array(wanted.products()), array(wanted.quantities())))
                    .forEach(row -> missing.remove(row.getInteger(0)));
            if (!missing.isEmpty()) {
                throw new Problem(422, "there is no product " + missing.get(0));
            }
            return await(find(client, id));
        });
    }

    private static Integer[] array(List<Integer> numbers) {
        return numbers.toArray(new Integer[0]);
    }

    static Coroutine<Void> delete(SqlClient client, long id) {
        return coroutine(() -> {
            await(run(client, DELETE, id));
        });
    }

    static Coroutine<Order> setStatus(SqlClient client, Order order, String status, @Nullable String key) {
        return coroutine(() -> {
            await(run(client, STATUS, order.id(), status, key, status.equals("FAILED")));
            return await(find(client, order.id()));
        });
    }
}
