package dev.pausa.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.peers.load.Wanted;
import dev.pausa.service.database.EmbeddedDatabase;
import io.vertx.core.Vertx;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Each peer, in a JVM of its own, gives the answers that the load generator checks. */
class PeersTest {
    private static EmbeddedDatabase database;
    private static Vertx vertx;
    private static Partners partners;

    @BeforeAll
    static void start() throws Exception {
        database = EmbeddedDatabase.start();
        vertx = Vertx.vertx();
        partners = new Partners();
        Comparison.migrate(vertx, database.url());
        Comparison.get(vertx.deployVerticle(partners));
    }

    @AfterAll
    static void stop() throws Exception {
        Comparison.get(vertx.close());
        database.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_peer_serves_pages_and_checkouts(Peer peer) throws Exception {
        try (Server server = new Server(peer, database.url(), partners.port())) {
            for (Wanted wanted : Wanted.values()) {
                Sample sample = server.run(wanted, 3, Duration.ofMillis(300));
                assertThat(sample.perSecond()).isPositive();
                assertThat(sample.p99()).isGreaterThanOrEqualTo(sample.p50());
                assertThat(sample.allocatedKilobytes()).isPositive();
            }
        }
    }
}
