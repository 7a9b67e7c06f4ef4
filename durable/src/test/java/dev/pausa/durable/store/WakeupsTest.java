package dev.pausa.durable.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.kagkarlsson.scheduler.Clock;
import dev.pausa.durable.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wake-ups of a database whose clock is another one than this process's. */
class WakeupsTest {
    private static final String NAMESPACE = "wakeups";
    private static final Duration SHORT = Duration.ofMillis(20);

    private static Database database() throws Exception {
        JdbcDataSource source = new JdbcDataSource();
        source.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        Database database = new Database(source);
        new Schema(database).migrate();
        return database;
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 2})
    @Rule({"D2", "E11"})
    void what_a_dead_worker_had_in_hand_is_due_at_once_by_the_database_s_clock(int hoursOff) throws Exception {
        Database database = database();
        Clock clock = () -> Instant.now().plus(Duration.ofHours(hoursOff));
        CompletableFuture<String> woken = new CompletableFuture<>();
        try (Wakeups wakeups = new Wakeups(database, NAMESPACE, clock, (id, wakeup) -> woken.complete(wakeup))) {
            String held = database.transaction(connection -> wakeups.add(connection, "one", clock.now()));
            Instant silentSince = clock.now().minusSeconds(60);
            database.transaction(connection -> Sql.update(
                    connection,
                    "update pausa_wakeup set picked = true, picked_by = 'dead', last_heartbeat = ?",
                    silentSince));
            wakeups.start(1, SHORT, SHORT);
            assertThat(woken.get(30, TimeUnit.SECONDS)).isEqualTo(held);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-2, 2})
    @Rule({"D2", "E11"})
    void a_worker_that_has_spoken_by_the_database_s_clock_is_not_taken_for_dead(int hoursOff) throws Exception {
        Database database = database();
        Clock clock = () -> Instant.now().plus(Duration.ofHours(hoursOff));
        CompletableFuture<String> woken = new CompletableFuture<>();
        try (Wakeups wakeups = new Wakeups(database, NAMESPACE, clock, (id, wakeup) -> woken.complete(id))) {
            database.transaction(connection -> wakeups.add(connection, "held", clock.now()));
            Instant spoken = clock.now().plusSeconds(60);
            database.transaction(connection -> Sql.update(
                    connection,
                    "update pausa_wakeup set picked = true, picked_by = 'alive', last_heartbeat = ?",
                    spoken));
            wakeups.start(1, SHORT, SHORT);
            database.transaction(connection -> wakeups.add(connection, "other", clock.now()));
            assertThat(woken.get(30, TimeUnit.SECONDS)).isEqualTo("other");
        }
    }
}
