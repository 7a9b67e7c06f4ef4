package dev.pausa.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Products and orders over HTTP. */
class OrdersTest extends ServiceFixture {
    @ParameterizedTest
    @CsvSource({"queries=20, 20", "queries=0, 1", "queries=x, 1", "queries=501, 500", "other=3, 1"})
    void a_page_has_as_many_products_as_asked_for_from_1_to_500(String query, int count) throws Exception {
        assertThat(new JsonArray(get("/page?" + query).body()))
                .hasSize(count)
                .allSatisfy(product ->
                        assertThat(((JsonObject) product).getInteger("stock")).isBetween(0, 1000));
    }

    @Test
    void an_order_is_made_read_changed_listed_and_deleted() throws Exception {
        long id = ordered(7, 3);
        JsonObject read = new JsonObject(get("/orders/" + id).body());
        assertThat(read.getString("status")).isEqualTo("NEW");
        long price = number("SELECT price_cents FROM product WHERE id = 7");
        assertThat(read.getLong("totalCents")).isEqualTo(3 * price);

        var changed = get(send(request("/orders/" + id)
                .PUT(BodyPublishers.ofString(order(8, 2).put("note", "soon").encode()))));
        assertThat(new JsonObject(changed.body()).getString("note")).isEqualTo("soon");
        assertThat(new JsonObject(changed.body())
                        .getJsonArray("lines")
                        .getJsonObject(0)
                        .getInteger("productId"))
                .isEqualTo(8);

        JsonArray list = new JsonArray(get("/orders?limit=1").body());
        assertThat(list.getJsonObject(0)).isEqualTo(new JsonObject(changed.body()));

        assertThat(get(send(request("/orders/" + id).DELETE())).statusCode()).isEqualTo(204);
        assertThat(get("/orders/" + id).statusCode()).isEqualTo(404);
    }

    @Test
    void an_order_for_what_does_not_exist_is_refused_and_leaves_nothing() throws Exception {
        long before = number("SELECT count(*) FROM orders");
        assertThat(post("/orders", order(99999, 1).encode()).body()).contains("there is no product 99999");
        assertThat(post("/orders", order(1, 1).put("customerId", 5000).encode()).body())
                .contains("there is no customer 5000");
        assertThat(number("SELECT count(*) FROM orders")).isEqualTo(before);
    }
}
