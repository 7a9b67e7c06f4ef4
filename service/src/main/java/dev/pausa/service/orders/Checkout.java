package dev.pausa.service.orders;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.all;
import static dev.pausa.async.Async.shield;
import static dev.pausa.service.database.Transactions.inTransaction;
import static dev.pausa.vertx.VertxAsync.future;

import dev.pausa.Coroutine;
import dev.pausa.service.http.Problem;
import dev.pausa.service.partners.Partner;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks orders out: reserves the stock, has the partners do their part, and confirms. What fails half-way, for
 * whatever reason, is given up: the stock is given back, and the partners are told.
 */
final class Checkout {
    private static final Logger LOG = LoggerFactory.getLogger(Checkout.class);

    /** For giving up, whatever happens to the request meanwhile. {@link Aftercare} does the rest. */
    private static final Duration GIVING_UP = Duration.ofSeconds(10);

    private static final String REFUNDED = "UPDATE orders SET refund_due = false WHERE id = $1";

    private final Pool pool;
    private final Partner payment;
    private final Partner shipping;
    private final OrderEvents events;

    Checkout(Pool pool, Partner payment, Partner shipping, OrderEvents events) {
        this.pool = pool;
        this.payment = payment;
        this.shipping = shipping;
        this.events = events;
    }

    /** Checks an order out once, however often it is called with the same key. */
    Coroutine<Order> checkOut(long id, String key) {
        return coroutine(() -> {
            Order before = await(OrderStore.find(pool, id));
            if (before.status().equals("CONFIRMED") && key.equals(before.idempotencyKey())) {
                return before;
            }
            Order reserved = await(inTransaction(pool, connection -> await(reserve(connection, id, key))));
            events.changed(reserved);
            boolean isConfirmed = false;
            try {
                JsonObject what = new JsonObject().put("orderId", id).put("cents", reserved.totalCents());
                await(all(payment.call("charge", key, what), shipping.call("book", key, what)));
                Order confirmed = await(inTransaction(pool, connection -> await(confirm(connection, reserved))));
                isConfirmed = true;
                events.changed(confirmed);
                return confirmed;
            } finally {
                if (!isConfirmed) {
                    await(shield(GIVING_UP, giveUpIfPossible(id)));
                }
            }
        });
    }

    private static Coroutine<Order> reserve(SqlConnection connection, long id, String key) {
        return coroutine(() -> {
            Order order = await(OrderStore.lock(connection, id));
            if (!order.status().equals("NEW")) {
                throw new Problem(409, "order " + id + " is " + order.status() + ", and only a NEW one is checked out");
            }
            await(Stock.take(connection, order));
            return await(OrderStore.setStatus(connection, order, "RESERVED", key));
        });
    }

    private static Coroutine<Order> confirm(SqlConnection connection, Order reserved) {
        return coroutine(() -> {
            Order order = await(OrderStore.lock(connection, reserved.id()));
            if (!order.status().equals("RESERVED")) {
                throw new Problem(409, "order " + order.id() + " was given up meanwhile");
            }
            return await(OrderStore.setStatus(connection, order, "CONFIRMED", order.idempotencyKey()));
        });
    }

    /** What fails here is {@link Aftercare}'s, and the client gets the failure of the checkout itself. */
    private Coroutine<Void> giveUpIfPossible(long id) {
        return coroutine(() -> {
            try {
                await(giveUp(id));
            } catch (Exception later) {
                LOG.warn("order {} is given up later, for now: {}", id, later.toString());
            }
        });
    }

    /** Gives a reserved order up; one that was confirmed after all stays so. */
    Coroutine<Void> giveUp(long id) {
        return coroutine(() -> {
            Order order = await(inTransaction(pool, connection -> await(release(connection, id))));
            if (order.status().equals("FAILED")) {
                events.changed(order);
                await(refund(order));
            }
        });
    }

    private static Coroutine<Order> release(SqlConnection connection, long id) {
        return coroutine(() -> {
            Order order = await(OrderStore.lock(connection, id));
            if (!order.status().equals("RESERVED")) {
                return order;
            }
            await(Stock.giveBack(connection, order));
            return await(OrderStore.setStatus(connection, order, "FAILED", order.idempotencyKey()));
        });
    }

    /** Has the partners undo what they may have done. */
    Coroutine<Void> refund(Order order) {
        return coroutine(() -> {
            String key = String.valueOf(order.idempotencyKey());
            JsonObject what = new JsonObject().put("orderId", order.id());
            await(all(payment.call("refund", key, what), shipping.call("cancel", key, what)));
            await(future("refund", pool.preparedQuery(REFUNDED).execute(Tuple.of(order.id()))));
        });
    }
}
