package dev.pausa.evidence.checks;

import dev.pausa.evidence.cluster.Cluster;
import dev.pausa.evidence.cluster.Cluster.Kind;
import java.util.concurrent.TimeUnit;

/** Restarts the database under load, every other time as after a crash. */
public final class Restarts implements Check {
    @Override
    public String name() {
        return "restart";
    }

    @Override
    public String run(Scene scene) throws Exception {
        int rounds = scene.sizes().rounds();
        int count = scene.sizes().instances();
        try (Cluster cluster = scene.cluster("restarts")) {
            cluster.start(Kind.USUAL, 2);
            for (int i = 0; i < rounds; i++) {
                Scene.start(cluster, "order", Scene.ids("order", i * count / rounds, (i + 1) * count / rounds));
                TimeUnit.MILLISECONDS.sleep(500 + scene.random().nextInt(1_000));
                scene.postgres().restart(i % 2 == 1);
                scene.log().accept("restart " + (i + 1) + ", " + cluster.books().states());
            }
            cluster.books().await("orders that have ended", Scene.DONE, count, Scene.STUCK);
            return rounds + " restarts of PostgreSQL, half of them as after a crash, "
                    + new Ordered(cluster.books(), count).check();
        }
    }
}
