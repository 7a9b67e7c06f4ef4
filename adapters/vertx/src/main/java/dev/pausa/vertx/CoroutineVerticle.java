package dev.pausa.vertx;

import static dev.pausa.Coroutine.coroutine;

import dev.pausa.Awaitable;
import dev.pausa.async.Loop;
import io.vertx.core.Context;
import io.vertx.core.Deployable;
import io.vertx.core.Future;
import io.vertx.core.Vertx;

/**
 * A verticle that is started and stopped by bodies, on the loop of its context.
 *
 * <pre>{@code
 * final class Clock extends CoroutineVerticle {
 *     protected Coroutine<Void> start() {
 *         return coroutine(() -> {
 *             await(future(vertx.fileSystem().mkdirs("ticks")));
 *             loop().start("ticks", ticks()); // goes on until the verticle is undeployed
 *         });
 *     }
 *
 *     private Coroutine<Void> ticks() {
 *         return coroutine(() -> {
 *             while (true) {
 *                 await(sleep(Duration.ofSeconds(1)));
 *                 vertx.eventBus().publish("ticks", now().toString());
 *             }
 *         });
 *     }
 * }
 * }</pre>
 *
 * <p>It is deployed when what {@link #start} returns has ended. When it is undeployed, what {@link #stop} returns runs
 * to its end; then the loop is stopped, which cancels its tasks and waits for them; and then Vert.x closes the
 * verticle's servers and clients.
 */
public abstract class CoroutineVerticle implements Deployable {
    /** The Vert.x that it is deployed in; set before {@link #start} is called. */
    protected Vertx vertx;

    /** The context of this instance; set before {@link #start} is called. */
    protected Context context;

    /** For subclasses. */
    protected CoroutineVerticle() {}

    /**
     * Starts the verticle. If it fails, so does the deployment, and tasks that it has started are cancelled.
     *
     * @return a coroutine that has not begun, or another awaitable
     */
    protected abstract Awaitable<?> start();

    /**
     * Stops the verticle, while its tasks still run: the place to have them finish. If it fails, so does the
     * undeployment; the verticle is gone all the same.
     *
     * @return a coroutine that has not begun, or another awaitable; here, one that does nothing
     */
    protected Awaitable<?> stop() {
        return coroutine(() -> {});
    }

    /**
     * Returns the loop of this instance.
     *
     * @return the loop
     */
    protected final Loop loop() {
        return VertxAsync.loop(context);
    }

    /** Called by Vert.x. */
    @Override
    public final Future<?> deploy(Context context) {
        this.vertx = context.owner();
        this.context = context;
        return run("start", start());
    }

    /** Called by Vert.x. */
    @Override
    public final Future<?> undeploy(Context context) {
        return run("stop", stop()).eventually(() -> ContextLoop.of(context).stop());
    }

    private Future<?> run(String what, Awaitable<?> work) {
        String name = what + " of " + getClass().getSimpleName();
        return Future.fromCompletionStage(loop().start(name, work).toStage(), context);
    }
}
