package dev.pausa.service.http;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.timeout;
import static dev.pausa.vertx.VertxAsync.items;

import dev.pausa.Coroutine;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.concurrent.TimeoutException;

/** Reads the bodies of requests that are JSON objects. */
public final class JsonBody {
    private JsonBody() {}

    /**
     * Makes a coroutine that reads a body whole. Await it first in a handler.
     *
     * @param request the request
     * @param most how many bytes it may have
     * @param time how long the client may take to send it
     * @return a coroutine in state CREATED; it raises a {@link Problem} if that is no JSON object (400), too long (413)
     *     or too late (408)
     */
    public static Coroutine<JsonObject> read(HttpServerRequest request, int most, Duration time) {
        return coroutine(() -> {
            try {
                return parse(await(timeout(time, bytes(request, most))));
            } catch (TimeoutException late) {
                throw new Problem(408, "the body did not come within " + time.toSeconds() + " seconds");
            }
        });
    }

    private static Coroutine<Buffer> bytes(HttpServerRequest request, int most) {
        return coroutine(() -> {
            Buffer body = Buffer.buffer();
            var part = items(request);
            while (await(part.advance())) {
                if (body.length() + part.current().length() > most) {
                    throw new Problem(413, "the body is longer than " + most + " bytes");
                }
                body.appendBuffer(part.current());
            }
            return body;
        });
    }

    private static JsonObject parse(Buffer body) {
        try {
            return new JsonObject(body);
        } catch (DecodeException | ClassCastException e) {
            throw new Problem(400, "the body must be a JSON object, but: " + firstLine(e));
        }
    }

    private static String firstLine(RuntimeException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("it is none");
    }
}
