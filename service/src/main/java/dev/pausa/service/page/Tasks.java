package dev.pausa.service.page;

import static dev.pausa.Coroutine.await;
import static dev.pausa.async.Async.blocking;
import static dev.pausa.vertx.VertxAsync.future;
import static dev.pausa.vertx.VertxWeb.coroutineHandler;

import dev.pausa.async.AsyncSemaphore;
import dev.pausa.diagnostics.CoroutineDump;
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.service.http.Problem;
import io.vertx.core.Handler;
import io.vertx.ext.web.RoutingContext;

/**
 * The tasks that run, as the JSON of a dump, for who asks on this machine: it names orders, places in the code, and
 * what is in variables. One dump is taken at a time, beside the event loop.
 */
public final class Tasks {
    private Tasks() {}

    /**
     * Makes the handler.
     *
     * @return a handler for a route
     */
    public static Handler<RoutingContext> handler() {
        AsyncSemaphore one = new AsyncSemaphore(1);
        return coroutineHandler(ctx -> {
            if (!Diagnostics.isTracking()) {
                throw new Problem(404, "the tasks are not kept track of: start the service without --no-tasks");
            }
            if (!ThisMachine.asks(ctx.request())) {
                throw new Problem(403, "tasks are shown on the service's own machine alone, at http://localhost");
            }
            String json = await(one.holding(blocking(() -> CoroutineDump.take().toJson())));
            ctx.response().putHeader("Content-Type", "application/json").putHeader("Cache-Control", "no-store");
            await(future(ctx.end(json)));
        });
    }
}
