package dev.pausa.service;

import dev.pausa.service.database.EmbeddedDatabase;
import io.vertx.core.Vertx;

/** Starts the service. */
public final class Main {
    private Main() {}

    /**
     * Starts the service.
     *
     * @param arguments none
     * @throws Exception if it does not start
     */
    public static void main(String[] arguments) throws Exception {
        EmbeddedDatabase database = EmbeddedDatabase.start();
        Vertx vertx = Vertx.vertx();
        vertx.deployVerticle(new OrderService(database.url(), 8080))
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        System.out.println("http://localhost:8080/page?queries=20");
    }
}
