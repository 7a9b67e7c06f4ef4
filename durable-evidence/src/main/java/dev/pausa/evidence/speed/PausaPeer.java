package dev.pausa.evidence.speed;

import dev.pausa.evidence.bodies.Waits;
import dev.pausa.evidence.cluster.Cluster;
import dev.pausa.evidence.cluster.Worker;
import java.util.List;

/** Durable coroutines. */
final class PausaPeer implements Walker {
    @Override
    public String label() {
        return "Pausa";
    }

    @Override
    public Class<?> worker() {
        return Worker.class;
    }

    @Override
    public void enqueue(Cluster cluster, List<String> ids) throws Exception {
        cluster.start(cluster.client(), "five", ids);
    }

    @Override
    public void enqueueWalk(Cluster cluster, String id, int steps) {
        cluster.client().start("walk", id, new Waits.Walk(id, steps));
    }

    @Override
    public void signal(Cluster cluster, String id) {
        cluster.client().signal(id, "go", "go", 1);
    }

    /** Nobody works on them any more: what a dead worker had in hand is taken over, which takes its time. */
    @Override
    public String waiting() {
        return "select (select count(*) from pausa_instance where kind = 'RECEIVE')"
                + " - (select count(*) from pausa_wakeup where picked)";
    }
}
