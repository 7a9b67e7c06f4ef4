package dev.pausa.service;

import static dev.pausa.Coroutine.await;
import static dev.pausa.vertx.VertxAsync.future;

import dev.pausa.Coroutine.Block;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** A page of products drawn by lot, one query each, one after the other. */
final class ProductPage {
    private static final String QUERY = "SELECT id, name, price_cents, stock FROM product WHERE id = $1";
    private static final int PRODUCTS = 10_000;
    private static final int MOST = 500;

    private ProductPage() {}

    static Block<RoutingContext> block(Pool pool) {
        return ctx -> {
            int count = count(ctx.request().getParam("queries"));
            JsonArray page = new JsonArray();
            for (int i = 0; i < count; i++) {
                int id = 1 + ThreadLocalRandom.current().nextInt(PRODUCTS);
                var rows = await(future("product", pool.preparedQuery(QUERY).execute(Tuple.of(id))));
                page.add(product(rows.iterator().next()));
            }
            await(future(ctx.json(page)));
        };
    }

    /** Returns how many are wanted: from 1 to 500, and 1 if that is no number. */
    static int count(@Nullable String queries) {
        try {
            return queries == null ? 1 : Math.max(1, Math.min(MOST, Integer.parseInt(queries)));
        } catch (NumberFormatException e) {
            return 1;
        }
    }

    private static JsonObject product(Row row) {
        return new JsonObject()
                .put("id", row.getInteger(0))
                .put("name", row.getString(1))
                .put("priceCents", row.getInteger(2))
                .put("stock", row.getInteger(3));
    }
}
