package dev.pausa.evidence.speed;

import dev.pausa.evidence.checks.Check;
import dev.pausa.evidence.checks.Scene;
import dev.pausa.evidence.cluster.Cluster;
import dev.pausa.evidence.cluster.Cluster.Kind;
import dev.pausa.evidence.cluster.Jvm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How long it takes until an instance goes on in a new process, after so many steps. */
public final class Wake implements Check {
    private static final List<Walker> PEERS = List.of(new PausaPeer(), new DbosPeer());
    private static final Kind WORKER =
            new Kind(List.of("-Xmx512m", "-D" + DbosWorker.EXECUTOR + "=one"), List.of(), Map.of());
    private static final int INSTANCES = 3;
    private static final Duration PATIENCE = Duration.ofSeconds(120);

    @Override
    public String name() {
        return "wake";
    }

    @Override
    public String run(Scene scene) throws Exception {
        StringBuilder table = new StringBuilder("\n\n| seconds from the start of a new process until " + INSTANCES
                + " instances have gone on, after so many steps each |");
        scene.sizes().walks().forEach(steps -> table.append(' ').append(steps).append(" |"));
        table.append("\n|---|")
                .append("---:|".repeat(scene.sizes().walks().size()))
                .append('\n');
        for (Walker peer : PEERS) {
            table.append("| ").append(peer.label());
            for (int steps : scene.sizes().walks()) {
                double seconds = seconds(scene, peer, steps);
                table.append(String.format(Locale.ROOT, " | %.2f", seconds));
                scene.log().accept(String.format(Locale.ROOT, "%s, %d steps: %.2f s", peer.label(), steps, seconds));
            }
            table.append(" |\n");
        }
        return table.toString();
    }

    private static double seconds(Scene scene, Walker peer, int steps) throws Exception {
        String name = peer.getClass().getSimpleName().toLowerCase(Locale.ROOT) + "_walk" + steps;
        try (Cluster cluster = scene.cluster(name)) {
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < INSTANCES; i++) {
                ids.add("walk-" + i);
                peer.enqueueWalk(cluster, ids.get(i), steps);
            }
            Jvm first = cluster.start(WORKER, peer.worker());
            cluster.books().await(peer.label(), peer.waiting(), INSTANCES, PATIENCE);
            cluster.kill(first);
            for (String id : ids) {
                peer.signal(cluster, id);
            }
            String since =
                    cluster.books().query("select clock_timestamp()").get(0).get(0);
            cluster.start(WORKER, peer.worker());
            cluster.books().await(peer.label(), "select count(*) from effect where step = 'woke'", INSTANCES, PATIENCE);
            return Double.parseDouble(cluster.books()
                    .query("select extract(epoch from max(at) - ?::timestamptz) from effect where step = 'woke'", since)
                    .get(0)
                    .get(0));
        }
    }
}
