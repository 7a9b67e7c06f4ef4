package dev.pausa.durable.store;

import com.github.kagkarlsson.scheduler.Clock;
import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerBuilder;
import com.github.kagkarlsson.scheduler.SchedulerClient;
import com.github.kagkarlsson.scheduler.jdbc.AutodetectJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.DefaultJdbcCustomization;
import com.github.kagkarlsson.scheduler.jdbc.JdbcCustomization;
import com.github.kagkarlsson.scheduler.serializer.Serializer;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.helper.OneTimeTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The wake-ups of one namespace, which db-scheduler keeps in {@code pausa_wakeup} and gives to one worker each. Each
 * has a name of its own, so that one can always be added, also while another one of the same instance is at work.
 */
public final class Wakeups implements AutoCloseable {
    private static final String TABLE = "pausa_wakeup";
    private static final char MARK = '#';
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Database database;
    private final Clock clock;
    private final JdbcCustomization dialect;
    private final OneTimeTask<Void> task;
    private @Nullable Scheduler scheduler;

    /** What is done when it is time. */
    @FunctionalInterface
    public interface Handler {
        /**
         * Looks after an instance. If it throws, it is called again after a while.
         *
         * @param id the instance
         * @param wakeup the name of the wake-up
         */
        void wake(String id, String wakeup);
    }

    /**
     * Makes one, which does not work yet.
     *
     * @param database the database
     * @param namespace the namespace
     * @param clock the database's clock
     * @param handler what is done when it is time
     * @throws SQLException if the database does not answer
     */
    public Wakeups(Database database, String namespace, Clock clock, Handler handler) throws SQLException {
        this.database = database;
        this.clock = clock;
        this.dialect = database.isH2() // whose dialect is the standard; the scheduler would warn of that
                ? new DefaultJdbcCustomization(false)
                : new AutodetectJdbcCustomization(database.source());
        this.task = Tasks.oneTime("pausa:" + namespace, Void.class)
                .onFailure(this::again)
                .onDeadExecution(this::revive)
                .execute((instance, context) -> handler.wake(idOf(instance.getId()), instance.getId()));
    }

    /** There is no data in a wake-up. */
    private static final Serializer NOTHING = new Serializer() {
        @Override
        public byte @Nullable [] serialize(@Nullable Object data) {
            return null;
        }

        @Override
        public <T> @Nullable T deserialize(Class<T> type, byte @Nullable [] data) {
            return null;
        }
    };

    private static String idOf(String wakeup) {
        return wakeup.substring(0, wakeup.lastIndexOf(MARK));
    }

    private void again(ExecutionComplete failed, ExecutionOperations<Void> operations) {
        int times = Math.min(failed.getExecution().consecutiveFailures, 20);
        Duration pause = Duration.ofMillis(100L << times);
        Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        operations.reschedule(failed, clock.now().plus(bounded));
    }

    /** Makes the wake-up of a dead worker due now, by the database's clock; the scheduler would take this process's. */
    private void revive(ExecutionComplete dead, ExecutionOperations<Void> operations) {
        operations.reschedule(dead, clock.now());
    }

    /**
     * Returns the name under which the scheduler keeps these wake-ups.
     *
     * @return the name
     */
    public String task() {
        return task.getName();
    }

    /**
     * Adds a wake-up.
     *
     * @param connection the connection, in a transaction, with which it comes to be
     * @param id the instance
     * @param when the time
     * @return its name
     * @throws SQLException if the database fails
     */
    public String add(Connection connection, String id, Instant when) throws SQLException {
        String name = id + MARK + UUID.randomUUID();
        SchedulerClient client = SchedulerClient.Builder.create(new JoinedSource(connection), task)
                .tableName(TABLE)
                .jdbcCustomization(dialect)
                .serializer(NOTHING)
                .build();
        try {
            client.scheduleBatch(List.of(task.instance(name)), when);
        } catch (RuntimeException failed) {
            throw causeOf(failed);
        }
        return name;
    }

    private static SQLException causeOf(RuntimeException failed) {
        for (Throwable each = failed; each != null; each = each.getCause()) {
            if (each instanceof SQLException cause) {
                return cause;
            }
        }
        throw failed;
    }

    /**
     * Returns whether a wake-up is there: it waits, is at work, or will be taken over.
     *
     * @param connection the connection
     * @param wakeup its name
     * @return whether it is there
     * @throws SQLException if the database fails
     */
    public boolean exists(Connection connection, String wakeup) throws SQLException {
        String sql = "select 1 from pausa_wakeup where task_name = ? and task_instance = ?";
        return Sql.one(connection, sql, row -> row.getInt(1), task(), wakeup) != null;
    }

    /**
     * Removes a wake-up that nobody needs any more, unless it is at work.
     *
     * @param connection the connection, in a transaction
     * @param wakeup its name
     * @throws SQLException if the database fails
     */
    public void remove(Connection connection, String wakeup) throws SQLException {
        Sql.update(
                connection,
                "delete from pausa_wakeup where task_name = ? and task_instance = ? and picked = false",
                task(),
                wakeup);
    }

    /**
     * Begins to work.
     *
     * @param threads how many at once
     * @param poll how often to look for what is due
     * @param heartbeat how often to say that this process lives
     */
    public void start(int threads, Duration poll, Duration heartbeat) {
        SchedulerBuilder builder = Scheduler.create(database.source(), task)
                .tableName(TABLE)
                .jdbcCustomization(dialect)
                .serializer(NOTHING)
                .clock(clock)
                .threads(threads)
                .pollingInterval(poll)
                .heartbeatInterval(heartbeat)
                .deleteUnresolvedAfter(Duration.ofDays(36_500)) // they are of other namespaces
                .shutdownMaxWait(Duration.ofSeconds(10))
                .commitWhenAutocommitDisabled(true);
        if (dialect.supportsSingleStatementLockAndFetch()) {
            builder.pollUsingLockAndFetch(0.5, 1.0);
        }
        scheduler = builder.build();
        scheduler.start();
    }

    /** Looks for what is due now. */
    public void trigger() {
        Scheduler working = scheduler;
        if (working != null) {
            working.triggerCheckForDueExecutions();
        }
    }

    /** Ends the work, after ten seconds at the most. */
    @Override
    public void close() {
        Scheduler working = scheduler;
        if (working != null) {
            working.stop();
        }
    }
}
