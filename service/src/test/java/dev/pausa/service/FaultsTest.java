package dev.pausa.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.async.Loop;
import dev.pausa.service.http.Gate;
import dev.pausa.service.http.Limits;
import dev.pausa.service.orders.OrderEvents;
import dev.pausa.service.partners.PartnerStub.Behaviour;
import io.vertx.ext.web.Router;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import shop.Blocker;

/** Clients that are too many, too slow, or wrong, and a body that blocks; under narrow limits. */
class FaultsTest extends ServiceFixture {
    private static final Duration SHORT = Duration.ofMillis(500);
    private static final int RUNNING = 4;
    private static final int WAITING = 8;

    /** A partner that does not answer notices a little later that the service has gone. */
    private static final List<String> OF_PARTNER = List.of("POST /book", "POST /cancel");

    private final CompletableFuture<Void> release = new CompletableFuture<>();
    private final CountDownLatch unblock = new CountDownLatch(1);

    @Override
    Limits limits() {
        return new Limits(
                RUNNING, WAITING, 2, Duration.ofSeconds(20), Duration.ofSeconds(20), SHORT, SHORT, 1000, 4096, 16, 10);
    }

    @Override
    Duration grace() {
        return SHORT;
    }

    @Override
    OrderService service(int port) throws Exception {
        return OrderService.start(vertx, settings(port), WithBlocker::new);
    }

    private final class WithBlocker extends OrderServer {
        WithBlocker(Settings settings, OrderEvents events) {
            super(settings, events);
        }

        @Override
        void addRoutes(Router router, Gate gate) {
            router.get("/wait").handler(gate.guard(Blocker.awaiting(release)));
            router.get("/block").handler(gate.guard(Blocker.blocking(unblock)));
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Too many
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void ten_times_as_many_requests_as_there_are_places_are_refused_at_once_except_for_those() throws Exception {
        int places = 2 * (RUNNING + WAITING);
        List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
        for (int i = 0; i < 10 * places; i++) {
            responses.add(send(request("/wait")));
        }
        eventually("all others are refused", () -> ended(responses) >= 9 * places);
        assertThat(tasks().stream().filter("GET /wait"::equals).count()).isLessThanOrEqualTo(places);
        release.complete(null);
        int served = 0;
        for (var each : responses) {
            HttpResponse<String> response = get(each);
            if (response.statusCode() == 200) {
                served++;
            } else {
                assertThat(response.statusCode()).isEqualTo(503);
                assertThat(response.headers().firstValue("Retry-After")).contains("1");
            }
        }
        assertThat(served).isBetween(RUNNING + WAITING, places);
        assertThat(get("/page").statusCode()).isEqualTo(200);
    }

    private static long ended(List<? extends CompletableFuture<?>> all) {
        return all.stream().filter(CompletableFuture::isDone).count();
    }

    @Test
    void more_clients_of_events_than_are_allowed_are_refused() throws Exception {
        List<Socket> clients = new ArrayList<>();
        for (int i = 1; i <= 10; i++) {
            clients.add(socket("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            int count = i;
            eventually("it listens", () -> service.events().listenerCount() == count);
        }
        assertThat(get("/events").statusCode()).isEqualTo(503);
        for (Socket each : clients) {
            each.close();
        }
        eventually("nobody listens", () -> service.events().listenerCount() == 0);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Too slow
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void a_client_that_does_not_come_to_the_end_of_its_head_is_cut_off() throws Exception {
        try (Socket client = socket("GET /page HTTP/1.1\r\nHost: local")) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
    }

    @Test
    void a_client_that_sends_a_second_head_too_slowly_is_cut_off() throws Exception {
        try (Socket client = socket("GET /page HTTP/1.1\r\nHost: localhost\r\n\r\nGET /page HT")) {
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void a_client_that_does_not_send_its_body_gets_408() throws Exception {
        try (Socket client = socket("POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")) {
            assertThat(new String(client.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                    .isEqualTo("HTTP/1.1 408");
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Wrong
    // -----------------------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400 | the body must be a JSON object | {\"customerId\":",
                "400 | the body must be a JSON object | [1]",
                "400 | the body must be a JSON object | nothing",
                "400 | customerId must be a whole number | {}",
                "400 | customerId must be a whole number | {\"customerId\":1.5}",
                "400 | unknown field price | {\"price\":1}",
                "400 | lines must be an array of 1 to 100 | {\"customerId\":1,\"lines\":[]}",
                "400 | lines[0] must be an object | {\"customerId\":1,\"lines\":[7]}",
                "400 | lines[0].quantity must be | {\"customerId\":1,\"lines\":[{\"productId\":1,\"quantity\":0}]}",
                "400 | note must be a text | {\"customerId\":1,\"note\":5,\"lines\":[{\"productId\":1,\"quantity\":1}]}"
            })
    void what_is_malformed_is_refused_with_what_is_wrong(int status, String message, String body) throws Exception {
        HttpResponse<String> response = post("/orders", body);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        assertThat(response.body()).contains(message);
    }

    @Test
    void what_is_too_long_is_refused() throws Exception {
        assertThat(post("/orders", "x".repeat(4097)).statusCode()).isEqualTo(413);
        assertThat(post("/orders", "{\"a\":" + "[".repeat(4000)).statusCode()).isEqualTo(400);
        assertThat(get(send(request("/page").header("X-Long", "x".repeat(9000))))
                        .statusCode())
                .isEqualTo(431);
        assertThat(get("/page?" + "x".repeat(5000)).statusCode()).isEqualTo(414);
    }

    @Test
    void a_body_without_an_end_is_refused_and_not_kept() throws Exception {
        try (Socket client = socket("POST /orders HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n")) {
            client.getOutputStream()
                    .write(("2000\r\n" + "x".repeat(8192) + "\r\n").getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(client.getInputStream().readNBytes(12), StandardCharsets.UTF_8))
                    .isEqualTo("HTTP/1.1 413");
        }
    }

    @Test
    void what_is_not_there_is_404_and_what_cannot_be_done_is_405() throws Exception {
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
        assertThat(get("/orders/x").body()).contains("orders have numbers");
        assertThat(get(send(request("/orders").method("PATCH", BodyPublishers.noBody())))
                        .statusCode())
                .isEqualTo(405);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // A body that blocks its loop
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void a_body_that_blocks_its_loop_is_named() throws Exception {
        CompletableFuture<String> report = new CompletableFuture<>();
        Loop.setWatchdog(Duration.ofMillis(100), text -> {
            if (text.contains("GET /block")) {
                report.complete(text);
            }
        });
        try {
            var response = send(request("/block"));
            assertThat(get(report)).contains("task 'GET /block' has kept its loop busy", "Blocker.java");
            unblock.countDown();
            assertThat(get(response).statusCode()).isEqualTo(200);
        } finally {
            unblock.countDown();
            Loop.setWatchdog(Duration.ofMillis(100), System.err::println);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The end, during all of that
    // -----------------------------------------------------------------------------------------------------------------

    @Test
    void a_shutdown_during_faults_of_all_kinds_ends_and_loses_nothing_that_was_confirmed() throws Exception {
        long confirmed = ordered(51, 1);
        assertThat(get(checkout(confirmed, key())).statusCode()).isEqualTo(200);
        shipping.behave(new Behaviour(Duration.ZERO, 0, true));
        List<CompletableFuture<HttpResponse<String>>> responses = new ArrayList<>();
        responses.add(checkout(ordered(52, 1), key()));
        eventually("the partner does not answer", () -> waits("shipping") == 1);
        for (int i = 0; i < 20 * (RUNNING + WAITING); i++) {
            responses.add(send(request("/wait")));
        }
        try (Socket deaf = socket("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n");
                Socket head = socket("GET /page HTTP/1.1\r\nHost: local");
                Socket body = socket("POST /orders HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{")) {
            eventually("somebody listens", () -> service.events().listenerCount() == 1);
            cutConnections();
            get(service.stop());
            assertThat(tasks()).isSubsetOf(OF_PARTNER);
            for (Socket each : List.of(deaf, head, body)) {
                each.getInputStream().readAllBytes(); // it was closed
            }
        }
        for (var each : responses) {
            assertThat(statusOrGone(each)).isIn(503, 504, 0);
        }
        assertConfirmed(confirmed);
    }

    /** Returns a status; 0 if the connection was closed. */
    private static int statusOrGone(CompletableFuture<HttpResponse<String>> response) throws Exception {
        return get(response.handle((answer, gone) -> gone == null ? answer.statusCode() : 0));
    }
}
