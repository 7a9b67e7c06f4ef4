package dev.pausa.peers

import io.vertx.core.buffer.Buffer
import io.vertx.core.json.JsonArray
import io.vertx.ext.web.Router
import io.vertx.ext.web.RoutingContext
import io.vertx.kotlin.coroutines.CoroutineRouterSupport
import io.vertx.kotlin.coroutines.CoroutineVerticle
import io.vertx.kotlin.coroutines.coAwait
import kotlinx.coroutines.async
import kotlinx.coroutines.withTimeout

/** With vertx-lang-kotlin-coroutines. */
class KotlinServer(private val place: Place) : CoroutineVerticle(), CoroutineRouterSupport {
    override suspend fun start() {
        val shop = Shop(vertx, place.database, place.partners)
        val router = Router.router(vertx)
        router.get("/page").coHandler { page(shop, it) }
        router.get("/checkout").coHandler { checkout(shop, it) }
        vertx.createHttpServer().requestHandler(router).listen(place.port).coAwait()
    }

    private suspend fun page(shop: Shop, ctx: RoutingContext) {
        val page = JsonArray()
        repeat(Shop.count(ctx)) {
            page.add(Shop.json(shop.product().coAwait()))
        }
        ctx.json(page).coAwait()
    }

    private suspend fun checkout(shop: Shop, ctx: RoutingContext) {
        val (payment, parcel) = withTimeout(Shop.PATIENCE.toMillis()) {
            val payment = async { shop.ask("/pay").coAwait() }
            val parcel = async { shop.ask("/send").coAwait() }
            Pair<Buffer, Buffer>(payment.await(), parcel.await())
        }
        val order = shop.order().coAwait()
        ctx.json(Shop.receipt(payment, parcel, order)).coAwait()
    }
}
