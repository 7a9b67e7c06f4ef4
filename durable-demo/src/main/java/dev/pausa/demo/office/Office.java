package dev.pausa.demo.office;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** What the agent calls over HTTP: the model, and the tools. It runs in a process that is not killed. */
public final class Office implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Answers a request with a value that is written as JSON. */
    private interface Answer {
        Object to(JsonNode request, String idempotencyKey) throws IOException;
    }

    /**
     * Starts it, on a port of the system's choice.
     *
     * @param shop what the tools work on
     * @throws IOException if it does not start
     */
    public Office(Shop shop) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        serve("/model", (request, key) -> Model.next(request));
        serve(
                "/tools/search",
                (request, key) -> shop.search(request.path("input").asString()));
        serve("/tools/budget", (request, key) -> shop.budget());
        serve("/tools/order", (request, key) -> shop.order(request.path("input").asString(), key));
        serve("/tools/book", (request, key) -> shop.book(request.path("input").asString(), key));
        server.start();
    }

    private void serve(String path, Answer answer) {
        server.createContext(path, exchange -> {
            try (exchange) {
                JsonNode request = JSON.readTree(exchange.getRequestBody());
                String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
                write(exchange, JSON.writeValueAsString(answer.to(request, key == null ? "" : key)));
            }
        });
    }

    private static void write(HttpExchange exchange, String json) throws IOException {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    /**
     * Returns where it is.
     *
     * @return its address, without a path
     */
    public URI address() {
        return URI.create("http://localhost:" + server.getAddress().getPort());
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
