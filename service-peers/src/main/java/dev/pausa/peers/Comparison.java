package dev.pausa.peers;

import dev.pausa.peers.load.Wanted;
import dev.pausa.service.database.Database;
import dev.pausa.service.database.EmbeddedDatabase;
import dev.pausa.service.database.Migrations;
import dev.pausa.vertx.VertxAsync;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.sqlclient.Pool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;

/** All servers on one database, loaded one after the other, in turn: what disturbs the machine disturbs all. */
final class Comparison implements AutoCloseable {
    private final Settings settings;
    private final EmbeddedDatabase database;
    private final Vertx vertx = Vertx.vertx();
    private final List<Server> servers = new ArrayList<>();

    Comparison(Settings settings) throws Exception {
        this.settings = settings;
        database = EmbeddedDatabase.start();
        migrate(vertx, database.url());
        Partners partners = new Partners();
        get(vertx.deployVerticle(partners));
        for (Peer peer : Peer.values()) {
            servers.add(new Server(peer, database.url(), partners.port()));
        }
    }

    static void migrate(Vertx vertx, String url) throws InterruptedException, ExecutionException {
        Pool pool = Database.open(vertx, url, 1);
        get(VertxAsync.start(VertxAsync.loop(vertx.getOrCreateContext()), Migrations.migrate(pool)));
        get(pool.close());
    }

    static <T> T get(Future<T> future) throws InterruptedException, ExecutionException {
        return future.toCompletionStage().toCompletableFuture().get();
    }

    /** Returns the medians of each case's rounds. */
    Map<Peer, List<Sample>> run() throws IOException {
        warmUp();
        Map<Peer, List<Sample>> medians = new TreeMap<>();
        for (Case each : Case.ALL) {
            Map<Peer, List<Sample>> rounds = rounds(each);
            rounds.forEach((peer, samples) ->
                    medians.computeIfAbsent(peer, key -> new ArrayList<>()).add(Sample.median(samples)));
        }
        return medians;
    }

    private void warmUp() throws IOException {
        for (Server server : servers) {
            System.err.println("warming up " + server.peer.label);
            server.run(Wanted.PAGE, 20, settings.warmUp());
            server.run(Wanted.CHECKOUT, 20, settings.warmUp().dividedBy(2));
        }
    }

    private Map<Peer, List<Sample>> rounds(Case each) throws IOException {
        Map<Peer, List<Sample>> rounds = new TreeMap<>();
        for (int round = 0; round < settings.rounds(); round++) {
            for (int i = 0; i < servers.size(); i++) {
                Server server = servers.get((round + i) % servers.size()); // another one begins each time
                Sample sample = server.run(each.wanted(), each.connections(), settings.run());
                System.err.println(each.title() + ", " + server.peer.label + ": " + sample);
                rounds.computeIfAbsent(server.peer, key -> new ArrayList<>()).add(sample);
            }
        }
        return rounds;
    }

    @Override
    public void close() throws Exception {
        for (Server server : servers) {
            server.close();
        }
        get(vertx.close());
        database.close();
    }
}
