package dev.pausa.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.diagnostics.CoroutineDump;
import dev.pausa.diagnostics.Diagnostics;
import dev.pausa.diagnostics.LoopDump;
import dev.pausa.service.http.Limits;
import dev.pausa.service.partners.PartnerAddress;
import dev.pausa.service.partners.PartnerStub;
import dev.pausa.service.partners.PartnerStub.Behaviour;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A service and two partners for each test, all of them real, and a client of the JDK's. After each test no task may be
 * left, and the stock must add up.
 */
@ExtendWith(SharedDatabase.class)
abstract class ServiceFixture {
    static final Duration LIMIT = Duration.ofSeconds(30);

    /** What products lack of their first stock is in orders. */
    private static final String LACKING = "SELECT sum(1000 - stock) FROM product";

    private static final String ORDERED = """
            SELECT coalesce(sum(quantity), 0) FROM order_line l JOIN orders o ON o.id = l.order_id
            WHERE o.status IN ('RESERVED', 'CONFIRMED')
            """;

    final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    final PartnerStub payment = new PartnerStub(new Behaviour(Duration.ofMillis(5), 0, false));
    final PartnerStub shipping = new PartnerStub(new Behaviour(Duration.ofMillis(5), 0, false));

    Vertx vertx;
    OrderService service;

    @BeforeEach
    void start() throws Exception {
        Diagnostics.setTracking(true);
        vertx = Vertx.vertx();
        get(vertx.deployVerticle(payment));
        get(vertx.deployVerticle(shipping));
        service = service(0);
    }

    OrderService service(int port) throws Exception {
        return OrderService.start(vertx, settings(port));
    }

    Settings settings(int port) {
        return new Settings(
                database(),
                "localhost",
                port,
                2,
                8,
                partner(payment),
                partner(shipping),
                limits(),
                grace(),
                reservation());
    }

    Duration grace() {
        return Duration.ofSeconds(10);
    }

    Duration reservation() {
        return Duration.ofMinutes(5);
    }

    PartnerAddress partner(PartnerStub stub) {
        return new PartnerAddress("localhost", stub.port(), Duration.ofMillis(500), 3, Duration.ofMillis(10), 16);
    }

    String database() {
        return SharedDatabase.url();
    }

    Limits limits() {
        return Limits.usual();
    }

    @AfterEach
    void end() throws Exception {
        eventually(
                "only the service's own tasks are left", () -> tasks().stream().allMatch("aftercare"::equals));
        get(service.stop());
        assertThat(tasks()).isEmpty();
        get(vertx.close());
        assertThat(number(LACKING)).as("what is missing").isEqualTo(number(ORDERED));
    }

    long number(String sql) {
        return SharedDatabase.number(database(), sql);
    }

    /** Ends the service's connections to the database. It notices that a little later. */
    void cutConnections() {
        number("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                + " WHERE application_name = 'pausa-service'");
    }

    /** Looks into the database: the service may answer with 503 while it finds out which connections were cut. */
    void assertConfirmed(long id) {
        assertThat(number("SELECT count(*) FROM orders WHERE status = 'CONFIRMED' AND id = " + id))
                .isEqualTo(1);
    }

    /** Returns the names of all tasks that there are. */
    static List<String> tasks() {
        return dump().map(LoopDump.Task::name).toList();
    }

    /** Returns how many tasks wait for something. */
    static long waits(String what) {
        return dump().filter(task -> String.valueOf(task.waitsFor()).startsWith(what))
                .count();
    }

    private static Stream<LoopDump.Task> dump() {
        return CoroutineDump.take().loops().stream()
                .flatMap(loop -> loop.scopes().stream())
                .flatMap(scope -> scope.tasks().stream());
    }

    static void eventually(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("not within " + LIMIT + ": " + what + "; "
                        + CoroutineDump.take().toText());
            }
            LockSupport.parkNanos(5_000_000);
        }
    }

    static <T> T get(Future<T> future) throws Exception {
        return get(future.toCompletionStage().toCompletableFuture());
    }

    static <T> T get(CompletableFuture<T> future) throws Exception {
        return future.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Requests
    // -----------------------------------------------------------------------------------------------------------------

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + service.port() + path));
    }

    CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String path) throws Exception {
        return get(send(request(path)));
    }

    HttpResponse<String> post(String path, String body) throws Exception {
        return get(send(request(path).POST(BodyPublishers.ofString(body))));
    }

    CompletableFuture<HttpResponse<String>> checkout(long id, String key) {
        return send(request("/orders/" + id + "/checkout")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.noBody()));
    }

    static String key() {
        return UUID.randomUUID().toString();
    }

    static JsonObject order(int product, int quantity) {
        JsonObject line = new JsonObject().put("productId", product).put("quantity", quantity);
        return new JsonObject().put("customerId", 1).put("lines", new JsonArray().add(line));
    }

    /** Makes an order and returns its number. */
    long ordered(int product, int quantity) throws Exception {
        HttpResponse<String> response = post("/orders", order(product, quantity).encode());
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return new JsonObject(response.body()).getLong("id");
    }

    String status(long id) throws Exception {
        HttpResponse<String> response = get("/orders/" + id);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonObject(response.body()).getString("status");
    }

    /** Opens a connection and sends something; the client reads as it likes. */
    Socket socket(String text) throws Exception {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout((int) LIMIT.toMillis());
        socket.connect(new java.net.InetSocketAddress("localhost", service.port()));
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
        return socket;
    }
}
