package dev.pausa.durable.admin;

import dev.pausa.durable.Snapshot;
import dev.pausa.durable.store.Database;
import dev.pausa.durable.store.DatabaseClock;
import dev.pausa.durable.store.Overview;
import dev.pausa.durable.store.StepRow;
import dev.pausa.durable.store.Wakeups;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Shows the instances of a database: {@code list}, with their states; {@code show ID}, with what it waits for, where
 * its bodies are paused, and its history; {@code retry ID...} has parked ones tried again. No values are shown.
 *
 * <p>The exit status is 0; 1 if there is no such instance, or it is not parked; 2 if the command line is wrong or the
 * database cannot be used.
 */
public final class Main {
    private static final int MOST = 100;

    private final Options options;
    private final Overview overview;
    private final PrintStream out;

    private Main(Options options, PrintStream out) {
        this.options = options;
        this.overview = new Overview(options.namespace());
        this.out = out;
    }

    /**
     * Runs the command, and ends the process.
     *
     * @param arguments the command line
     */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), false, StandardCharsets.UTF_8);
        int status = run(arguments, out, System.err);
        out.flush();
        System.exit(status);
    }

    /**
     * Runs the command.
     *
     * @param arguments the command line
     * @param out gets what is asked for
     * @param err gets what is wrong
     * @return the exit status
     */
    public static int run(String[] arguments, PrintStream out, PrintStream err) {
        try {
            Options options = Options.of(arguments);
            return new Main(options, out).run();
        } catch (IllegalArgumentException wrong) {
            err.println(wrong.getMessage());
            err.println(Options.USAGE);
        } catch (SQLException unusable) {
            err.println("the database cannot be used: " + unusable.getMessage());
        }
        return 2;
    }

    private int run() throws SQLException {
        Database database = new Database(options.source());
        return switch (options.command()) {
            case "list" -> database.read(this::list);
            case "show" ->
                database.read(connection -> show(connection, options.ids().get(0)));
            default -> retry(database);
        };
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Commands
    // -----------------------------------------------------------------------------------------------------------------

    private int list(Connection connection) throws SQLException {
        List<Overview.Line> lines = overview.list(connection, options.state(), MOST);
        for (Overview.Line line : lines) {
            out.println(line.state() + "  " + line.id() + "  " + line.body() + waits(line) + because(line));
        }
        out.println(lines.size() + (lines.size() == MOST ? " instances, those that changed last" : " instances"));
        return 0;
    }

    private static String waits(Overview.Line line) {
        boolean isPaused = line.snapshot() != null;
        String name = line.name().isEmpty() ? "" : " '" + line.name() + "'";
        return (isPaused ? "  at " + line.kind().toLowerCase(java.util.Locale.ROOT) + name : "")
                + (line.due() == null ? "" : "  due " + line.due());
    }

    private static String because(Overview.Line line) {
        return (line.cancelled() == null ? "" : "  cancelled: " + line.cancelled())
                + (line.reason() == null ? "" : "  " + line.reason())
                + (line.refused() == null ? "" : "  not loaded by build " + line.refused());
    }

    private int show(Connection connection, String id) throws SQLException {
        Overview.Line line = overview.find(connection, id);
        if (line == null) {
            out.println("there is no instance " + id + " in the namespace " + options.namespace());
            return 1;
        }
        out.println(line.state() + "  " + line.id() + "  " + line.body() + waits(line));
        out.println("run " + line.run() + ", changed " + line.updated() + ", claimed " + line.attempt()
                + " times since it was saved" + (line.parent() == null ? "" : ", child of " + line.parent()));
        if (!because(line).isEmpty()) {
            out.println(because(line).trim());
        }
        showFrames(line.snapshot());
        showHistory(overview.history(connection, line.run(), MOST));
        return 0;
    }

    private void showFrames(byte @Nullable [] snapshot) {
        if (snapshot == null) {
            return;
        }
        Object frames =
                Snapshot.parse(new String(snapshot, StandardCharsets.UTF_8)).frames();
        for (Object each : (List<?>) frames) {
            if (each instanceof Map<?, ?> frame && frame.get("body") != null) {
                out.println("    in " + frame.get("in") + "/" + frame.get("body") + ", line " + frame.get("line")
                        + ", at " + frame.get("point"));
            }
        }
    }

    private void showHistory(List<StepRow> steps) {
        for (StepRow step : steps) {
            out.println(step.seq() + "  " + step.state() + "  " + step.kind().toLowerCase(java.util.Locale.ROOT)
                    + " '" + step.name() + "'" + (step.tries() > 1 ? ", " + step.tries() + " tries" : "")
                    + (step.failure() == null ? "" : ": " + step.failure()));
        }
    }

    private int retry(Database database) throws SQLException {
        Wakeups wakeups = new Wakeups(database, options.namespace(), new DatabaseClock(database), (id, wakeup) -> {});
        DatabaseClock clock = new DatabaseClock(database);
        int status = 0;
        for (String id : options.ids()) {
            boolean isRetried = database.transaction(connection -> {
                boolean isOne = overview.retry(connection, id);
                if (isOne) {
                    wakeups.add(connection, id, clock.now());
                }
                return isOne;
            });
            out.println(id + (isRetried ? " will be tried again" : " is not parked, or is not there"));
            status = isRetried ? status : 1;
        }
        return status;
    }
}
