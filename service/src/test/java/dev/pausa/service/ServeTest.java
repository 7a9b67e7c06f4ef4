package dev.pausa.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The service as its user has it: a command, which is started, asked, and ended. */
@ExtendWith(SharedDatabase.class)
class ServeTest {
    private static final String PASSWORD = "p@ss/w:rd";

    @TempDir
    static Path home;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    /** Makes a user whom the server lets in with a password alone, and a database of theirs. */
    @BeforeAll
    static void makeShop() throws Exception {
        String server = SharedDatabase.url();
        SharedDatabase.execute(
                server, "CREATE ROLE shop LOGIN PASSWORD '" + PASSWORD + "'", "CREATE DATABASE shop OWNER shop");
        Path rules = Path.of(SharedDatabase.text(server, "SHOW hba_file"));
        Files.writeString(rules, "host all shop all scram-sha-256\n" + Files.readString(rules));
        SharedDatabase.execute(server, "SELECT pg_reload_conf()");
    }

    private static String shop(String password) {
        return ofShop().replace("postgres@", "shop:" + password + "@");
    }

    /** Returns the URL of the shop's database for who needs no password. */
    private static String ofShop() {
        return SharedDatabase.url().replaceAll("/postgres$", "/shop");
    }

    private static Command serve(String... options) throws IOException {
        return new Command(home, "-Xmx128m", List.of(options));
    }

    private static HttpRequest.Builder request(String url) {
        return HttpRequest.newBuilder(URI.create(url));
    }

    private CompletableFuture<HttpResponse<String>> send(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> get(String url) throws Exception {
        return ServiceFixture.get(send(request(url)));
    }

    private long ordered(String address) throws Exception {
        var response = ServiceFixture.get(send(request(address + "/orders")
                .POST(BodyPublishers.ofString(ServiceFixture.order(1, 2).encode()))));
        assertThat(response.statusCode()).as(response.body()).isEqualTo(201);
        return new JsonObject(response.body()).getLong("id");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Started, asked, and ended
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void with_nothing_said_it_has_a_database_of_its_own_which_is_gone_at_the_end() throws Exception {
        Path temporary = Files.createDirectories(home.resolve("temporary"));
        String unpacked =
                Path.of(System.getProperty("java.io.tmpdir"), "embedded-pg").toString();
        String options = "-Djava.io.tmpdir=" + temporary + " -Dot.epg.working-dir=" + unpacked;
        try (Command command = new Command(home, options, List.of("--port", "0"))) {
            String address = command.address();
            assertThat(get(address + "/").body()).contains("<title>Orders and tasks</title>");
            assertThat(get(address + "/tasks").body()).contains("\"aftercare\"");
            var checkedOut = ServiceFixture.get(send(request(address + "/orders/" + ordered(address) + "/checkout")
                    .header("Idempotency-Key", UUID.randomUUID().toString())
                    .POST(BodyPublishers.noBody())));
            assertThat(checkedOut.body()).contains("CONFIRMED");
            List<ProcessHandle> servers = databases(temporary);
            assertThat(servers).singleElement().matches(ProcessHandle::isAlive);
            command.end();
            assertThat(command.status()).as(command.errors()).isEqualTo(143);
            ServiceFixture.eventually("it is gone", () -> servers.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(databases(temporary)).as("those with data").isEmpty();
        }
    }

    /** Returns the servers that have data in a folder. */
    private static List<ProcessHandle> databases(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.endsWith("postmaster.pid"))
                    .map(ServeTest::process)
                    .toList();
        }
    }

    private static ProcessHandle process(Path file) {
        try {
            return ProcessHandle.of(
                            Long.parseLong(Files.readAllLines(file).get(0).strip()))
                    .orElseThrow();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void an_end_lets_a_request_finish_on_a_database_that_wants_a_password() throws Exception {
        try (Command command = serve("--port", "0", "--database", shop("p%40ss%2Fw%3Ard"));
                Connection other = SharedDatabase.connect(ofShop())) {
            String address = command.address();
            long id = ordered(address);
            other.setAutoCommit(false);
            other.createStatement().execute("SELECT 1 FROM orders WHERE id = " + id + " FOR UPDATE");
            var deletion = send(request(address + "/orders/" + id).DELETE());
            ServiceFixture.eventually("it waits", () -> connections("wait_event_type = 'Lock'") == 1);
            command.end();
            ServiceFixture.eventually("others are refused", () -> isRefused(address));
            other.rollback();
            assertThat(ServiceFixture.get(deletion).statusCode()).isEqualTo(204);
            assertThat(command.status()).as(command.errors()).isEqualTo(143);
            assertThat(command.errors()).doesNotContain("pausa serve:", PASSWORD, "p%40ss");
            assertThat(connections("true")).isZero();
        }
    }

    private static long connections(String which) {
        return SharedDatabase.number(
                SharedDatabase.url(), "SELECT count(*) FROM pg_stat_activity WHERE usename = 'shop' AND " + which);
    }

    private boolean isRefused(String address) {
        return send(request(address + "/page"))
                .handle((response, failure) -> failure != null || response.statusCode() == 503)
                .join();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What it does not start with
    // -----------------------------------------------------------------------------------------------------------------

    private static void fails(int status, String message, String... options) throws Exception {
        try (Command command = serve(options)) {
            assertThat(command.status()).as(command.errors()).isEqualTo(status);
            assertThat(command.errors()).contains("pausa serve: " + message).doesNotContain("\tat ", "secret");
        }
    }

    @Test
    void a_wrong_option_is_told() throws Exception {
        fails(2, "unknown option --prot; see ./pausa serve --help", "--prot", "80");
    }

    @Test
    void a_wrong_password_is_told() throws Exception {
        String message = "the database refuses: password authentication failed for user \"shop\"";
        fails(1, message, "--port", "0", "--database", shop("secret"));
    }

    @Test
    void a_database_that_is_not_there_is_told() throws Exception {
        String nowhere = "postgresql://shop:secret@localhost:" + freePort() + "/shop";
        fails(1, "the database cannot be reached: ", "--port", "0", "--database", nowhere);
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }

    @Test
    void a_port_that_is_taken_is_told() throws Exception {
        try (ServerSocket taken = new ServerSocket(0)) {
            String port = String.valueOf(taken.getLocalPort());
            String message = "it cannot listen on localhost:" + port + ": Address already in use; choose another";
            fails(1, message, "--port", port, "--database", shop("p%40ss%2Fw%3Ard"));
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Memory
    // -----------------------------------------------------------------------------------------------------------------

    private static final String FILL = """
            WITH made AS (
                INSERT INTO orders (customer_id, status, note, total_cents)
                SELECT 1, 'NEW', repeat('x', 1000), 100 FROM generate_series(1, 60000) RETURNING id)
            INSERT INTO order_line (order_id, product_id, quantity, price_cents) SELECT id, 1, 1, 100 FROM made
            """;

    /** Twice as much text as there is memory. */
    @Test
    void an_export_of_any_length_takes_little_memory() throws Exception {
        String options = "-Xmx32m -XX:+ExitOnOutOfMemoryError";
        try (Command command = new Command(
                home, options, List.of("--port", "0", "--no-tasks", "--database", shop("p%40ss%2Fw%3Ard")))) {
            String address = command.address();
            SharedDatabase.execute(ofShop(), FILL);
            long orders = SharedDatabase.number(ofShop(), "SELECT count(*) FROM orders");
            assertThat(lines(address + "/orders.csv")).isEqualTo(orders + 1);
            assertThat(lines(address + "/orders.json")).isEqualTo(orders + 2);
            assertThat(get(address + "/page?queries=20").statusCode()).isEqualTo(200);
            assertThat(get(address + "/tasks").statusCode()).isEqualTo(404);
        }
    }

    /** Reads an answer to its end, and keeps none of it. */
    private long lines(String url) throws Exception {
        long lines = 0;
        byte[] part = new byte[1 << 16];
        try (InputStream in =
                client.send(request(url).build(), BodyHandlers.ofInputStream()).body()) {
            for (int length = in.read(part); length >= 0; length = in.read(part)) {
                for (int i = 0; i < length; i++) {
                    lines += part[i] == '\n' ? 1 : 0;
                }
            }
        }
        return lines;
    }
}
