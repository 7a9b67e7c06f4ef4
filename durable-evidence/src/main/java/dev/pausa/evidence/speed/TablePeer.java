package dev.pausa.evidence.speed;

import dev.pausa.evidence.cluster.Cluster;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.Statement;
import java.util.List;

/** What people write by hand: a table with a state, whose rows workers lock, a transaction for each step. */
final class TablePeer implements Peer {
    private static final List<String> TABLE = List.of(
            "create table job (id text primary key, step int not null default 0)",
            "create index job_open on job (step) where step < 5");

    @Override
    public String label() {
        return "a table by hand";
    }

    @Override
    public Class<?> worker() {
        return TableWorker.class;
    }

    @Override
    public void enqueue(Cluster cluster, List<String> ids) throws Exception {
        try (Connection connection = cluster.pool().getConnection();
                Statement statement = connection.createStatement();
                PreparedStatement insert = connection.prepareStatement("insert into job (id) select unnest(?)")) {
            for (String part : TABLE) {
                statement.execute(part);
            }
            insert.setArray(1, connection.createArrayOf("text", ids.toArray()));
            insert.execute();
        }
    }
}
