package dev.pausa.service.orders;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.service.database.Transactions.inTransaction;
import static dev.pausa.vertx.VertxAsync.future;

import dev.pausa.Coroutine;
import dev.pausa.service.http.Gate;
import dev.pausa.service.http.JsonBody;
import dev.pausa.service.http.Limits;
import dev.pausa.service.http.Problem;
import dev.pausa.service.partners.Partner;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What clients do with orders. */
public final class OrderRoutes {
    private static final int MOST_LISTED = 200;
    private static final int LONGEST_KEY = 64;

    private final Pool pool;
    private final OrderEvents events;
    private final Limits limits;
    private final Checkout checkout;

    /**
     * Makes them.
     *
     * @param pool the database
     * @param payment who takes the money
     * @param shipping who sends the goods
     * @param events gets each change
     * @param limits what clients get
     */
    public OrderRoutes(Pool pool, Partner payment, Partner shipping, OrderEvents events, Limits limits) {
        this.pool = pool;
        this.events = events;
        this.limits = limits;
        this.checkout = new Checkout(pool, payment, shipping, events);
    }

    /**
     * Adds them to a router.
     *
     * @param router the router
     * @param requests what short requests go through
     * @param streams what exports and uploads go through
     */
    public void addTo(Router router, Gate requests, Gate streams) {
        Export export = new Export(pool, limits.stall());
        router.get("/orders.csv").handler(streams.guard(export.as(Format.CSV)));
        router.get("/orders.json").handler(streams.guard(export.as(Format.JSON)));
        router.post("/orders.csv").handler(streams.guard(new Upload(pool, events, limits.stall()).handler()));
        router.get("/events").handler(EventStream.handler(events, limits.eventClients(), limits.stall()));
        router.post("/orders").handler(requests.guard(ctx -> await(create(ctx))));
        router.get("/orders").handler(requests.guard(ctx -> await(list(ctx))));
        router.get("/orders/:id").handler(requests.guard(ctx -> await(read(ctx))));
        router.put("/orders/:id").handler(requests.guard(ctx -> await(update(ctx))));
        router.delete("/orders/:id").handler(requests.guard(ctx -> await(delete(ctx))));
        router.post("/orders/:id/checkout").handler(requests.guard(ctx -> await(checkOut(ctx))));
    }

    /**
     * Makes a coroutine that looks after orders whose checkout did not come to its end; it goes on for good.
     *
     * @param age how old they are by then
     * @return a coroutine in state CREATED
     */
    public Coroutine<Void> aftercare(Duration age) {
        return new Aftercare(pool, checkout, age).forever();
    }

    private Coroutine<Void> create(RoutingContext ctx) {
        return coroutine(() -> {
            OrderRequest wanted = OrderParser.parse(await(body(ctx)));
            Order order = await(inTransaction(pool, connection -> await(OrderStore.insert(connection, wanted))));
            events.changed(order);
            ctx.response().setStatusCode(201).putHeader("Location", "/orders/" + order.id());
            await(future(ctx.json(order.toJson())));
        });
    }

    private Coroutine<JsonObject> body(RoutingContext ctx) {
        return JsonBody.read(ctx.request(), limits.bodyBytes(), limits.stall());
    }

    private Coroutine<Void> list(RoutingContext ctx) {
        return coroutine(() -> {
            long before = number(ctx.queryParams().get("before"), "before", Long.MAX_VALUE);
            int limit = (int) Math.min(MOST_LISTED, number(ctx.queryParams().get("limit"), "limit", 50));
            List<Order> orders = await(OrderStore.list(pool, before, limit));
            await(future(
                    ctx.json(new JsonArray(orders.stream().map(Order::toJson).toList()))));
        });
    }

    private Coroutine<Void> read(RoutingContext ctx) {
        return coroutine(() -> {
            Order order = await(OrderStore.find(pool, id(ctx)));
            await(future(ctx.json(order.toJson())));
        });
    }

    private Coroutine<Void> update(RoutingContext ctx) {
        return coroutine(() -> {
            OrderRequest wanted = OrderParser.parse(await(body(ctx)));
            long id = id(ctx);
            Order order = await(inTransaction(pool, connection -> {
                await(lockNew(connection, id));
                return await(OrderStore.update(connection, id, wanted));
            }));
            events.changed(order);
            await(future(ctx.json(order.toJson())));
        });
    }

    private Coroutine<Void> delete(RoutingContext ctx) {
        return coroutine(() -> {
            long id = id(ctx);
            await(inTransaction(pool, connection -> {
                await(lockNew(connection, id));
                return await(OrderStore.delete(connection, id));
            }));
            events.publish("deleted", new JsonObject().put("id", id));
            await(future(ctx.response().setStatusCode(204).end()));
        });
    }

    private static Coroutine<Void> lockNew(SqlConnection connection, long id) {
        return coroutine(() -> {
            Order order = await(OrderStore.lock(connection, id));
            if (!order.status().equals("NEW")) {
                throw new Problem(409, "order " + id + " is " + order.status() + ", and only a NEW one is changed");
            }
        });
    }

    private Coroutine<Void> checkOut(RoutingContext ctx) {
        return coroutine(() -> {
            Order order = await(checkout.checkOut(id(ctx), key(ctx)));
            await(future(ctx.json(order.toJson())));
        });
    }

    private static String key(RoutingContext ctx) {
        String key = ctx.request().getHeader("Idempotency-Key");
        if (key == null || key.isBlank() || key.length() > LONGEST_KEY) {
            throw new Problem(
                    400,
                    "a checkout needs the header Idempotency-Key, of 1 to " + LONGEST_KEY
                            + " characters: the same when it is tried again");
        }
        return key;
    }

    private static long id(RoutingContext ctx) {
        try {
            return Long.parseLong(ctx.pathParam("id"));
        } catch (NumberFormatException e) {
            throw new Problem(404, "there is no order " + ctx.pathParam("id") + "; orders have numbers");
        }
    }

    private static long number(@Nullable String text, String where, long otherwise) {
        try {
            long number = text == null ? otherwise : Long.parseLong(text);
            if (number >= 1) {
                return number;
            }
        } catch (NumberFormatException e) {
            // told below
        }
        throw new Problem(400, where + " must be a whole number of at least 1, but is " + text);
    }
}
