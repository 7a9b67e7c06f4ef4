package dev.pausa.peers;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/** On virtual threads, in Vert.x' own mode for them. */
final class ThreadsServer extends VerticleBase {
    private final Place place;

    ThreadsServer(Place place) {
        this.place = place;
    }

    @Override
    public Future<?> start() {
        Shop shop = new Shop(vertx, place.database(), place.partners());
        Router router = Router.router(vertx);
        router.get("/page").handler(ctx -> page(shop, ctx));
        router.get("/checkout").handler(ctx -> checkout(shop, ctx));
        return vertx.createHttpServer().requestHandler(router).listen(place.port());
    }

    private static void page(Shop shop, RoutingContext ctx) {
        JsonArray page = new JsonArray();
        int count = Shop.count(ctx);
        for (int i = 0; i < count; i++) {
            page.add(Shop.json(shop.product().await()));
        }
        ctx.json(page).await();
    }

    private static void checkout(Shop shop, RoutingContext ctx) {
        var payment = shop.ask("/pay");
        var parcel = shop.ask("/send");
        Future.all(payment, parcel)
                .timeout(Shop.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .await();
        var order = shop.order().await();
        ctx.json(Shop.receipt(payment.result(), parcel.result(), order)).await();
    }
}
