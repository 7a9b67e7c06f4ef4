package dev.pausa.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.service.http.Limits;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Exports, uploads and events, also to clients that stop reading. */
class StreamsTest extends ServiceFixture {
    private static final String EVENTS = "GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n";
    private static final String IN_TRANSACTION =
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pausa-service' AND state LIKE 'idle in%'";

    @Override
    Limits limits() {
        Limits usual = Limits.usual();
        Duration stall = Duration.ofSeconds(1);
        return new Limits(
                usual.running(),
                usual.waiting(),
                usual.streams(),
                usual.request(),
                usual.stream(),
                stall,
                usual.head(),
                usual.connections(),
                usual.bodyBytes(),
                8,
                usual.eventClients());
    }

    private static String lines(int count, String note) {
        return IntStream.range(0, count).mapToObj(i -> "1,20,1," + note + "\n").collect(Collectors.joining());
    }

    @Test
    void what_is_uploaded_is_exported() throws Exception {
        long before = number("SELECT count(*) FROM orders");
        HttpResponse<String> uploaded = post("/orders.csv", lines(1234, "\"much, \"\"very\"\" much\""));
        assertThat(uploaded.body()).isEqualTo("{\"orders\":1234}");
        assertThat(number("SELECT count(*) FROM orders")).isEqualTo(before + 1234);

        String csv = get("/orders.csv").body();
        assertThat(csv.lines()
                        .filter(line -> line.endsWith(",\"much, \"\"very\"\" much\""))
                        .count())
                .isEqualTo(1234);
        assertThat(csv.lines().count()).isEqualTo(1 + before + 1234);
        assertThat(new JsonArray(get("/orders.json").body())).hasSize((int) before + 1234);
    }

    @Test
    void an_upload_with_a_wrong_line_stores_nothing() throws Exception {
        long before = number("SELECT count(*) FROM orders");
        HttpResponse<String> malformed = post("/orders.csv", lines(700, "") + "1,2\n" + lines(10, ""));
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(malformed.body()).contains("line 701: expected customerId,productId,quantity,note");
        HttpResponse<String> unknown = post("/orders.csv", lines(600, "") + "1,99999,1,\n");
        assertThat(unknown.statusCode()).isEqualTo(422);
        assertThat(unknown.body()).contains("lines 501 to 601");
        assertThat(post("/orders.csv", "1,20,1," + "x".repeat(70_000)).statusCode())
                .isEqualTo(413);
        assertThat(number("SELECT count(*) FROM orders")).isEqualTo(before);
    }

    @Test
    void a_client_that_stops_reading_an_export_is_cut_off_and_its_transaction_ends() throws Exception {
        assertThat(post("/orders.csv", lines(20_000, "x".repeat(400))).statusCode())
                .isEqualTo(201);
        try (Socket client = socket("GET /orders.json HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            eventually("it runs", () -> tasks().contains("GET /orders.json"));
            eventually("it is cut off", () -> !tasks().contains("GET /orders.json"));
            eventually("no transaction is left", () -> number(IN_TRANSACTION) == 0);
            assertThat(client.isConnected()).isTrue();
        }
        assertThat(get("/page?queries=20").statusCode()).isEqualTo(200);
    }

    @Test
    void a_client_hears_of_changes() throws Exception {
        try (Socket client = socket(EVENTS)) {
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            assertThat(in.lines().anyMatch("event: hello"::equals)).isTrue();
            long id = ordered(21, 2);
            assertThat(in.lines().anyMatch(line -> line.startsWith("data: {\"id\":" + id + ",")))
                    .isTrue();
        }
    }

    @Test
    void a_client_of_events_that_does_not_read_is_dropped_and_others_hear_on() throws Exception {
        try (Socket deaf = socket(EVENTS);
                Socket client = socket(EVENTS)) {
            eventually("both listen", () -> service.events().listenerCount() == 2);
            var in = new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8));
            AtomicInteger heard = new AtomicInteger();
            var hearing = CompletableFuture.runAsync(
                    () -> in.lines().filter("event: long"::equals).forEach(line -> heard.incrementAndGet()));
            JsonObject data = new JsonObject().put("text", "x".repeat(100_000));
            for (int told = 1; service.events().listenerCount() == 2; told++) {
                service.events().publish("long", data);
                int all = told;
                eventually("the other one hears it", () -> heard.get() == all);
            }
            assertThat(deaf.isConnected()).isTrue();
            assertThat(hearing).isNotDone();
        }
    }
}
