package dev.pausa.service;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.vertx.VertxAsync.future;

import dev.pausa.Coroutine;
import dev.pausa.service.database.Database;
import dev.pausa.service.database.Migrations;
import dev.pausa.vertx.CoroutineVerticle;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.sqlclient.Pool;

/** The service on one event loop. */
final class OrderService extends CoroutineVerticle {
    private final String database;
    private final int port;

    OrderService(String database, int port) {
        this.database = database;
        this.port = port;
    }

    @Override
    protected Coroutine<HttpServer> start() {
        return coroutine(() -> {
            Pool pool = Database.open(vertx, database, 16);
            await(Migrations.migrate(pool));
            Router router = Router.router(vertx);
            router.get("/page").handler(ProductPage.handler(pool));
            return await(future(vertx.createHttpServer().requestHandler(router).listen(port)));
        });
    }
}
