package dev.pausa.durable.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The table {@code pausa_instance}, as far as one namespace goes. */
public final class Instances {
    private static final String WHERE = " where namespace = ? and id = ?";

    private static final String COLUMNS =
            "select namespace, id, run, body, body_version, argument, parent, parent_run, version, seq, kind, name,"
                    + " deadline, cancelled, outcome, snapshot, mac, state, reason, refused, due, timer, holder, fence,"
                    + " attempt, tries, failures from pausa_instance";

    private static final String INSERT = "insert into pausa_instance (namespace, id, run, body, body_version, argument,"
            + " parent, parent_run, version, seq, kind, name, deadline, cancelled, outcome, snapshot, mac, token,"
            + " state, due, timer, fence, attempt, tries, failures)"
            + " values (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)";

    private static final String SAVE = "update pausa_instance set version = ?, seq = ?, kind = ?, name = ?,"
            + " deadline = ?, cancelled = ?, outcome = ?, snapshot = ?, mac = ?, token = ?, state = ?, reason = ?,"
            + " refused = ?, due = ?, timer = ?, holder = ?, attempt = ?, tries = ?, failures = ?,"
            + " updated = current_timestamp" + WHERE + " and run = ? and version = ? and fence = ?";

    private static final String CLAIM = "update pausa_instance set state = ?, reason = ?, refused = ?, due = ?,"
            + " timer = ?, holder = ?, fence = ?, attempt = ?, tries = ?, failures = ?, updated = current_timestamp"
            + WHERE + " and run = ? and version = ? and fence = ?";

    private final String namespace;
    private final Seal seal;

    /**
     * Makes one.
     *
     * @param namespace the namespace
     * @param seal what authenticates rows
     */
    public Instances(String namespace, Seal seal) {
        this.namespace = namespace;
        this.seal = seal;
    }

    /**
     * Inserts a row.
     *
     * @param connection the connection, in a transaction
     * @param row the row
     * @return whether it was; false if there is one with its id
     * @throws SQLException if the database fails
     */
    public boolean insert(Connection connection, Instance row) throws SQLException {
        Instance.Origin o = row.origin();
        Instance.Progress p = row.progress();
        Instance.Claim t = row.claim();
        return Duplicates.insert(
                connection,
                INSERT,
                namespace,
                o.id(),
                o.run(),
                o.body(),
                o.bodyVersion(),
                o.argument(),
                Sql.orNull(o.parent()),
                Sql.orNull(o.parentRun()),
                p.version(),
                p.seq(),
                p.kind(),
                p.name(),
                Sql.orNull(p.deadline()),
                Sql.orNull(p.cancelled()),
                Sql.orNull(p.outcome()),
                Sql.orNull(p.snapshot()),
                seal.of(row),
                "",
                t.state(),
                Sql.orNull(t.due()),
                Sql.orNull(t.timer()),
                t.fence(),
                t.attempt(),
                t.tries(),
                t.failures());
    }

    /**
     * Reads a row.
     *
     * @param connection the connection
     * @param id the instance
     * @return the row, or null if there is none
     * @throws ForgedRow if it is not authentic
     * @throws SQLException if the database fails
     */
    public @Nullable Instance find(Connection connection, String id) throws SQLException {
        return Sql.one(connection, COLUMNS + WHERE, this::read, namespace, id);
    }

    /**
     * Reads a row, and locks it until the end of the transaction.
     *
     * @param connection the connection, in a transaction
     * @param id the instance
     * @return the row, or null if there is none
     * @throws ForgedRow if it is not authentic; it is locked then
     * @throws SQLException if the database fails
     */
    public @Nullable Instance lock(Connection connection, String id) throws SQLException {
        return Sql.one(connection, COLUMNS + WHERE + " for update", this::read, namespace, id);
    }

    /**
     * Saves a row, if it is at the version and the fence that it was read at, and locks it until the end of the
     * transaction.
     *
     * @param connection the connection, in a transaction
     * @param row the row, with the new version
     * @param version the version that it was read at
     * @param token tells this save from others
     * @return whether it was
     * @throws SQLException if the database fails
     */
    public boolean save(Connection connection, Instance row, long version, String token) throws SQLException {
        Instance.Progress p = row.progress();
        Instance.Claim t = row.claim();
        return Sql.update(
                        connection,
                        SAVE,
                        p.version(),
                        p.seq(),
                        p.kind(),
                        p.name(),
                        Sql.orNull(p.deadline()),
                        Sql.orNull(p.cancelled()),
                        Sql.orNull(p.outcome()),
                        Sql.orNull(p.snapshot()),
                        seal.of(row),
                        token,
                        t.state(),
                        Sql.orNull(t.reason()),
                        Sql.orNull(t.refused()),
                        Sql.orNull(t.due()),
                        Sql.orNull(t.timer()),
                        Sql.orNull(t.holder()),
                        t.attempt(),
                        t.tries(),
                        t.failures(),
                        namespace,
                        row.origin().id(),
                        row.origin().run(),
                        version,
                        t.fence())
                == 1;
    }

    /**
     * Writes when an instance is gone on with and by whom, and not where; if it is at the version of the row and at a
     * fence.
     *
     * @param connection the connection, in a transaction
     * @param row the row
     * @param fence the fence that it was read at
     * @return whether it was
     * @throws SQLException if the database fails
     */
    public boolean saveClaim(Connection connection, Instance row, long fence) throws SQLException {
        Instance.Claim t = row.claim();
        return Sql.update(
                        connection,
                        CLAIM,
                        t.state(),
                        Sql.orNull(t.reason()),
                        Sql.orNull(t.refused()),
                        Sql.orNull(t.due()),
                        Sql.orNull(t.timer()),
                        Sql.orNull(t.holder()),
                        t.fence(),
                        t.attempt(),
                        t.tries(),
                        t.failures(),
                        namespace,
                        row.origin().id(),
                        row.origin().run(),
                        row.progress().version(),
                        fence)
                == 1;
    }

    /**
     * Locks a row until the end of the transaction, if it is at the version and the fence that it was read at.
     *
     * @param connection the connection, in a transaction
     * @param row the row
     * @return null if it is not; else whether there are messages that it has not taken: perhaps not those that came
     *     while the lock was waited for
     * @throws SQLException if the database fails
     */
    public @Nullable Boolean hold(Connection connection, Instance row) throws SQLException {
        String sql = "select exists (select 1 from pausa_message m where m.namespace = i.namespace and m.run = i.run"
                + " and m.taken = false) from pausa_instance i" + WHERE
                + " and run = ? and version = ? and fence = ? for update";
        return Sql.one(
                connection,
                sql,
                each -> each.getBoolean(1),
                namespace,
                row.origin().id(),
                row.origin().run(),
                row.progress().version(),
                row.claim().fence());
    }

    /**
     * Notes which wake-up there is for an instance.
     *
     * @param connection the connection, in a transaction
     * @param id the instance
     * @param timer the name of the wake-up
     * @throws SQLException if the database fails
     */
    public void setTimer(Connection connection, String id, String timer) throws SQLException {
        Sql.update(connection, "update pausa_instance set timer = ?" + WHERE, timer, namespace, id);
    }

    /**
     * Returns whether the last save of an instance was a certain one. Waits for a save that is still under way.
     *
     * @param connection the connection, in a transaction
     * @param id the instance
     * @param token the token of the save
     * @return whether it was that one
     * @throws SQLException if the database fails
     */
    public boolean hasToken(Connection connection, String id, String token) throws SQLException {
        String sql = "select token from pausa_instance" + WHERE + " for update";
        return token.equals(Sql.one(connection, sql, row -> row.getString(1), namespace, id));
    }

    /**
     * Parks a row that is not authentic, whatever it says.
     *
     * @param connection the connection, in a transaction
     * @param id the instance
     * @param state the state
     * @param reason the reason
     * @throws SQLException if the database fails
     */
    public void park(Connection connection, String id, String state, String reason) throws SQLException {
        String sql = "update pausa_instance set state = ?, reason = ?, due = null, holder = null, fence = fence + 1,"
                + " updated = current_timestamp" + WHERE;
        Sql.update(connection, sql, state, reason, namespace, id);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Several
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Returns the children of an instance, also those that have ended.
     *
     * @param connection the connection
     * @param parent the id of the instance
     * @param run its run
     * @return the ids
     * @throws SQLException if the database fails
     */
    public List<String> children(Connection connection, String parent, String run) throws SQLException {
        String sql = "select id from pausa_instance where namespace = ? and parent = ? and parent_run = ? order by id";
        return Sql.list(connection, sql, row -> row.getString(1), namespace, parent, run);
    }

    /**
     * Returns which of some instances have not ended.
     *
     * @param connection the connection
     * @param ids the instances
     * @return the runs of those that have not
     * @throws SQLException if the database fails
     */
    public Set<String> open(Connection connection, List<String> ids) throws SQLException {
        List<String> parameters = new ArrayList<>(ids);
        parameters.add(0, namespace);
        String marks = String.join(", ", Collections.nCopies(ids.size(), "?"));
        String sql = "select run from pausa_instance where namespace = ? and id in (" + marks
                + ") and state not in ('DONE', 'FAILED', 'CANCELLED', 'TERMINATED')";
        return new HashSet<>(Sql.list(connection, sql, row -> row.getString(1), parameters.toArray()));
    }

    /**
     * Returns instances that should have been gone on with by now, and have no wake-up.
     *
     * @param connection the connection
     * @param before due, or told, before this time
     * @param task the name of the wake-ups
     * @return at most 1,000 ids
     * @throws SQLException if the database fails
     */
    public List<String> forgotten(Connection connection, Instant before, String task) throws SQLException {
        String noWakeup = " and not exists (select 1 from pausa_wakeup w where w.task_name = ?"
                + " and (w.task_instance = i.holder or w.task_instance = i.timer))";
        String overdue = "select i.id from pausa_instance i where i.namespace = ? and i.due < ?" + noWakeup
                + " order by i.due fetch first 1000 rows only";
        String told = "select distinct i.id from pausa_message m join pausa_instance i on i.namespace = m.namespace"
                + " and i.id = m.id and i.run = m.run where m.namespace = ? and m.taken = false and m.sent < ?"
                + " and i.state = 'WAITING' and i.holder is null and (m.kind = 'CANCEL' or m.kind = i.kind and"
                + " m.name = i.name) fetch first 1000 rows only";
        List<String> ids = Sql.list(connection, overdue, row -> row.getString(1), namespace, before, task);
        ids.addAll(Sql.list(connection, told, row -> row.getString(1), namespace, before));
        return ids;
    }

    /**
     * Returns the instances that some build could not load, and that nobody works on.
     *
     * @param connection the connection
     * @return the ids
     * @throws SQLException if the database fails
     */
    public List<String> refused(Connection connection) throws SQLException {
        String sql = "select id from pausa_instance where namespace = ? and refused is not null and holder is null"
                + " order by id";
        return Sql.list(connection, sql, row -> row.getString(1), namespace);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Reading
    // -----------------------------------------------------------------------------------------------------------------

    private Instance read(ResultSet row) throws SQLException {
        Instance found = new Instance(origin(row), progress(row), claim(row));
        if (!Seal.isEqual(seal.of(found), row.getString("mac"))) {
            throw new ForgedRow("the instance " + found.origin().id() + " of the namespace " + namespace);
        }
        return found;
    }

    private static Instance.Origin origin(ResultSet row) throws SQLException {
        return new Instance.Origin(
                row.getString("namespace"),
                row.getString("id"),
                row.getString("run"),
                row.getString("body"),
                row.getInt("body_version"),
                row.getBytes("argument"),
                row.getString("parent"),
                row.getString("parent_run"));
    }

    private static Instance.Progress progress(ResultSet row) throws SQLException {
        return new Instance.Progress(
                row.getLong("version"),
                row.getLong("seq"),
                row.getString("kind"),
                row.getString("name"),
                Sql.instant(row, "deadline"),
                row.getString("cancelled"),
                row.getBytes("outcome"),
                row.getBytes("snapshot"));
    }

    private static Instance.Claim claim(ResultSet row) throws SQLException {
        return new Instance.Claim(
                row.getString("state"),
                row.getString("reason"),
                row.getString("refused"),
                Sql.instant(row, "due"),
                row.getString("timer"),
                row.getString("holder"),
                row.getLong("fence"),
                row.getInt("attempt"),
                row.getInt("tries"),
                row.getInt("failures"));
    }
}
