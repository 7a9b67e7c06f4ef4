package dev.pausa.service.partners;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.sleep;
import static dev.pausa.async.Async.timeout;
import static dev.pausa.vertx.VertxAsync.cancellable;
import static dev.pausa.vertx.VertxAsync.releasable;

import dev.pausa.Coroutine;
import dev.pausa.async.AsyncSemaphore;
import dev.pausa.service.http.Problem;
import io.vertx.core.Vertx;
import io.vertx.core.VertxException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeoutException;

/**
 * A service of somebody else's, which may be slow or away. So many calls of it run at once; each try has a time; what
 * fails is tried again after a pause that doubles, with the same key, so that it is done once.
 */
public final class Partner {
    private final String name;
    private final PartnerAddress address;
    private final HttpClient client;
    private final AsyncSemaphore limit;

    /**
     * Makes one, for one event loop.
     *
     * @param name its name, for failures and dumps
     * @param address where it is, and how it is called
     * @param vertx the Vert.x
     */
    public Partner(String name, PartnerAddress address, Vertx vertx) {
        this.name = name;
        this.address = address;
        this.client = vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(address.atOnce()));
        this.limit = new AsyncSemaphore(address.atOnce());
    }

    /**
     * Makes a coroutine that has it do something.
     *
     * @param action what
     * @param key the idempotency key: for one key, an action is done once
     * @param what the details
     * @return a coroutine in state CREATED; it raises a {@link Problem} if the partner refuses (422), or does not do it
     *     at the last try either (502, 504)
     */
    public Coroutine<JsonObject> call(String action, String key, JsonObject what) {
        return coroutine(() -> {
            for (int attempt = 1; ; attempt++) {
                try {
                    return await(limit.holding(timeout(address.time(), once(action, key, what))));
                } catch (TimeoutException | IOException | VertxException e) { // Vert.x' own are of lost connections
                    if (attempt == address.attempts()) {
                        throw problem(action, attempt, e);
                    }
                }
                await(sleep(pause(attempt)));
            }
        });
    }

    private Coroutine<JsonObject> once(String action, String key, JsonObject what) {
        return coroutine(() -> {
            HttpClientRequest request = await(
                    releasable("connection to " + name, client.request(options(action, key)), late -> late.reset()));
            var answer = await(cancellable(name, request.send(what.toBuffer()), request::reset));
            Buffer body = await(cancellable("body of " + name, answer.body(), request::reset));
            if (answer.statusCode() >= 500 || answer.statusCode() == 429) {
                throw new IOException(name + " answers " + answer.statusCode());
            }
            if (answer.statusCode() != 200) {
                throw new Problem(422, name + " refuses: " + body);
            }
            return body.toJsonObject();
        });
    }

    private RequestOptions options(String action, String key) {
        return new RequestOptions()
                .setMethod(HttpMethod.POST)
                .setHost(address.host())
                .setPort(address.port())
                .setURI("/" + action)
                .putHeader("Idempotency-Key", key)
                .putHeader("Content-Type", "application/json");
    }

    private Problem problem(String action, int attempts, Exception last) {
        int status = last instanceof TimeoutException ? 504 : 502;
        return new Problem(status, name + " did not " + action + " in " + attempts + " tries; the last: " + last);
    }

    /** From half of the pause to the whole, so that those who failed together do not come back together. */
    private Duration pause(int attempt) {
        long most = address.pause().toMillis() << (attempt - 1);
        return Duration.ofMillis(most / 2 + ThreadLocalRandom.current().nextLong(most / 2 + 1));
    }
}
