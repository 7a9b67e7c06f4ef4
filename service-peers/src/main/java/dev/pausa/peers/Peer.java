package dev.pausa.peers;

import io.vertx.core.Deployable;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import java.util.function.Function;

/** The ways to write the service. */
enum Peer {
    FUTURES("Vert.x futures", ThreadingModel.EVENT_LOOP, FuturesServer::new),
    PAUSA("Pausa", ThreadingModel.EVENT_LOOP, PausaServer::new),
    KOTLIN("Kotlin coroutines", ThreadingModel.EVENT_LOOP, KotlinServer::new),
    THREADS("virtual threads", ThreadingModel.VIRTUAL_THREAD, ThreadsServer::new);

    final String label;
    private final ThreadingModel threads;
    private final Function<Place, Deployable> server;

    Peer(String label, ThreadingModel threads, Function<Place, Deployable> server) {
        this.label = label;
        this.threads = threads;
        this.server = server;
    }

    Deployable server(Place place) {
        return server.apply(place);
    }

    /** One instance each: on one event loop, or with that one for the sockets. */
    DeploymentOptions options() {
        return new DeploymentOptions().setThreadingModel(threads);
    }
}
