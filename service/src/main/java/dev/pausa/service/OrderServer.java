package dev.pausa.service;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.vertx.VertxAsync.future;

import dev.pausa.Coroutine;
import dev.pausa.service.database.Database;
import dev.pausa.service.http.Gate;
import dev.pausa.service.http.HeadDeadline;
import dev.pausa.service.http.Limits;
import dev.pausa.service.http.Problems;
import dev.pausa.service.orders.OrderEvents;
import dev.pausa.service.orders.OrderRoutes;
import dev.pausa.service.page.Tasks;
import dev.pausa.service.partners.Partner;
import dev.pausa.vertx.CoroutineVerticle;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.StaticHandler;
import io.vertx.sqlclient.Pool;
import java.util.concurrent.TimeUnit;

/** The service on one event loop: its connections to the database, its gates, and its share of the clients. */
class OrderServer extends CoroutineVerticle {
    /** Without HTTP/2, whose handshake would tell of a connection only when its first request is there. */
    private static final HttpServerOptions OPTIONS = new HttpServerOptions().setHttp2ClearTextEnabled(false);

    private final Settings settings;
    private final OrderEvents events;
    private final Gate requests;
    private final Gate streams;
    private HttpServer server;
    private Pool pool;

    OrderServer(Settings settings, OrderEvents events) {
        Limits limits = settings.limits();
        this.settings = settings;
        this.events = events;
        this.requests = new Gate(limits.running(), limits.waiting(), limits.request());
        this.streams = new Gate(limits.streams(), 2 * limits.streams(), limits.stream());
    }

    /** Returns where it listens. */
    int port() {
        return server.actualPort();
    }

    @Override
    protected Coroutine<Void> start() {
        return coroutine(() -> {
            pool = Database.open(vertx, settings.database(), settings.connections());
            OrderRoutes orders = new OrderRoutes(
                    pool,
                    new Partner("payment", settings.payment(), vertx),
                    new Partner("shipping", settings.shipping(), vertx),
                    events,
                    settings.limits());
            loop().start("aftercare", orders.aftercare(settings.reservation()));
            int port = settings.port() == 0 ? -1 : settings.port(); // -1 is a free one that all instances share
            Limits limits = settings.limits();
            HeadDeadline deadline = new HeadDeadline(vertx, limits.head(), limits.connections());
            HttpServer made = vertx.createHttpServer(OPTIONS)
                    .connectionHandler(deadline::opened)
                    .requestHandler(router(orders, deadline));
            server = await(future(made.listen(port, settings.host())));
        });
    }

    private Router router(OrderRoutes orders, HeadDeadline deadline) {
        Router router = Router.router(vertx);
        router.route().handler(deadline::began);
        orders.addTo(router, requests, streams);
        router.get("/page").handler(requests.guard(ProductPage.block(pool)));
        router.get("/tasks").handler(Tasks.handler());
        addRoutes(router, requests);
        router.get().handler(StaticHandler.create("dev/pausa/service/page/web"));
        router.route().failureHandler(Problems::answer);
        return router;
    }

    /** Adds routes; for tests. */
    void addRoutes(Router router, Gate gate) {}

    /** Refuses what comes from now on, and lets finish what runs. */
    @Override
    protected Coroutine<Void> stop() {
        return coroutine(() -> {
            requests.close();
            streams.close();
            events.close(); // who listens would do so for good
            await(future(server.shutdown(settings.grace().toMillis(), TimeUnit.MILLISECONDS)));
        });
    }
}
