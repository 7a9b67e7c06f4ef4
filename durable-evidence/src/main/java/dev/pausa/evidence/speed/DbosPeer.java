package dev.pausa.evidence.speed;

import dev.dbos.transact.DBOSClient;
import dev.dbos.transact.DBOSClient.EnqueueOptions;
import dev.pausa.evidence.cluster.Cluster;
import java.util.List;

/** DBOS Transact for Java: workflows by its queue, with transactional steps in the same database. */
final class DbosPeer implements Walker {
    @Override
    public String label() {
        return "DBOS";
    }

    @Override
    public Class<?> worker() {
        return DbosWorker.class;
    }

    @Override
    public void enqueue(Cluster cluster, List<String> ids) throws Exception {
        DbosWorker.migrate(cluster.url());
        try (DBOSClient client = new DBOSClient(cluster.pool())) {
            for (String id : ids) {
                client.enqueueWorkflow(options("five", id), new Object[] {id});
            }
        }
    }

    private static EnqueueOptions options(String workflow, String id) {
        return new EnqueueOptions(workflow, DbosWorker.QUEUE)
                .withClassName(DbosWorker.Bodies.class.getName())
                .withWorkflowId(id)
                .withAppVersion(DbosWorker.VERSION);
    }

    @Override
    public void enqueueWalk(Cluster cluster, String id, int steps) {
        DbosWorker.migrate(cluster.url());
        try (DBOSClient client = new DBOSClient(cluster.pool())) {
            client.enqueueWorkflow(options("walk", id), new Object[] {id, steps});
        }
    }

    @Override
    public void signal(Cluster cluster, String id) {
        try (DBOSClient client = new DBOSClient(cluster.pool())) {
            client.send(id, 1, "go", "go");
        }
    }

    @Override
    public String waiting() {
        return "select count(*) from effect where step = 'waits'";
    }
}
