package dev.pausa.vertx;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.sleep;
import static dev.pausa.vertx.VertxAsync.future;
import static dev.pausa.vertx.VertxAsync.items;
import static dev.pausa.vertx.VertxWeb.coroutineHandler;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.pausa.Coroutine;
import dev.pausa.Coroutine.Block;
import dev.pausa.async.Cancellation;
import dev.pausa.async.Loop;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import io.vertx.ext.web.handler.HttpException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Handlers that are bodies, on a real server, with real clients. */
class HandlerTest extends VertxFixture {
    private static final Logger LOGGER = Logger.getLogger("io.vertx.ext.web.RoutingContext");

    private final BlockingQueue<LogRecord> logged = new LinkedBlockingQueue<>();

    private final Handler log = new Handler() {
        @Override
        public void publish(LogRecord record) {
            logged.add(record);
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @BeforeEach
    void listen() {
        LOGGER.addHandler(log);
        LOGGER.setUseParentHandlers(false);
    }

    @AfterEach
    void unlisten() {
        LOGGER.removeHandler(log);
        LOGGER.setUseParentHandlers(true);
    }

    /** Serves all requests with a block; returns the port. */
    private int serve(Block<RoutingContext> block) throws Exception {
        Router router = Router.router(vertx);
        router.route().handler(coroutineHandler(block));
        return serve(router);
    }

    private int serve(Router router) throws Exception {
        return run(coroutine(() -> {
            HttpServer server = vertx.createHttpServer().requestHandler(router);
            return await(future(server.listen(0))).actualPort();
        }));
    }

    @Test
    void a_body_answers() throws Exception {
        int port = serve(ctx -> {
            await(sleep(Duration.ofMillis(1)));
            await(future(ctx.response().end("hello " + ctx.request().getParam("name"))));
        });
        assertThat(send(request(port, "/?name=world")).body()).isEqualTo("hello world");
    }

    private static Coroutine<String> price() {
        return coroutine(() -> {
            await(sleep(Duration.ofMillis(1)));
            throw new IOException("no price");
        });
    }

    @Test
    void a_failure_is_a_500_and_logged_with_the_await_trace() throws Exception {
        int port = serve(ctx -> await(future(ctx.response().end(await(price())))));
        assertThat(send(request(port, "/")).statusCode()).isEqualTo(500);
        Throwable failure = logged.take().getThrown();
        assertThat(failure).isInstanceOf(IOException.class).hasMessage("no price");
        assertThat(failure.getStackTrace())
                .extracting(StackTraceElement::getMethodName)
                .anyMatch(name -> name.contains("price"))
                .anyMatch(name -> name.contains("a_failure_is_a_500"));
    }

    @Test
    void a_failure_with_a_status_has_that_status() throws Exception {
        int port = serve(ctx -> {
            throw new HttpException(418);
        });
        assertThat(send(request(port, "/")).statusCode()).isEqualTo(418);
    }

    @Test
    void a_failure_in_the_middle_of_a_response_cuts_it_off() throws Exception {
        int port = serve(ctx -> {
            await(future(ctx.response().setChunked(true).write("first")));
            throw new IOException("no more");
        });
        assertThatThrownBy(() -> send(request(port, "/"))).hasCauseInstanceOf(IOException.class);
        assertThat(logged.take().getThrown()).hasMessage("no more");
    }

    @Test
    void when_the_client_goes_the_body_is_cancelled() throws Exception {
        CompletableFuture<Void> waits = new CompletableFuture<>();
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        int port = serve(ctx -> {
            try {
                waits.complete(null);
                await(future(Promise.<Void>promise().future()));
            } catch (Cancellation why) {
                cancelled.complete(why.kind() + ": " + why.why());
                throw why;
            }
        });
        try (Socket socket = new Socket("localhost", port)) {
            OutputStream out = socket.getOutputStream();
            out.write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            out.flush();
            get(waits);
        }
        assertThat(get(cancelled)).startsWith("EXPLICIT: the client has gone: ");
    }

    @Test
    void when_the_client_goes_a_body_that_writes_to_a_sink_and_waits_is_cancelled() throws Exception {
        CompletableFuture<Void> waits = new CompletableFuture<>();
        CompletableFuture<String> cancelled = new CompletableFuture<>();
        int port = serve(ctx -> {
            try {
                await(Sink.of(ctx.response().setChunked(true)).write(Buffer.buffer("first")));
                waits.complete(null);
                await(future(Promise.<Void>promise().future()));
            } catch (Cancellation why) {
                cancelled.complete(why.why());
                throw why;
            }
        });
        try (Socket socket = new Socket("localhost", port)) {
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            get(waits);
        }
        assertThat(get(cancelled)).startsWith("the client has gone: ");
    }

    @Test
    void when_the_verticle_is_undeployed_a_waiting_client_gets_503() throws Exception {
        CompletableFuture<Void> waits = new CompletableFuture<>();
        CompletableFuture<Integer> port = new CompletableFuture<>();
        String id = get(vertx.deployVerticle(new CoroutineVerticle() {
            @Override
            protected Coroutine<Void> start() {
                return coroutine(() -> {
                    Router router = Router.router(vertx);
                    router.get().handler(coroutineHandler(ctx -> {
                        waits.complete(null);
                        await(future(Promise.<Void>promise().future()));
                    }));
                    HttpServer server = vertx.createHttpServer().requestHandler(router);
                    port.complete(await(future(server.listen(0))).actualPort());
                });
            }
        }));
        var response = CLIENT.sendAsync(request(get(port), "/").build(), HttpResponse.BodyHandlers.ofString());
        get(waits);
        vertx.undeploy(id);
        assertThat(get(response).statusCode()).isEqualTo(503);
    }

    @Test
    void a_request_that_comes_after_the_loop_was_stopped_gets_503() throws Exception {
        CompletableFuture<Loop> loop = new CompletableFuture<>();
        int port = serve(ctx -> {
            loop.complete(Loop.current());
            await(future(ctx.response().end()));
        });
        assertThat(send(request(port, "/")).statusCode()).isEqualTo(200);
        get(get(loop).stop("enough"));
        assertThat(send(request(port, "/")).statusCode()).isEqualTo(503);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Bodies of requests and responses
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void an_upload_is_read_with_back_pressure_and_answered() throws Exception {
        int port = serve(ctx -> {
            long length = 0;
            var part = items(ctx.request());
            while (await(part.advance())) {
                length += part.current().length();
            }
            await(future(ctx.response().end("" + length)));
        });
        byte[] upload = new byte[3_000_000];
        assertThat(send(request(port, "/").POST(BodyPublishers.ofByteArray(upload)))
                        .body())
                .isEqualTo("3000000");
    }

    @Test
    void a_body_that_was_read_before_is_there() throws Exception {
        Router router = Router.router(vertx);
        router.post()
                .handler(BodyHandler.create())
                .handler(coroutineHandler(
                        ctx -> await(future(ctx.response().end(ctx.body().asString() + "!")))));
        assertThat(send(request(serve(router), "/").POST(BodyPublishers.ofString("text")))
                        .body())
                .isEqualTo("text!");
    }

    @Test
    void a_download_waits_for_a_slow_reader() throws Exception {
        AtomicInteger written = new AtomicInteger();
        int port = serve(ctx -> {
            Sink<Buffer> sink = Sink.of(ctx.response().setChunked(true));
            for (int i = 0; i < 400; i++) {
                await(sink.write(Buffer.buffer(new byte[100_000])));
                written.incrementAndGet();
            }
            await(sink.end());
        });
        HttpResponse<java.io.InputStream> response =
                get(CLIENT.sendAsync(request(port, "/").build(), HttpResponse.BodyHandlers.ofInputStream()));
        assertThat(written).as("what fits into buffers").hasValueLessThan(400);
        try (var body = response.body()) {
            assertThat(body.readAllBytes()).hasSize(40_000_000);
        }
        assertThat(written).hasValue(400);
    }

    /** Its head and its body come in one piece, so the body would be lost if the task went on in a later event. */
    @Test
    void a_response_that_was_just_awaited_has_lost_nothing() throws Exception {
        int port = serve(ctx -> await(future(ctx.response().end("short"))));
        HttpClient client = vertx.createHttpClient();
        List<String> texts = run(coroutine(() -> {
            List<String> all = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                var request = await(future(client.request(HttpMethod.GET, port, "localhost", "/")));
                var response = await(future(request.send()));
                all.add(await(future(response.body())).toString());
            }
            return all;
        }));
        assertThat(texts).hasSize(50).containsOnly("short");
    }
}
