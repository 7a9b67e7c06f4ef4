package dev.pausa.durable.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What people want to know of the instances of one namespace. It needs no key, and reads no values. */
public final class Overview {
    private static final String LINES = "select id, run, body, state, kind, name, seq, due, updated, attempt, reason,"
            + " refused, cancelled, parent, snapshot from pausa_instance where namespace = ?";

    private final String namespace;

    /**
     * Makes one.
     *
     * @param namespace the namespace
     */
    public Overview(String namespace) {
        this.namespace = namespace;
    }

    /**
     * An instance, as people see it.
     *
     * @param id the id
     * @param run the run
     * @param body the key of the body
     * @param state the state
     * @param kind the kind of the operation at the leaf
     * @param name its name
     * @param seq its number
     * @param due when it is looked at next, or null
     * @param updated when it was changed last
     * @param attempt how often it was claimed since it was saved
     * @param reason the reason of the state, or the last failure; or null
     * @param refused which build could not load it and why, or null
     * @param cancelled why it is cancelled, or null
     * @param parent its parent, or null
     * @param snapshot its chain, or null
     */
    public record Line(
            String id,
            String run,
            String body,
            String state,
            String kind,
            String name,
            long seq,
            @Nullable Instant due,
            @Nullable Instant updated,
            int attempt,
            @Nullable String reason,
            @Nullable String refused,
            @Nullable String cancelled,
            @Nullable String parent,
            byte @Nullable [] snapshot) {}

    /**
     * Returns instances, the ones that were changed last before the others.
     *
     * @param connection the connection
     * @param state those in this state, or null for all
     * @param most how many
     * @return at most so many
     * @throws SQLException if the database fails
     */
    public List<Line> list(Connection connection, @Nullable String state, int most) throws SQLException {
        String end = " order by updated desc fetch first " + most + " rows only";
        return state == null
                ? Sql.list(connection, LINES + end, Overview::line, namespace)
                : Sql.list(connection, LINES + " and state = ?" + end, Overview::line, namespace, state);
    }

    /**
     * Returns an instance.
     *
     * @param connection the connection
     * @param id the instance
     * @return the instance, or null if there is none
     * @throws SQLException if the database fails
     */
    public @Nullable Line find(Connection connection, String id) throws SQLException {
        return Sql.one(connection, LINES + " and id = ?", Overview::line, namespace, id);
    }

    /**
     * Returns what a run has done last.
     *
     * @param connection the connection
     * @param run the run
     * @param most how many operations
     * @return at most so many, the last one first
     * @throws SQLException if the database fails
     */
    public List<StepRow> history(Connection connection, String run, int most) throws SQLException {
        String sql = "select seq, kind, name, state, tries, failure from pausa_step where namespace = ? and run = ?"
                + " order by seq desc fetch first " + most + " rows only";
        return Sql.list(
                connection,
                sql,
                row -> new StepRow(
                        row.getLong("seq"),
                        row.getString("kind"),
                        row.getString("name"),
                        row.getString("state"),
                        row.getInt("tries"),
                        row.getString("failure")),
                namespace,
                run);
    }

    /**
     * Makes a parked instance, or one that no worker could load, runnable; who calls this adds a wake-up.
     *
     * @param connection the connection, in a transaction
     * @param id the instance
     * @return whether it was one
     * @throws SQLException if the database fails
     */
    public boolean retry(Connection connection, String id) throws SQLException {
        String where = " where namespace = ? and id = ?";
        int parked = Sql.update(
                connection,
                "update pausa_instance set state = 'RUNNABLE', due = current_timestamp, holder = null, attempt = 0,"
                        + " failures = 0, refused = null" + where + " and state in ('POISON', 'UNSAVABLE', 'FORGED')",
                namespace,
                id);
        return parked == 1
                || Sql.update(
                                connection,
                                "update pausa_instance set refused = null, attempt = 0" + where
                                        + " and refused is not null",
                                namespace,
                                id)
                        == 1;
    }

    private static Line line(java.sql.ResultSet row) throws SQLException {
        return new Line(
                row.getString("id"),
                row.getString("run"),
                row.getString("body"),
                row.getString("state"),
                row.getString("kind"),
                row.getString("name"),
                row.getLong("seq"),
                Sql.instant(row, "due"),
                Sql.instant(row, "updated"),
                row.getInt("attempt"),
                row.getString("reason"),
                row.getString("refused"),
                row.getString("cancelled"),
                row.getString("parent"),
                row.getBytes("snapshot"));
    }
}
