package dev.pausa.service.http;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections on which no request runs and none comes in time: idle ones, and those of clients that send the
 * head of a request byte by byte. It belongs to one event loop.
 */
public final class HeadDeadline {
    private final Vertx vertx;
    private final Duration time;
    private final int mostConnections;

    /** The timers; -1 while a request runs. */
    private final Map<HttpConnection, Long> timers = new HashMap<>();

    /**
     * Makes one.
     *
     * @param vertx the Vert.x
     * @param time how long a connection may be without a request
     * @param mostConnections how many there may be; more are closed at once
     */
    public HeadDeadline(Vertx vertx, Duration time, int mostConnections) {
        this.vertx = vertx;
        this.time = time;
        this.mostConnections = mostConnections;
    }

    /**
     * Is told of a new connection; the server's handler for these.
     *
     * @param connection the connection
     */
    public void opened(HttpConnection connection) {
        if (timers.size() == mostConnections) {
            connection.close();
            return;
        }
        expect(connection);
        connection.closeHandler(closed -> cancel(timers.remove(connection)));
    }

    /**
     * Is told of a new request; the first handler of all routes.
     *
     * @param ctx the request
     */
    public void began(RoutingContext ctx) {
        HttpConnection connection = ctx.request().connection();
        cancel(timers.replace(connection, -1L));
        ctx.addEndHandler(ended -> {
            if (timers.containsKey(connection)) {
                expect(connection);
            }
        });
        ctx.next();
    }

    private void expect(HttpConnection connection) {
        timers.put(connection, vertx.setTimer(time.toMillis(), late -> connection.close()));
    }

    private void cancel(@Nullable Long timer) {
        if (timer != null && timer != -1) {
            vertx.cancelTimer(timer);
        }
    }
}
