package dev.pausa.durable;

import dev.pausa.durable.DurableTask.State;
import dev.pausa.durable.store.Database;
import dev.pausa.durable.store.DatabaseClock;
import dev.pausa.durable.store.Instance;
import dev.pausa.durable.store.Instances;
import dev.pausa.durable.store.Messages;
import dev.pausa.durable.store.Seal;
import dev.pausa.durable.store.Steps;
import dev.pausa.durable.store.Wakeups;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts of an engine, and what its wake-ups do. */
final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Durable.class);
    private static final long RECONCILED_SECONDS = 30;
    private static final int AT_ONCE = 200;

    private final DurableBuilder settings;
    private final Snapshots snapshots;
    private final Values values;
    private final Database database;
    private final DatabaseClock clock;
    private final Instances instances;
    private final Messages messages;
    private final Steps steps;
    private final Wakeups wakeups;
    private final Calls calls = new Calls();
    private final Watchdog watchdog;
    private final Saves saves;
    private final Claims claims;
    private final Outside outside;
    private final Results results;
    private final String build;
    private final ScheduledExecutorService caretaker = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "pausa-durable-caretaker");
        thread.setDaemon(true);
        return thread;
    });
    private volatile boolean isClosing;

    Engine(DurableBuilder settings, Snapshots snapshots, Database database, byte[] key) throws SQLException {
        this.settings = settings;
        this.snapshots = snapshots;
        this.values = new Values(snapshots.registry());
        this.database = database;
        this.clock = new DatabaseClock(database);
        Seal seal = new Seal(key);
        this.instances = new Instances(settings.namespace(), seal);
        this.messages = new Messages(settings.namespace(), seal);
        this.steps = new Steps(settings.namespace());
        this.wakeups = new Wakeups(database, settings.namespace(), clock, this::wake);
        this.saves = new Saves(this);
        this.claims = new Claims(this);
        this.outside = new Outside(this);
        this.results = new Results(this);
        this.build = snapshots.registry().build();
        this.watchdog = new Watchdog(settings.watchdog(), LOG::warn);
    }

    void start() throws SQLException {
        if (settings.threads() > 0) {
            addWakeups(database.read(instances::refused));
            reconcile();
            wakeups.start(settings.threads(), settings.poll(), settings.heartbeat());
            caretaker.scheduleWithFixedDelay(this::reconcile, RECONCILED_SECONDS, RECONCILED_SECONDS, TimeUnit.SECONDS);
            caretaker.scheduleWithFixedDelay(
                    watchdog::look, watchdog.interval(), watchdog.interval(), TimeUnit.NANOSECONDS);
        }
    }

    /** Gives wake-ups to instances that need one and have none, as after somebody has emptied the scheduler's table. */
    void reconcile() {
        try {
            Instant before = clock.now().minusSeconds(RECONCILED_SECONDS);
            addWakeups(database.read(connection -> instances.forgotten(connection, before, wakeups.task())));
        } catch (SQLException | RuntimeException failed) {
            LOG.warn("could not look for instances without a wake-up; this is tried again", failed);
        }
    }

    private void addWakeups(List<String> ids) throws SQLException {
        for (int from = 0; from < ids.size(); from += AT_ONCE) {
            List<String> some = ids.subList(from, Math.min(ids.size(), from + AT_ONCE));
            database.transaction(connection -> {
                for (String id : some) {
                    instances.setTimer(connection, id, wakeups.add(connection, id, now()));
                }
                return some;
            });
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Wake-ups
    // -----------------------------------------------------------------------------------------------------------------

    private void wake(String id, String wakeup) {
        try {
            Claims.Claimed claimed = claims.claim(id, wakeup);
            if (claimed != null) {
                work(claimed);
            }
        } catch (Fenced lost) {
            LOG.info("{}; what this turn has done since its last save does not count", lost.getMessage());
        } catch (SQLException failed) {
            throw new IllegalStateException("the database failed: " + failed.getMessage(), failed);
        } catch (InterruptedException ending) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("this process is to end", ending);
        }
    }

    private void work(Claims.Claimed claimed) throws SQLException, InterruptedException {
        Turn turn = new Turn(this, claimed.row());
        try {
            turn.load();
            turn.drive();
        } catch (SnapshotException refused) {
            claims.refuse(claimed, turn.row(), String.valueOf(refused.getMessage()));
        } catch (Fenced lost) {
            throw lost;
        } catch (Throwable failed) {
            claims.failed(claimed.row(), failed);
            throw failed;
        } finally {
            turn.discard();
        }
    }

    /** An instance has ended, in this process; its parent can go on. */
    void ended(Instance.Origin origin) {
        results.ended(origin.run());
        if (origin.parent() != null) {
            wakeups.trigger();
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // From outside
    // -----------------------------------------------------------------------------------------------------------------

    <R extends @Nullable Object> DurableTask<R> start(
            @Nullable Connection joined, String key, String id, @Nullable Object argument) {
        Instance row = outside.start(joined, key, id, argument);
        return new StoredTask<>(this, joined, row.origin().id(), row.origin().run(), null);
    }

    boolean signal(
            @Nullable Connection joined, String id, String name, @Nullable String dedupe, @Nullable Object value) {
        return outside.signal(joined, id, name, dedupe, value);
    }

    <R extends @Nullable Object> DurableTask<R> find(@Nullable Connection joined, String id, Class<R> type) {
        Instance row = outside.find(joined, id);
        return new StoredTask<>(this, joined, id, row.origin().run(), type);
    }

    void close() {
        isClosing = true;
        caretaker.shutdownNow();
        results.close();
        wakeups.close();
        calls.close();
        settings.closeOwn();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Parts
    // -----------------------------------------------------------------------------------------------------------------

    Instant now() {
        return kept(clock.now());
    }

    /** Returns a time as databases keep it. */
    static Instant kept(Instant time) {
        return time.truncatedTo(ChronoUnit.MICROS);
    }

    boolean isClosing() {
        return isClosing;
    }

    int attempts() {
        return settings.attempts();
    }

    String namespace() {
        return settings.namespace();
    }

    String build() {
        return build;
    }

    Snapshots snapshots() {
        return snapshots;
    }

    Values values() {
        return values;
    }

    Database database() {
        return database;
    }

    DatabaseClock clock() {
        return clock;
    }

    Instances instances() {
        return instances;
    }

    Messages messages() {
        return messages;
    }

    Steps steps() {
        return steps;
    }

    Wakeups wakeups() {
        return wakeups;
    }

    Calls calls() {
        return calls;
    }

    Watchdog watchdog() {
        return watchdog;
    }

    Saves saves() {
        return saves;
    }

    Outside outside() {
        return outside;
    }

    Results results() {
        return results;
    }

    static boolean isEnd(String state) {
        return State.valueOf(state).hasEnded();
    }
}
