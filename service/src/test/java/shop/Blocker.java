package shop;

import static dev.pausa.Coroutine.await;
import static dev.pausa.async.Async.stage;
import static dev.pausa.vertx.VertxAsync.future;

import dev.pausa.Coroutine.Block;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Handlers that wait for the test: one as it should, and one that blocks its loop. */
@SuppressWarnings("pausa:blocking-call")
public final class Blocker {
    private Blocker() {}

    /** Awaits. */
    public static Block<RoutingContext> awaiting(CompletableFuture<Void> release) {
        return ctx -> {
            await(stage(release));
            await(future(ctx.end("done")));
        };
    }

    /** Blocks. */
    public static Block<RoutingContext> blocking(CountDownLatch release) {
        return ctx -> {
            release.await();
            await(future(ctx.end("done")));
        };
    }
}
