package dev.pausa.service.partners;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.sleep;
import static dev.pausa.vertx.VertxAsync.future;
import static dev.pausa.vertx.VertxWeb.coroutineHandler;

import dev.pausa.Coroutine;
import dev.pausa.async.Promise;
import dev.pausa.service.http.JsonBody;
import dev.pausa.service.http.Problem;
import dev.pausa.service.http.Problems;
import dev.pausa.vertx.CoroutineVerticle;
import io.vertx.core.http.HttpServer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Stands for a partner: a real HTTP server, which does each action once for a key, takes its time, and fails if it is
 * told to.
 */
public final class PartnerStub extends CoroutineVerticle {
    private static final Duration BODY = Duration.ofSeconds(10);
    private static final int MOST_KEYS = 1_000_000;

    private volatile Behaviour behaviour;
    private volatile int port;
    private final AtomicInteger calls = new AtomicInteger();

    /** How often something was asked for: {@code charge KEY}. */
    private final Map<String, Integer> done = new ConcurrentHashMap<>();

    /**
     * How a stub answers.
     *
     * @param delay how long it takes
     * @param failEvery each so-manieth call is answered with 503; 0 for none
     * @param isSilent whether it never answers
     */
    public record Behaviour(Duration delay, int failEvery, boolean isSilent) {
        /** It answers after 50 milliseconds. */
        public static final Behaviour USUAL = new Behaviour(Duration.ofMillis(50), 0, false);
    }

    /**
     * Makes one.
     *
     * @param behaviour how it answers, until {@link #behave} says something else
     */
    public PartnerStub(Behaviour behaviour) {
        this.behaviour = behaviour;
    }

    /**
     * Says how it answers calls that come from now on. Any thread may call this.
     *
     * @param how how
     */
    public void behave(Behaviour how) {
        behaviour = how;
    }

    /**
     * Returns where it listens.
     *
     * @return the port; 0 before it is deployed
     */
    public int port() {
        return port;
    }

    /**
     * Returns what it has done: {@code charge KEY}, and how often that was asked for.
     *
     * @return a view
     */
    public Map<String, Integer> done() {
        return done;
    }

    @Override
    protected Coroutine<Void> start() {
        return coroutine(() -> {
            Router router = Router.router(vertx);
            router.post("/:action").handler(coroutineHandler(ctx -> await(answer(ctx))));
            router.route().failureHandler(Problems::answer);
            HttpServer server = vertx.createHttpServer().requestHandler(router);
            port = await(future(server.listen(0, "localhost"))).actualPort();
        });
    }

    private Coroutine<Void> answer(RoutingContext ctx) {
        return coroutine(() -> {
            await(JsonBody.read(ctx.request(), 1 << 16, BODY));
            Behaviour how = behaviour;
            if (how.isSilent()) {
                await(new Promise<Void>()); // until the client goes
            }
            await(sleep(how.delay()));
            if (how.failEvery() > 0 && calls.incrementAndGet() % how.failEvery() == 0) {
                throw new Problem(503, "not now");
            }
            record(ctx.pathParam("action") + " " + ctx.request().getHeader("Idempotency-Key"));
            await(future(ctx.json(new JsonObject().put("done", true))));
        });
    }

    private void record(String what) {
        if (done.size() >= MOST_KEYS) {
            done.clear(); // a stub forgets
        }
        done.merge(what, 1, Integer::sum);
    }
}
