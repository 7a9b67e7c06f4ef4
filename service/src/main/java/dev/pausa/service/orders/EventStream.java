package dev.pausa.service.orders;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.timeout;
import static dev.pausa.async.Async.timeoutOr;
import static dev.pausa.vertx.VertxWeb.coroutineHandler;

import dev.pausa.Coroutine;
import dev.pausa.async.Channel;
import dev.pausa.async.ChannelClosedException;
import dev.pausa.service.http.Problem;
import dev.pausa.vertx.Sink;
import io.vertx.core.Handler;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Server-sent events of order changes. A client that takes nothing for {@code stall} is cut off, and so is one that is
 * too many events behind; browsers connect again by themselves.
 */
public final class EventStream {
    private static final Duration BEAT = Duration.ofSeconds(15);
    private static final Buffer HEARTBEAT = Buffer.buffer(":\n\n");
    private static final Buffer HELLO = Buffer.buffer("retry: 1000\nevent: hello\ndata: {}\n\n");

    private EventStream() {}

    /**
     * Makes the handler.
     *
     * @param events what is told
     * @param mostClients how many clients there may be in all
     * @param stall how long a client may take nothing
     * @return a handler for a route
     */
    public static Handler<RoutingContext> handler(OrderEvents events, int mostClients, Duration stall) {
        return coroutineHandler(ctx -> {
            if (events.listenerCount() >= mostClients) {
                throw new Problem(503, "too many clients listen; try again");
            }
            Channel<Buffer> channel = events.listen();
            try {
                await(tell(channel, begin(ctx.response()), stall));
            } finally {
                events.leave(channel);
            }
        });
    }

    private static Sink<Buffer> begin(HttpServerResponse response) {
        response.setChunked(true).putHeader("Content-Type", "text/event-stream").putHeader("Cache-Control", "no-store");
        return Sink.of(response);
    }

    private static Coroutine<Void> tell(Channel<Buffer> channel, Sink<Buffer> client, Duration stall) {
        return coroutine(() -> {
            await(client.write(HELLO));
            try {
                while (true) {
                    Buffer event = await(timeoutOr(BEAT, channel.receive(), HEARTBEAT));
                    await(timeout(stall, client.write(event)));
                }
            } catch (ChannelClosedException over) {
                await(timeout(stall, client.end())); // it was too far behind, or the service ends
            }
        });
    }
}
