package dev.pausa.evidence.checks;

import dev.pausa.evidence.cluster.Cluster;
import dev.pausa.evidence.cluster.Cluster.Kind;
import dev.pausa.evidence.cluster.Jvm;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Three workers; one, two or all of them are killed at once, at random, and replaced. */
public final class Kills implements Check {
    private static final int WORKERS = 3;

    @Override
    public String name() {
        return "kill";
    }

    @Override
    public String run(Scene scene) throws Exception {
        int kills = scene.sizes().kills();
        int count = scene.sizes().instances();
        long since = System.nanoTime();
        try (Cluster cluster = scene.cluster("kills")) {
            List<Jvm> workers = new ArrayList<>(cluster.start(Kind.USUAL, WORKERS));
            int killed = 0;
            int inWork = 0;
            while (killed < kills) {
                int now = Math.min(1 + scene.random().nextInt(WORKERS), kills - killed);
                int from = killed * (count / kills);
                killed += now;
                int to = killed == kills ? count : killed * (count / kills);
                Scene.start(cluster, "order", Scene.ids("order", from, to));
                inWork += kill(cluster, workers, now, scene.random());
                cluster.start(Kind.USUAL, now).forEach(workers::add);
                scene.log().accept(killed + " kills, " + cluster.books().states());
            }
            cluster.books().await("orders that have ended", Scene.DONE, count, Scene.STUCK);
            String seen = new Ordered(cluster.books(), count).check();
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
            return kills + " kills, of one to " + WORKERS + " of " + WORKERS + " workers at a time, " + inWork
                    + " of them while orders were under way; " + seen + "; " + seconds + " s";
        }
    }

    /** Kills some, and returns how many if there was work just then. */
    private static int kill(Cluster cluster, List<Jvm> workers, int count, Random random) throws Exception {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(300));
        for (int i = 0; i < count; i++) {
            cluster.kill(workers.remove(random.nextInt(workers.size())));
        }
        return cluster.books().count("select count(*) from pausa_instance where state <> 'DONE'") > 0 ? count : 0;
    }
}
