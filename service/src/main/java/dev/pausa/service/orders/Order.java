package dev.pausa.service.orders;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.sqlclient.Row;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/**
 * An order as the database has it.
 *
 * @param id its number
 * @param customerId who ordered
 * @param status NEW, then RESERVED, and then CONFIRMED or FAILED
 * @param note a text of the customer's
 * @param totalCents what it costs
 * @param idempotencyKey the key of its checkout; null before that
 * @param changedAt when it was changed last
 * @param lines what was ordered
 */
record Order(
        long id,
        int customerId,
        String status,
        String note,
        long totalCents,
        @Nullable String idempotencyKey,
        OffsetDateTime changedAt,
        JsonArray lines) {
    /** The columns that {@link #of} reads. */
    static final String COLUMNS = """
            o.id, o.customer_id, o.status, o.note, o.total_cents, o.idempotency_key, o.changed_at,
            (SELECT coalesce(json_agg(json_build_object(
                 'productId', l.product_id, 'quantity', l.quantity, 'priceCents', l.price_cents)
                 ORDER BY l.product_id), '[]') FROM order_line l WHERE l.order_id = o.id)
            """;

    static Order of(Row row) {
        return new Order(
                row.getLong(0),
                row.getInteger(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getString(5),
                row.getOffsetDateTime(6),
                row.getJsonArray(7));
    }

    JsonObject toJson() {
        return new JsonObject()
                .put("id", id)
                .put("customerId", customerId)
                .put("status", status)
                .put("note", note)
                .put("totalCents", totalCents)
                .put("changedAt", changedAt.toInstant().toString())
                .put("lines", lines);
    }
}
