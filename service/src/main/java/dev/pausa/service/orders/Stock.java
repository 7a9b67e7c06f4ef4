package dev.pausa.service.orders;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.vertx.VertxAsync.future;

import dev.pausa.Coroutine;
import dev.pausa.service.http.Problem;
import io.vertx.sqlclient.SqlClient;
import io.vertx.sqlclient.Tuple;

/** What is there of the products. Both methods are given the connection of a transaction. */
final class Stock {
    /** In one order for all, so that no two transactions wait for one another. */
    private static final String LOCK = """
            SELECT id FROM product WHERE id IN (SELECT product_id FROM order_line WHERE order_id = $1)
            ORDER BY id FOR UPDATE
            """;

    private static final String TAKE = """
            UPDATE product p SET stock = p.stock - l.quantity FROM order_line l
            WHERE l.order_id = $1 AND p.id = l.product_id AND p.stock >= l.quantity
            """;
    private static final String GIVE_BACK = """
            UPDATE product p SET stock = p.stock + l.quantity FROM order_line l
            WHERE l.order_id = $1 AND p.id = l.product_id
            """;

    private Stock() {}

    static Coroutine<Void> take(SqlClient client, Order order) {
        return coroutine(() -> {
            await(run(client, LOCK, order));
            if (await(run(client, TAKE, order)) < order.lines().size()) {
                throw new Problem(409, "there is not enough of a product of order " + order.id());
            }
        });
    }

    static Coroutine<Void> giveBack(SqlClient client, Order order) {
        return coroutine(() -> {
            await(run(client, LOCK, order));
            await(run(client, GIVE_BACK, order));
        });
    }

    private static Coroutine<Integer> run(SqlClient client, String sql, Order order) {
        return coroutine(() -> await(future("stock", client.preparedQuery(sql).execute(Tuple.of(order.id()))))
                .rowCount());
    }
}
