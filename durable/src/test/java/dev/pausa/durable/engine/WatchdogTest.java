package dev.pausa.durable.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.durable.Durable;
import dev.pausa.durable.DurableTask;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A body that does not come to a pause keeps its thread and its instance, and is told of. */
class WatchdogTest extends EngineFixture {
    private static final Logger LOG = Logger.getLogger(Durable.class.getName());

    /** Finds what is worked on. */
    private static final String RUNNING =
            "select i.id from pausa_instance i join pausa_wakeup w on w.task_instance = i.holder"
                    + " where i.state = 'RUNNABLE' and w.picked = true and w.picked_by is not null and i.namespace = ?";

    /** What the log has of the instances of this test. */
    private final List<String> told = new CopyOnWriteArrayList<>();

    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (line.getMessage().contains(namespace)) {
                told.add(line.getLevel() + " " + line.getMessage());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @ParameterizedTest
    @EnumSource(Databases.class)
    void a_body_that_runs_without_a_pause_is_told_of_once_each_time_and_is_not_taken_over(Databases database)
            throws Exception {
        Programs.GATES.put(namespace + 1, new CountDownLatch(1));
        Programs.GATES.put(namespace + 2, new CountDownLatch(1));
        LOG.addHandler(listener);
        // What is silent for six heartbeats is dead, however busy this machine is.
        Durable.Builder worker =
                open(database).threads(1).heartbeat(Duration.ofSeconds(1)).watchdog(Duration.ofMillis(40));
        try (Durable durable = worker.start();
                Durable other = worker.start()) {
            DurableTask<String> task = durable.start("busy", namespace, namespace);
            Databases.until("it is told of", () -> told.size() == 1);
            assertThat(told.get(0))
                    .startsWith("WARNING instance " + namespace
                            + " of the body 'busy' has been running for more than 40 ms without a pause, at"
                            + " dev.pausa.durable.engine.Programs$busy")
                    .containsPattern("Programs\\.java:\\d+\\)\\. Until it pauses it keeps a thread of this worker")
                    .containsPattern("Thread '.+':\n    at ");
            String last = lastHeartbeat(database);
            Databases.until("its worker lives", () -> !lastHeartbeat(database).equals(last));
            assertThat(database.query(RUNNING, namespace)).containsExactly(namespace);
            assertThat(column(database, "fence", namespace)).as("claimed once").isEqualTo("1");
            Programs.GATES.get(namespace + 1).countDown();
            Databases.until("the next round is told of", () -> told.size() == 2);
            Programs.GATES.get(namespace + 2).countDown();
            assertThat(get(task)).isEqualTo("over");
            assertThat(told).hasSize(2);
        } finally {
            LOG.removeHandler(listener);
        }
    }

    private String lastHeartbeat(Databases database) {
        String sql = "select last_heartbeat from pausa_wakeup where task_name = ? and picked = true";
        return database.query(sql, "pausa:" + namespace).get(0);
    }
}
