package dev.pausa.evidence.speed;

import com.zaxxer.hikari.HikariDataSource;
import dev.dbos.transact.DBOS;
import dev.dbos.transact.config.DBOSConfig;
import dev.dbos.transact.txstep.JdbcStepFactory;
import dev.dbos.transact.workflow.Queue;
import dev.dbos.transact.workflow.Workflow;
import dev.pausa.evidence.bodies.Effects;
import dev.pausa.evidence.cluster.Postgres;
import dev.pausa.evidence.cluster.Worker;
import java.sql.SQLException;
import java.time.Duration;

/** A worker of DBOS. */
final class DbosWorker {
    static final String QUEUE = "work";
    static final String VERSION = "1";

    /** The system property with the executor's id: a process takes over what one with the same id has left. */
    static final String EXECUTOR = "evidence.executor";

    private static final Duration POLL = Duration.ofMillis(20);

    private DbosWorker() {}

    /** What DBOS makes a proxy of. */
    public interface Flows {
        int five(String id) throws SQLException;

        int walk(String id, int steps) throws SQLException;
    }

    /** The workflows. */
    public static final class Bodies implements Flows {
        private final DBOS dbos;
        private JdbcStepFactory transactions;

        Bodies(DBOS dbos) {
            this.dbos = dbos;
        }

        @Override
        @Workflow(name = "five")
        public int five(String id) throws SQLException {
            int done = 0;
            for (int i = 0; i < 5; i++) {
                int number = i;
                done += transactions.<Integer, SQLException>txStep(c -> Effects.book(c, id, "row" + number), "row");
            }
            return done;
        }

        @Override
        @Workflow(name = "walk")
        public int walk(String id, int steps) throws SQLException {
            int sum = 0;
            for (int i = 0; i < steps; i++) {
                int number = i;
                sum += dbos.<Integer, RuntimeException>runStep(() -> number % 2, "walk");
            }
            transactions.<Integer, SQLException>txStep(c -> Effects.book(c, id, "waits"), "waits");
            int sent = dbos.<Integer>recv("go", Duration.ofDays(1)).orElseThrow();
            transactions.<Integer, SQLException>txStep(c -> Effects.book(c, id, "woke"), "woke");
            return sum + sent;
        }
    }

    private static DBOS open(HikariDataSource pool) {
        return new DBOS(DBOSConfig.defaults("evidence")
                .withDataSource(pool)
                .withAppVersion(VERSION)
                .withExecutorId(System.getProperty(EXECUTOR, System.getProperty(Effects.WORKER, "none"))));
    }

    /** Makes its tables. */
    static void migrate(String url) {
        try (HikariDataSource pool = Postgres.pool(url, 4);
                DBOS dbos = open(pool)) {
            dbos.launch();
        }
    }

    public static void main(String[] arguments) throws Exception {
        Worker.quiet();
        int threads = Integer.parseInt(arguments[1]);
        HikariDataSource pool = Postgres.pool(arguments[0], 2 * threads);
        DBOS dbos = open(pool);
        Bodies bodies = new Bodies(dbos);
        dbos.registerProxy(Flows.class, bodies);
        dbos.registerQueue(new Queue(QUEUE).withWorkerConcurrency(2 * threads).withPollingInterval(POLL));
        bodies.transactions = new JdbcStepFactory(dbos, pool);
        dbos.launch();
        System.out.println("ready");
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        System.exit(0);
    }
}
