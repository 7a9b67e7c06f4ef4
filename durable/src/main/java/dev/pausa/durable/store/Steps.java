package dev.pausa.durable.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** The table {@code pausa_step}: what the instances of one namespace have done. */
public final class Steps {
    private static final String INSERT =
            "insert into pausa_step (namespace, id, run, seq, kind, name, state, tries, failure, ended)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, case when ? then current_timestamp end)";

    private final String namespace;

    /**
     * Makes one.
     *
     * @param namespace the namespace
     */
    public Steps(String namespace) {
        this.namespace = namespace;
    }

    /**
     * Writes what has happened since the last save.
     *
     * @param connection the connection, in a transaction
     * @param origin the instance
     * @param last the number of the operation that it was saved at before: up to that one each has a row
     * @param steps operations in their present states
     * @throws SQLException if the database fails
     */
    public void write(Connection connection, Instance.Origin origin, long last, List<StepRow> steps)
            throws SQLException {
        for (StepRow step : steps) {
            if (step.seq() <= last) {
                end(connection, origin, step);
            } else {
                insert(connection, origin, step);
            }
        }
    }

    private void end(Connection connection, Instance.Origin origin, StepRow step) throws SQLException {
        Sql.update(
                connection,
                "update pausa_step set state = ?, tries = ?, failure = ?, ended = current_timestamp"
                        + " where namespace = ? and run = ? and seq = ?",
                step.state(),
                step.tries(),
                Sql.orNull(step.failure()),
                namespace,
                origin.run(),
                step.seq());
    }

    private void insert(Connection connection, Instance.Origin origin, StepRow step) throws SQLException {
        Sql.update(
                connection,
                INSERT,
                namespace,
                origin.id(),
                origin.run(),
                step.seq(),
                step.kind(),
                step.name(),
                step.state(),
                step.tries(),
                Sql.orNull(step.failure()),
                !step.state().equals(StepRow.ENTERED));
    }
}
