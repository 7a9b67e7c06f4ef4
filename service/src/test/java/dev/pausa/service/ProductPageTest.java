package dev.pausa.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.service.database.EmbeddedDatabase;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class ProductPageTest {
    @Test
    void a_page_has_as_many_products_as_asked_for() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start()) {
            Vertx vertx = Vertx.vertx();
            vertx.deployVerticle(new OrderService(database.url(), 18080))
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get();
            for (String[] wanted : new String[][] {{"20", "20"}, {"0", "1"}, {"x", "1"}, {"1000", "500"}}) {
                var request = HttpRequest.newBuilder(URI.create("http://localhost:18080/page?queries=" + wanted[0]));
                String body = HttpClient.newHttpClient()
                        .send(request.build(), BodyHandlers.ofString())
                        .body();
                assertThat(new JsonArray(body)).hasSize(Integer.parseInt(wanted[1]));
            }
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }
}
