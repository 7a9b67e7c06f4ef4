/**
 * Bodies on Vert.x: straight-line code on its event loops. It needs the artifact {@code pausa-vertx} beside the one
 * jar, and Vert.x 5.
 *
 * <p>{@link dev.pausa.vertx.VertxAsync} has what bodies await; {@link dev.pausa.vertx.VertxWeb} makes request handlers
 * of bodies. Both are meant to be imported statically.
 *
 * <pre>{@code
 * final class Shop extends CoroutineVerticle {
 *     protected Coroutine<HttpServer> start() {
 *         return coroutine(() -> {
 *             Router router = Router.router(vertx);
 *             router.get("/price/:item").handler(coroutineHandler(ctx -> {
 *                 Buffer price = await(future(ask(ctx.pathParam("item"))));
 *                 await(future(ctx.response().end(price)));
 *             }));
 *             HttpServer server = vertx.createHttpServer().requestHandler(router);
 *             return await(future(server.listen(0)));
 *         });
 *     }
 *
 *     private Future<Buffer> ask(String item) {
 *         return vertx.fileSystem().readFile("prices/" + item);
 *     }
 * }
 * }</pre>
 *
 * <h2>Where a body runs</h2>
 *
 * Each context has one {@link dev.pausa.async.Loop}, {@link dev.pausa.vertx.VertxAsync#loop(io.vertx.core.Context)}:
 * its tasks run on the context's thread, where they were started and wherever they wait in between. What a task awaits
 * of Vert.x resumes it inside the very event that ends the wait, as a callback would have run; so a response or a
 * request that a body has just got has lost none of its data yet. All else, such as a channel or a timer, resumes it in
 * an event of its own.
 *
 * <p>The loop is stopped when the verticle is undeployed, or Vert.x is closed: its tasks are cancelled, and waited for.
 *
 * <h2>What goes along with a task</h2>
 *
 * The context that was current where the task was started, and with it Vert.x' context locals; and SLF4J's diagnostic
 * context (MDC), if SLF4J is there.
 */
@NullMarked
package dev.pausa.vertx;

import org.jspecify.annotations.NullMarked;
