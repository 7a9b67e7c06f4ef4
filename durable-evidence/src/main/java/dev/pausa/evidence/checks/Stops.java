package dev.pausa.evidence.checks;

import dev.pausa.evidence.bodies.Bodies;
import dev.pausa.evidence.cluster.Cluster;
import dev.pausa.evidence.cluster.Cluster.Kind;
import dev.pausa.evidence.cluster.Jvm;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Stops a worker for longer than its lease, so that others take over what it has in hand, and has it go on. */
public final class Stops implements Check {
    @Override
    public String name() {
        return "stop";
    }

    @Override
    public String run(Scene scene) throws Exception {
        int rounds = scene.sizes().rounds();
        int count = scene.sizes().instances();
        long stopped = Bodies.LEASE.toMillis() * 3;
        try (Cluster cluster = scene.cluster("stops")) {
            List<Jvm> workers = cluster.start(Kind.USUAL, 3);
            for (int i = 0; i < rounds; i++) {
                Scene.start(cluster, "order", Scene.ids("order", i * count / rounds, (i + 1) * count / rounds));
                TimeUnit.MILLISECONDS.sleep(scene.random().nextInt(1_000));
                Jvm worker = workers.get(scene.random().nextInt(workers.size()));
                worker.stop();
                TimeUnit.MILLISECONDS.sleep(stopped);
                worker.goOn();
                scene.log()
                        .accept(worker.name() + " went on, " + cluster.books().states());
            }
            cluster.books().await("orders that have ended", Scene.DONE, count, Scene.STUCK);
            return rounds + " stops of " + stopped / 1000.0 + " s, " + new Ordered(cluster.books(), count).check();
        }
    }
}
