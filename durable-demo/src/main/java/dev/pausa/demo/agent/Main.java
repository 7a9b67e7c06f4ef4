package dev.pausa.demo.agent;

import dev.pausa.demo.agent.Agent.Decision;
import dev.pausa.demo.agent.Agent.Task;
import dev.pausa.demo.agent.Approvals.Approval;
import dev.pausa.durable.Durable;
import java.io.OutputStream;
import java.sql.Connection;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;

/** A process of the agent: its engine, its database in a file, its page. What it must not forget is in the database. */
public final class Main {
    /** It reports each start and each takeover, which the story shows by itself. */
    private static final Logger SCHEDULER = Logger.getLogger("com.github.kagkarlsson.scheduler");

    private Main() {}

    /**
     * Runs it until its standard input ends.
     *
     * @param arguments the folder of the database, the port of the page, the version of the agent, an id and a task
     * @throws Exception if something of it does not start
     */
    public static void main(String[] arguments) throws Exception {
        SCHEDULER.setLevel(Level.SEVERE);
        DataSource database = open(arguments[0]);
        try (Connection connection = database.getConnection()) {
            Approvals.create(connection);
        }
        String process = "version " + arguments[2] + " of the agent, process "
                + ProcessHandle.current().pid();
        try (Durable durable = start(database);
                Page page = new Page(
                        Integer.parseInt(arguments[1]),
                        process,
                        database,
                        (connection, asked, isApproved, by) -> decide(durable.in(connection), asked, isApproved, by))) {
            System.out.println("ready: " + process);
            // If there is one with this id already, it is that one.
            durable.<Task, String>start("agent", arguments[3], new Task(arguments[3], arguments[4]))
                    .result()
                    .whenComplete((answer, failure) ->
                            System.out.println(failure == null ? "answer: " + answer : "failed: " + failure));
            System.in.transferTo(OutputStream.nullOutputStream());
        }
    }

    /** What is committed is on the disk: by default it would be some time later. */
    private static DataSource open(String folder) {
        JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:file:" + folder + "/agent;WRITE_DELAY=0", "sa", "");
        pool.setMaxConnections(20);
        return pool;
    }

    private static Durable start(DataSource database) {
        return Durable.open(database)
                .heartbeat(Duration.ofMillis(500))
                .threads(4)
                .host("agent", Agent.class)
                .type("task", Task.class)
                .type("message", Agent.Message.class)
                .type("action", Agent.Action.class)
                .type("decision", Decision.class)
                .register("agent", 1, Agent::run)
                .start();
    }

    private static void decide(Durable durable, Approval asked, boolean isApproved, String by) {
        durable.signal(asked.instance(), "approval", "approval " + asked.number(), new Decision(isApproved, by));
    }
}
