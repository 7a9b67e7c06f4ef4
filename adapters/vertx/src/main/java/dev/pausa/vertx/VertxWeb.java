package dev.pausa.vertx;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import dev.pausa.Coroutine;
import dev.pausa.Coroutine.Block;
import dev.pausa.GeneratorExit;
import dev.pausa.async.Cancellation;
import dev.pausa.async.Loop;
import dev.pausa.async.Task;
import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Objects;

/** Request handlers that are bodies; imported statically. They need the artifact {@code vertx-web}. */
public final class VertxWeb {
    private VertxWeb() {}

    /**
     * Makes a handler that runs a block for each request, as a task of the context's loop. The block's first stretch
     * runs inside the handler's call, so that it finds the request unread.
     *
     * <pre>{@code
     * static void routes(Router router) {
     *     router.get("/hello").handler(coroutineHandler(ctx -> {
     *         await(sleep(Duration.ofMillis(1)));
     *         await(future(ctx.response().end("hello")));
     *     }));
     * }
     * }</pre>
     *
     * <table>
     * <caption>What happens when</caption>
     * <tr><th>cause</th><th>effect</th></tr>
     * <tr><td>the block returns</td><td>nothing: it has answered, or somebody else will</td></tr>
     * <tr><td>it throws</td><td>{@link RoutingContext#fail(Throwable)}: the route's failure handler, else the status
     *     of an {@code HttpException}, or 500; Vert.x logs the failure, with the await trace. A response that has begun
     *     is cut off</td></tr>
     * <tr><td>the client goes, before the response is complete</td><td>the task is cancelled</td></tr>
     * <tr><td>the verticle is undeployed</td><td>the task is cancelled, and waited for; a response that has not begun
     *     gets the status 503, and so does a request that comes after that</td></tr>
     * </table>
     *
     * @param block the block; a body of its own
     * @return a handler, for {@code route.handler(…)}
     * @throws NullPointerException if {@code block} is null
     */
    public static Handler<RoutingContext> coroutineHandler(Block<RoutingContext> block) {
        Objects.requireNonNull(block, "block");
        return ctx -> start(ctx, new Serving(block, ctx));
    }

    private static void start(RoutingContext ctx, Serving serving) {
        ContextLoop home = ContextLoop.of(Vertx.currentContext());
        try {
            home.atOnce(() -> serving.start(home.loop()), () -> serving.hasBegun);
        } catch (IllegalStateException stopped) {
            ctx.fail(503, stopped);
        }
    }

    /** One request. */
    private static final class Serving {
        private final Block<RoutingContext> block;
        private final RoutingContext ctx;
        boolean hasBegun;

        Serving(Block<RoutingContext> block, RoutingContext ctx) {
            this.block = block;
            this.ctx = ctx;
        }

        void start(Loop loop) {
            HttpServerRequest request = ctx.request();
            Task<?> task = loop.start(request.method() + " " + request.path(), body());
            ctx.addEndHandler(end -> {
                if (end.failed()) {
                    task.cancel("the client has gone: " + end.cause().getMessage());
                } else if (!ctx.response().ended()) { // what Vert.x tells of a loss if somebody else has its failures
                    task.cancel("the client has gone: Connection was closed");
                }
            });
        }

        private Coroutine<Void> body() {
            return coroutine(() -> {
                hasBegun = true;
                try {
                    await(block.bind(ctx));
                } catch (Cancellation cancelled) {
                    refuse(cancelled);
                    throw cancelled;
                } catch (GeneratorExit closed) {
                    throw closed;
                } catch (Throwable failure) {
                    fail(failure);
                }
            });
        }

        private void refuse(Cancellation cancelled) {
            HttpServerResponse response = ctx.response();
            if (!response.headWritten() && !response.closed()) {
                ctx.fail(503, cancelled);
            }
        }

        private void fail(Throwable failure) {
            HttpServerResponse response = ctx.response();
            if (response.headWritten() && !response.ended()) {
                failCut(response, failure);
            } else {
                ctx.fail(failure);
            }
        }

        private void failCut(HttpServerResponse response, Throwable failure) {
            response.reset(); // the client must not take what it has for the whole
            try {
                ctx.fail(failure);
            } catch (IllegalStateException tooLate) {
                // Vert.x has told its handlers, or logged the failure; what it cannot do is to set a status after that.
            }
        }
    }
}
