package dev.pausa.evidence.speed;

import dev.pausa.evidence.checks.Check;
import dev.pausa.evidence.checks.Scene;
import dev.pausa.evidence.cluster.Cluster;
import dev.pausa.evidence.cluster.Cluster.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Steps per second with one, two and three workers, beside peers, on the same PostgreSQL. */
public final class Throughput implements Check {
    private static final List<Peer> PEERS = List.of(new PausaPeer(), new DbosPeer(), new TablePeer());
    private static final Kind WORKER = new Kind(List.of("-Xmx512m"), List.of(), Map.of());
    private static final int WORKERS = 3;

    /** Of the last four fifths of the steps: in the first one the workers warm up. */
    private static final String RATE = "select 0.8 * count(*) / extract(epoch from"
            + " max(at) - percentile_disc(0.2) within group (order by at)) from effect";

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public String run(Scene scene) throws Exception {
        StringBuilder table = new StringBuilder("\n\n| steps/s with | 1 worker | 2 workers | 3 workers |\n")
                .append("|---|---:|---:|---:|\n");
        double[] first = new double[WORKERS];
        for (Peer peer : PEERS) {
            table.append("| ").append(peer.label());
            for (int workers = 1; workers <= WORKERS; workers++) {
                double rate = rate(scene, peer, workers);
                if (peer == PEERS.get(0)) {
                    first[workers - 1] = rate;
                }
                table.append(String.format(Locale.ROOT, " | %.0f (%.2f)", rate, rate / first[workers - 1]));
                scene.log().accept(String.format(Locale.ROOT, "%s, %d workers: %.0f", peer.label(), workers, rate));
            }
            table.append(" |\n");
        }
        return table + "\nIn brackets: times Pausa's. " + scene.sizes().rated()
                + " instances of 5 steps, each of which writes a row";
    }

    private static double rate(Scene scene, Peer peer, int workers) throws Exception {
        int count = scene.sizes().rated();
        String name = peer.getClass().getSimpleName().toLowerCase(Locale.ROOT) + workers;
        try (Cluster cluster = scene.cluster(name)) {
            peer.enqueue(cluster, Scene.ids("rated", 0, count));
            for (int i = 0; i < workers; i++) {
                cluster.start(WORKER, peer.worker());
            }
            cluster.books().await(peer.label(), "select count(*) from effect", 5L * count, Duration.ofSeconds(30));
            return Double.parseDouble(cluster.books().query(RATE).get(0).get(0));
        }
    }
}
