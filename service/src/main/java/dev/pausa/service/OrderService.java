package dev.pausa.service;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.vertx.VertxAsync.future;

import dev.pausa.Coroutine;
import dev.pausa.service.database.Database;
import dev.pausa.service.database.Migrations;
import dev.pausa.service.orders.OrderEvents;
import dev.pausa.vertx.VertxAsync;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** The service: a server on each of its event loops, and the events that they share. */
final class OrderService {
    private final Vertx vertx;
    private final Settings settings;
    private final OrderEvents events;
    private final List<OrderServer> servers = new CopyOnWriteArrayList<>();
    private String deployment = "";
    private @Nullable Future<Void> stopped;

    private OrderService(Vertx vertx, Settings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.events = new OrderEvents(settings.limits().eventsBehind());
    }

    /** Starts one, and waits until it serves; not on an event loop. */
    static OrderService start(Vertx vertx, Settings settings) throws Exception {
        return start(vertx, settings, OrderServer::new);
    }

    /** As {@link #start(Vertx, Settings)}, with servers of another make. */
    static OrderService start(Vertx vertx, Settings settings, BiFunction<Settings, OrderEvents, OrderServer> make)
            throws Exception {
        OrderService service = new OrderService(vertx, settings);
        VertxAsync.loop(vertx.getOrCreateContext())
                .start("start", service.begin(make))
                .join();
        return service;
    }

    private Coroutine<Void> begin(BiFunction<Settings, OrderEvents, OrderServer> make) {
        return coroutine(() -> {
            Pool pool = Database.open(vertx, settings.database(), 1);
            await(Migrations.migrate(pool));
            await(future(pool.close()));
            deployment = await(future(vertx.deployVerticle(
                    () -> remember(make.apply(settings, events)),
                    new DeploymentOptions().setInstances(settings.loops()))));
        });
    }

    private OrderServer remember(OrderServer server) {
        servers.add(server);
        return server;
    }

    /** Returns where it listens. */
    int port() {
        return servers.get(0).port();
    }

    OrderEvents events() {
        return events;
    }

    /** Refuses what comes from now on, lets finish what runs, and ends. A second call waits for the same end. */
    synchronized Future<Void> stop() {
        if (stopped == null) {
            stopped = vertx.undeploy(deployment);
        }
        return stopped;
    }
}
