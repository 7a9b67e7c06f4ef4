package dev.pausa.peers;

import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;

/** The two partners of the shop, which take their time: {@code /pay} and {@code /send}. */
final class Partners extends VerticleBase {
    /** What they take for an answer. */
    static final int MILLIS = 20;

    private int port;

    @Override
    public Future<HttpServer> start() {
        return vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "localhost")
                .onSuccess(server -> port = server.actualPort());
    }

    private void answer(HttpServerRequest request) {
        String word = request.path().equals("/pay") ? "paid" : "sent";
        vertx.timer(MILLIS).onSuccess(done -> request.response().end(word));
    }

    int port() {
        return port;
    }
}
