package dev.pausa.evidence.checks;

import dev.pausa.evidence.cluster.Cluster;
import dev.pausa.evidence.cluster.Cluster.Kind;
import dev.pausa.evidence.cluster.Jvm;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** Three workers; one after the other is killed, at random, and replaced. */
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
            List<Jvm> workers = cluster.start(Kind.USUAL, WORKERS);
            for (int i = 0; i < kills; i++) {
                Scene.start(cluster, "order", Scene.ids("order", i * count / kills, (i + 1) * count / kills));
                replaceOne(cluster, workers, scene.random());
                if (i % 10 == 9) {
                    scene.log().accept((i + 1) + " kills, " + cluster.books().states());
                }
            }
            cluster.books().await("orders that have ended", Scene.DONE, count, Scene.STUCK);
            String repeated = new Ordered(cluster.books(), count).check();
            long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - since);
            return kills + " kills of " + WORKERS + " workers, " + repeated + "; " + seconds + " s";
        }
    }

    private static void replaceOne(Cluster cluster, List<Jvm> workers, Random random) throws Exception {
        TimeUnit.MILLISECONDS.sleep(random.nextInt(1_000));
        int victim = random.nextInt(workers.size());
        cluster.kill(workers.get(victim));
        Jvm next = cluster.start(Kind.USUAL);
        next.read("ready");
        workers.set(victim, next);
    }
}
