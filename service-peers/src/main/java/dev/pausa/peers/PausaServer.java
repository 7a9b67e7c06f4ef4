package dev.pausa.peers;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.all;
import static dev.pausa.async.Async.timeout;
import static dev.pausa.vertx.VertxAsync.future;
import static dev.pausa.vertx.VertxWeb.coroutineHandler;

import dev.pausa.Coroutine;
import dev.pausa.vertx.CoroutineVerticle;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;

/** With Pausa. */
final class PausaServer extends CoroutineVerticle {
    private final Place place;

    PausaServer(Place place) {
        this.place = place;
    }

    @Override
    protected Coroutine<HttpServer> start() {
        return coroutine(() -> {
            Shop shop = new Shop(vertx, place.database(), place.partners());
            Router router = Router.router(vertx);
            router.get("/page").handler(page(shop));
            router.get("/checkout").handler(checkout(shop));
            return await(future(vertx.createHttpServer().requestHandler(router).listen(place.port())));
        });
    }

    private static Handler<RoutingContext> page(Shop shop) {
        return coroutineHandler(ctx -> {
            JsonArray page = new JsonArray();
            int count = Shop.count(ctx);
            for (int i = 0; i < count; i++) {
                page.add(Shop.json(await(future(shop.product()))));
            }
            await(future(ctx.json(page)));
        });
    }

    private static Handler<RoutingContext> checkout(Shop shop) {
        return coroutineHandler(ctx -> {
            var said = await(timeout(Shop.PATIENCE, all(future(shop.ask("/pay")), future(shop.ask("/send")))));
            var order = await(future(shop.order()));
            await(future(ctx.json(Shop.receipt(said.get(0), said.get(1), order))));
        });
    }
}
