package dev.pausa.durable.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The table {@code pausa_instance}, as far as one namespace goes. */
public final class Instances {
    private static final String ORIGIN = "namespace, id, run, body, body_version, argument, parent, parent_run";
    private static final String PROGRESS =
            "version, seq, kind, name, deadline, cancelled, outcome, snapshot, mac, token";
    private static final String CLAIM = "state, reason, refused, due, timer, holder, fence, attempt, tries, failures";
    private static final String ALL = ORIGIN + ", " + PROGRESS + ", " + CLAIM;

    private static final String WHERE = " where namespace = ? and id = ?";
    private static final String AS_READ =
            ", updated = current_timestamp" + WHERE + " and run = ? and version = ? and fence = ?";

    private static final String FIND = "select " + ALL + " from pausa_instance" + WHERE;
    private static final String INSERT =
            "insert into pausa_instance (" + ALL + ") values (" + ALL.replaceAll("\\w+", "?") + ")";
    private static final String SAVE = "update pausa_instance set " + set(PROGRESS) + ", " + set(CLAIM) + AS_READ;
    private static final String SAVE_CLAIM = "update pausa_instance set " + set(CLAIM) + AS_READ;

    private static String set(String columns) {
        return columns.replaceAll("\\w+", "$0 = ?");
    }

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
        return Duplicates.insert(connection, INSERT, all(origin(row), progress(row, ""), claim(row)));
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
        return Sql.one(connection, FIND, this::read, namespace, id);
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
        return Sql.one(connection, FIND + " for update", this::read, namespace, id);
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
        List<Object> asRead = asRead(row, version, row.claim().fence());
        return Sql.update(connection, SAVE, all(progress(row, token), claim(row), asRead)) == 1;
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
        List<Object> asRead = asRead(row, row.progress().version(), fence);
        return Sql.update(connection, SAVE_CLAIM, all(claim(row), asRead)) == 1;
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
     * Returns the states of some instances.
     *
     * @param connection the connection
     * @param ids the instances
     * @return the state of each run that is there
     * @throws SQLException if the database fails
     */
    public Map<String, String> states(Connection connection, List<String> ids) throws SQLException {
        List<String> parameters = new ArrayList<>(ids);
        parameters.add(0, namespace);
        String marks = String.join(", ", Collections.nCopies(ids.size(), "?"));
        String sql = "select run, state from pausa_instance where namespace = ? and id in (" + marks + ")";
        return Sql.list(connection, sql, row -> Map.entry(row.getString(1), row.getString(2)), parameters.toArray())
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
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
    // Writing: the values of the columns
    // -----------------------------------------------------------------------------------------------------------------

    private static Object[] all(List<?>... parts) {
        return Stream.of(parts).flatMap(List::stream).toArray();
    }

    private static List<Object> origin(Instance row) {
        Instance.Origin origin = row.origin();
        return List.of(
                origin.namespace(),
                origin.id(),
                origin.run(),
                origin.body(),
                origin.bodyVersion(),
                origin.argument(),
                Sql.orNull(origin.parent()),
                Sql.orNull(origin.parentRun()));
    }

    private List<Object> progress(Instance row, String token) {
        Instance.Progress progress = row.progress();
        return List.of(
                progress.version(),
                progress.seq(),
                progress.kind(),
                progress.name(),
                Sql.orNull(progress.deadline()),
                Sql.orNull(progress.cancelled()),
                Sql.orNull(progress.outcome()),
                Sql.orNull(progress.snapshot()),
                seal.of(row),
                token);
    }

    private static List<Object> claim(Instance row) {
        Instance.Claim claim = row.claim();
        return List.of(
                claim.state(),
                Sql.orNull(claim.reason()),
                Sql.orNull(claim.refused()),
                Sql.orNull(claim.due()),
                Sql.orNull(claim.timer()),
                Sql.orNull(claim.holder()),
                claim.fence(),
                claim.attempt(),
                claim.tries(),
                claim.failures());
    }

    private List<Object> asRead(Instance row, long version, long fence) {
        return List.of(namespace, row.origin().id(), row.origin().run(), version, fence);
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
