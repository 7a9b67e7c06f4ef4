package dev.pausa.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.service.partners.PartnerAddress;
import dev.pausa.service.partners.PartnerStub;
import dev.pausa.service.partners.PartnerStub.Behaviour;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Requests that are cancelled, connections that are lost, and the end of the service, with the database in between. */
class CancelTest extends ServiceFixture {
    private static final String OPEN =
            "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'pausa-service' AND state <> 'idle'";

    /** A partner may take two seconds. */
    @Override
    PartnerAddress partner(PartnerStub stub) {
        return PartnerAddress.local(stub.port());
    }

    @Test
    void connections_of_requests_whose_clients_went_go_back_to_the_pool() throws Exception {
        for (int i = 0; i < 100; i++) {
            socket("GET /page?queries=500 HTTP/1.1\r\nHost: localhost\r\n\r\n").close();
        }
        eventually("no page is made", () -> !tasks().contains("GET /page"));
        eventually("nothing is open", () -> number(OPEN) == 0);
        for (int i = 0; i < 40; i++) { // more than there are connections
            assertThat(get("/page?queries=2").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void transactions_of_requests_whose_clients_went_are_rolled_back() throws Exception {
        long id = ordered(31, 2);
        try (Connection other = SharedDatabase.connect(database())) {
            other.setAutoCommit(false);
            other.createStatement().execute("SELECT 1 FROM orders WHERE id = " + id + " FOR UPDATE");
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 20; i++) { // more than there are connections
                clients.add(socket("DELETE /orders/" + id + " HTTP/1.1\r\nHost: localhost\r\n\r\n"));
            }
            eventually("all connections wait for the lock", () -> waits("SELECT of orders") == 16);
            for (Socket each : clients) {
                each.close();
            }
            eventually("all are cancelled, and wait for their ends", () -> waits("end of a transaction") == 16);
            other.rollback();
        }
        eventually("nothing is open", () -> number(OPEN) == 0);
        assertThat(status(id)).isEqualTo("NEW");
        assertThat(get("/page?queries=2").statusCode()).isEqualTo(200);
    }

    @Test
    void what_was_confirmed_is_there_when_the_connections_to_the_database_are_cut_under_load() throws Exception {
        List<Long> orders = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            orders.add(ordered(32, 1));
        }
        List<CompletableFuture<HttpResponse<String>>> checkouts = new ArrayList<>();
        for (long id : orders) {
            checkouts.add(checkout(id, key()));
        }
        cutConnections();
        for (int i = 0; i < orders.size(); i++) {
            HttpResponse<String> response = get(checkouts.get(i));
            assertThat(response.statusCode()).as(response.body()).isIn(200, 503);
            if (response.statusCode() == 200) {
                assertConfirmed(orders.get(i));
            }
        }
        eventually("each connection is a new one", this::servesPagesOnAllConnections);
        assertThat(get(checkout(ordered(32, 1), key())).statusCode()).isEqualTo(200);
    }

    private boolean servesPagesOnAllConnections() {
        List<CompletableFuture<HttpResponse<String>>> pages = new ArrayList<>();
        for (int i = 0; i < 40; i++) { // more than there are connections
            pages.add(send(request("/page?queries=20")).orTimeout(LIMIT.toSeconds(), TimeUnit.SECONDS));
        }
        return pages.stream().allMatch(page -> page.join().statusCode() == 200);
    }

    @Test
    void a_shutdown_finishes_what_runs_and_refuses_what_comes() throws Exception {
        List<Long> orders = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            orders.add(ordered(33, 1));
        }
        payment.behave(new Behaviour(Duration.ofMillis(1500), 0, false));
        List<CompletableFuture<HttpResponse<String>>> checkouts = new ArrayList<>();
        for (long id : orders) {
            checkouts.add(checkout(id, key()));
        }
        try (Socket events = socket("GET /events HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            eventually(
                    "all are at the partners",
                    () -> service.events().listenerCount() == 1
                            && number("SELECT count(*) FROM orders WHERE status = 'RESERVED'") >= 20);
            var stopped = service.stop();
            assertThat(new String(events.getInputStream().readAllBytes())).contains("event: hello");
            for (int i = 0; i < orders.size(); i++) {
                assertThat(get(checkouts.get(i)).body()).contains("\"CONFIRMED\"");
                assertConfirmed(orders.get(i));
            }
            get(stopped);
        }
        assertThat(send(request("/page"))
                        .handle((response, refused) -> refused != null)
                        .get())
                .isTrue();
    }
}
