package dev.pausa.service.http;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.timeout;
import static dev.pausa.vertx.VertxWeb.coroutineHandler;

import dev.pausa.Coroutine;
import dev.pausa.Coroutine.Block;
import dev.pausa.async.AsyncSemaphore;
import dev.pausa.async.AsyncSemaphore.Permit;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;

/**
 * Lets so many requests run at once and so many wait for their turn; all others are refused at once with 503. Each has
 * a time, after which it is cancelled. A gate belongs to one event loop.
 */
public final class Gate {
    private final AsyncSemaphore permits;
    private final int mostWaiting;
    private final Duration time;
    private int waiting;
    private boolean isClosed;

    /**
     * Makes one.
     *
     * @param running how many requests run at once
     * @param mostWaiting how many wait at most
     * @param time how long one may take, with its wait
     */
    public Gate(int running, int mostWaiting, Duration time) {
        this.permits = new AsyncSemaphore(running);
        this.mostWaiting = mostWaiting;
        this.time = time;
    }

    /** Refuses all requests that come from now on. */
    public void close() {
        isClosed = true;
    }

    /**
     * Makes a handler that runs a block for each request that comes through.
     *
     * @param block the block; a body of its own
     * @return a handler for a route
     */
    public Handler<RoutingContext> guard(Block<RoutingContext> block) {
        return coroutineHandler(ctx -> {
            if (isClosed) {
                throw new Problem(503, "the service is shutting down; try again");
            }
            await(timeout(time, serve(block, ctx)));
        });
    }

    private Coroutine<Void> serve(Block<RoutingContext> block, RoutingContext ctx) {
        return coroutine(() -> {
            Permit permit = permits.tryAcquire();
            if (permit == null) {
                permit = await(turn(ctx.request()));
            }
            try {
                await(block.bind(ctx));
            } finally {
                permit.close();
                if (!ctx.request().isEnded()) {
                    ctx.request().resume(); // drops what the block has not read
                }
            }
        });
    }

    private Coroutine<Permit> turn(HttpServerRequest request) {
        return coroutine(() -> {
            if (waiting == mostWaiting) {
                throw new Problem(503, "too many requests are waiting; try again");
            }
            request.pause(); // what the client sends waits with it
            waiting++;
            try {
                return await(permits.acquire());
            } finally {
                waiting--;
            }
        });
    }
}
