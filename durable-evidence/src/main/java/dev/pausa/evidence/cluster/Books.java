package dev.pausa.evidence.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** What has been done inside of the database and outside of it, and what the instances' rows say. */
public final class Books {
    private static final int SHOWN = 3;
    private static final String STATES = "select state, count(*) from pausa_instance group by state order by 1";

    private final DataSource database;
    private final Path outside;

    Books(DataSource database, Path outside) {
        this.database = database;
        this.outside = outside;
    }

    /**
     * Counts something.
     *
     * @param query whose first column of its first row is a number
     * @return that number
     * @throws SQLException if it fails
     */
    public long count(String query) throws SQLException {
        return Long.parseLong(query(query).get(0).get(0));
    }

    /**
     * Asks the database.
     *
     * @param query SQL
     * @param parameters its parameters
     * @return the rows, each with the texts of its columns
     * @throws SQLException if it fails
     */
    public List<List<String>> query(String query, String... parameters) throws SQLException {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(query)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setString(i + 1, parameters[i]);
            }
            List<List<String>> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                        row.add(String.valueOf(rows.getString(i)));
                    }
                    found.add(row);
                }
            }
            return found;
        }
    }

    /**
     * Returns how many instances are in which state.
     *
     * @return states and counts
     * @throws SQLException if the database cannot be asked
     */
    public Map<String, Long> states() throws SQLException {
        Map<String, Long> states = new TreeMap<>();
        query(STATES).forEach(row -> states.put(row.get(0), Long.parseLong(row.get(1))));
        return states;
    }

    /**
     * Waits until a number is reached.
     *
     * @param what for people
     * @param query as for {@link #count}
     * @param expected the number
     * @param limit how long to wait while it does not change
     * @throws Failed if it has not been reached, and has not changed for so long
     * @throws Exception if the database cannot be asked for a minute
     */
    public void await(String what, String query, long expected, Duration limit) throws Exception {
        long last = -1;
        long since = System.nanoTime();
        while (true) {
            long now = patiently(query);
            if (now == expected) {
                return;
            }
            if (now != last) {
                last = now;
                since = System.nanoTime();
            } else if (System.nanoTime() - since > limit.toNanos()) {
                throw new Failed(what + ": " + now + " instead of " + expected + ", unchanged for " + limit.toSeconds()
                        + " s; states: " + states() + unfinished());
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    /** The database may be on its way up. */
    private long patiently(String query) throws Exception {
        for (int i = 0; ; i++) {
            try {
                return count(query);
            } catch (SQLException e) {
                if (i == 120) {
                    throw e;
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
        }
    }

    private String unfinished() throws SQLException, IOException {
        return show(column(query("select id from pausa_instance where state <> 'DONE' order by id limit " + SHOWN)));
    }

    private static List<String> column(List<List<String>> rows) {
        return rows.stream().map(row -> row.get(0)).toList();
    }

    /**
     * Checks that all instances have the same result.
     *
     * @param count how many instances there are to be
     * @param query whose rows are those that are wrong: the first column is the instance's id
     * @param what for people: what a row of the query means
     * @throws Failed if there are more or fewer instances, or a row is found
     * @throws SQLException if the database cannot be asked
     * @throws IOException if the file cannot be read
     */
    public void none(String what, String query, long count) throws Failed, SQLException, IOException {
        long all = count("select count(*) from pausa_instance where state = 'DONE'");
        if (all != count) {
            throw new Failed("lost: " + all + " of " + count + " instances have ended; " + states() + unfinished());
        }
        List<List<String>> wrong = query(query);
        if (!wrong.isEmpty()) {
            throw new Failed(what + ": " + wrong.size() + " times"
                    + wrong.stream().limit(SHOWN).map(row -> "\n  " + row).collect(Collectors.joining())
                    + show(column(wrong)));
        }
    }

    /**
     * Checks the lines outside: each step of each instance at least once, and with one key.
     *
     * @param ids of the instances
     * @param steps the names of the steps
     * @return how many lines there are more than steps
     * @throws Failed if a step is missing, or has two keys
     * @throws SQLException if the database cannot be asked
     * @throws IOException if the file cannot be read
     */
    public long outside(List<String> ids, List<String> steps) throws Failed, SQLException, IOException {
        Map<String, String> keys = new HashMap<>();
        List<String> lines = Files.readAllLines(outside);
        for (String line : lines) {
            String[] parts = line.split("\t");
            String other = keys.putIfAbsent(parts[0] + " " + parts[1], parts[2]);
            if (other != null && !other.equals(parts[2])) {
                throw new Failed("two keys for the step " + parts[1] + ": " + other + " and " + parts[2]
                        + show(List.of(parts[0])));
            }
        }
        for (String id : ids) {
            for (String step : steps) {
                if (!keys.containsKey(id + " " + step)) {
                    throw new Failed("the step " + step + " was never done outside" + show(List.of(id)));
                }
            }
        }
        return lines.size() - keys.size();
    }

    /** All that there is about some instances. */
    private String show(List<String> ids) throws SQLException, IOException {
        StringBuilder text = new StringBuilder();
        for (String id : ids.stream().distinct().limit(SHOWN).toList()) {
            text.append("\ninstance ").append(id);
            append(
                    text,
                    "row",
                    "select run, state, version, fence, seq, kind, name, attempt, holder, due, reason"
                            + " from pausa_instance where id = ?",
                    id);
            append(text, "effect", "select step, worker, at from effect where instance = ? order by at", id);
            append(
                    text,
                    "wake-up",
                    "select task_name, task_instance, execution_time, picked, picked_by,"
                            + " last_heartbeat from pausa_wakeup where task_instance like ? || '#%'",
                    id);
            try (var lines = Files.lines(outside)) {
                lines.filter(line -> line.startsWith(id + "\t"))
                        .forEach(line -> text.append("\n  outside ").append(line));
            }
        }
        return text.toString();
    }

    private void append(StringBuilder text, String what, String query, String id) throws SQLException {
        query(query, id)
                .forEach(row -> text.append("\n  ").append(what).append(' ').append(row));
    }
}
