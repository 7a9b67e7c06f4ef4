package dev.pausa.peers;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.TimeUnit;

/** On Vert.x' futures. */
final class FuturesServer extends VerticleBase {
    private final Place place;

    FuturesServer(Place place) {
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
        add(shop, new JsonArray(), Shop.count(ctx)).compose(ctx::json).onFailure(ctx::fail);
    }

    private static Future<JsonArray> add(Shop shop, JsonArray page, int left) {
        if (left == 0) {
            return Future.succeededFuture(page);
        }
        return shop.product().compose(found -> add(shop, page.add(Shop.json(found)), left - 1));
    }

    private static void checkout(Shop shop, RoutingContext ctx) {
        Future<Buffer> payment = shop.ask("/pay");
        Future<Buffer> parcel = shop.ask("/send");
        Future.all(payment, parcel)
                .timeout(Shop.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .compose(both -> shop.order())
                .compose(order -> ctx.json(Shop.receipt(payment.result(), parcel.result(), order)))
                .onFailure(ctx::fail);
    }
}
