package adapters;

import static dev.pausa.AsyncGenerator.asyncGenerator;
import static dev.pausa.AsyncResource.closing;
import static dev.pausa.AsyncResource.withReturning;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.stage;
import static dev.pausa.async.Async.timeout;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.async.Loop;
import dev.pausa.flow.Publishers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The JDK's HTTP client, against the JDK's HTTP server: stages, and publishers in both directions. */
class HttpClientTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch clientHasGone = new CountDownLatch(1);
    private HttpServer server;

    static Coroutine<Long> size(HttpClient client, URI uri) {
        return coroutine(() -> {
            var request = HttpRequest.newBuilder(uri).build();
            var answer =
                    await(timeout(Duration.ofSeconds(5), stage(client.sendAsync(request, BodyHandlers.ofPublisher()))));
            return await(withReturning(
                    closing(Publishers.asyncGenerator(answer.body(), 4)),
                    part -> { // closing: leaving early cancels the download
                        long size = 0;
                        while (await(part.advance())) {
                            for (ByteBuffer each : part.current()) size += each.remaining();
                        }
                        return size;
                    }));
        });
    }

    static Coroutine<String> upload(HttpClient client, URI uri, int lines) {
        AsyncGenerator<ByteBuffer, Void> body = asyncGenerator(g -> {
            for (int i = 0; i < lines; i++) {
                g.yield(ByteBuffer.wrap(("line " + i + "\n").getBytes())); // goes on when there is room for more
            }
        });
        return coroutine(() -> {
            var parts = Publishers.publisher(() -> body, Loop.current());
            var request = HttpRequest.newBuilder(uri).POST(BodyPublishers.fromPublisher(parts));
            return await(client.sendAsync(request.build(), BodyHandlers.ofString()))
                    .body();
        });
    }

    static <T> Coroutine<T> cancelling(CompletableFuture<T> future) {
        return coroutine(() -> {
            try {
                return await(future);
            } finally {
                future.cancel(true); // nothing happens if it is complete
            }
        });
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/megabyte", exchange -> answer(exchange, new byte[1 << 20]));
        server.createContext("/count", exchange -> answer(exchange, countLines(exchange.getRequestBody())));
        server.createContext("/endless", this::endless);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void answer(HttpExchange exchange, byte[] body) throws IOException {
        exchange.sendResponseHeaders(200, body.length);
        try (OutputStream out = exchange.getResponseBody()) {
            out.write(body);
        }
    }

    private static byte[] countLines(InputStream body) throws IOException {
        long lines =
                new String(body.readAllBytes(), StandardCharsets.UTF_8).lines().count();
        return ("" + lines).getBytes(StandardCharsets.UTF_8);
    }

    /** Writes until nobody reads any more. */
    private void endless(HttpExchange exchange) {
        try (OutputStream out = exchange.getResponseBody()) {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                out.write(new byte[8192]);
            }
        } catch (IOException gone) {
            clientHasGone.countDown();
        }
    }

    private URI uri(String path) {
        return URI.create("http://localhost:" + server.getAddress().getPort() + path);
    }

    @Test
    void a_body_reads_an_answer_as_it_comes() throws Exception {
        assertThat(Loop.run(() -> await(size(client, uri("/megabyte"))))).isEqualTo(1 << 20);
    }

    @Test
    void a_body_writes_a_request_as_it_is_read() throws Exception {
        assertThat(Loop.run(() -> await(upload(client, uri("/count"), 10_000)))).isEqualTo("10000");
    }

    @Test
    void leaving_early_cancels_the_download() throws Exception {
        assertThatThrownBy(() -> Loop.run(() -> await(timeout(Duration.ofMillis(200), size(client, uri("/endless"))))))
                .isInstanceOf(TimeoutException.class);
        assertThat(clientHasGone.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void a_cancel_reaches_the_request() throws Exception {
        var request = HttpRequest.newBuilder(uri("/endless")).build();
        var answer = client.sendAsync(request, BodyHandlers.ofByteArray());
        assertThatThrownBy(() -> Loop.run(() -> await(timeout(Duration.ofMillis(200), cancelling(answer)))))
                .isInstanceOf(TimeoutException.class);
        assertThat(answer).isCompletedExceptionally();
        assertThat(clientHasGone.await(30, TimeUnit.SECONDS)).isTrue();
    }
}
