package dev.pausa.evidence.checks;

import dev.pausa.evidence.cluster.Cluster;
import dev.pausa.evidence.cluster.Cluster.Kind;
import dev.pausa.evidence.cluster.Failed;
import dev.pausa.evidence.cluster.Jvm;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Many instances wait for a signal; the one worker has a small heap. */
public final class Parked implements Check {
    private static final Kind SMALL = new Kind(List.of("-Xmx256m"), List.of(), Map.of());

    @Override
    public String name() {
        return "parked";
    }

    @Override
    public String run(Scene scene) throws Exception {
        int count = scene.sizes().parked();
        try (Cluster cluster = scene.cluster("parked")) {
            Jvm worker = cluster.start(SMALL, 1).get(0);
            List<String> ids = Scene.ids("parked", 0, count);
            Scene.start(cluster, "park", ids);
            cluster.books()
                    .await(
                            "instances that wait",
                            "select count(*) from pausa_instance where kind = 'RECEIVE'",
                            count,
                            Scene.STUCK);
            String memory = worker.ask("heap", "heap");
            String bytes = bytes(cluster, count);
            List<String> woken = new ArrayList<>(ids);
            Collections.shuffle(woken, scene.random());
            wake(cluster, woken.subList(0, Math.min(count, 1_000)));
            return count + " instances wait, a worker with -Xmx256m holds "
                    + Long.parseLong(memory) / (1 << 20) + " MiB after a collection; " + bytes + "; "
                    + Math.min(count, 1_000) + " of them were woken, and ended";
        }
    }

    private static void wake(Cluster cluster, List<String> ids) throws Exception {
        ids.forEach(id -> cluster.client().signal(id, "go", "go", 1));
        cluster.books().await("instances that were woken", Scene.DONE, ids.size(), Scene.STUCK);
        long went = cluster.books().count("select count(*) from effect");
        if (went != ids.size()) {
            throw new Failed(went + " effects of " + ids.size() + " instances");
        }
    }

    /** What they take in the store: tables with their indexes, of the engine and of its scheduler. */
    private static String bytes(Cluster cluster, int count) throws Exception {
        StringBuilder text = new StringBuilder();
        long all = 0;
        for (List<String> table : cluster.books()
                .query("select relname, pg_total_relation_size(relid) from pg_stat_user_tables"
                        + " where relname like 'pausa%' order by 1")) {
            long size = Long.parseLong(table.get(1));
            all += size;
            if (size > 100_000) {
                text.append(text.isEmpty() ? "" : ", ")
                        .append(table.get(0))
                        .append(' ')
                        .append(size / count);
            }
        }
        return all / count + " bytes each in the store with indexes (" + text + ")";
    }
}
