package dev.pausa.durable.store;

import com.github.kagkarlsson.scheduler.Clock;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The database's clock, asked each second and counted on in between, so that a jump of this machine's clock changes
 * nothing. As long as the database does not answer it is counted on.
 */
public final class DatabaseClock implements Clock {
    private static final long FRESH_NANOS = 1_000_000_000L;

    private final Database database;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile Reading last;

    /** What the database said, and when. */
    private record Reading(Instant time, long nanos) {
        Instant now() {
            return time.plusNanos(System.nanoTime() - nanos);
        }
    }

    /**
     * Makes one.
     *
     * @param database the database
     * @throws SQLException if it does not answer
     */
    public DatabaseClock(Database database) throws SQLException {
        this.database = database;
        this.last = ask();
    }

    private Reading ask() throws SQLException {
        return database.read(connection -> {
            long before = System.nanoTime();
            Instant time = Sql.one(
                    connection,
                    "select current_timestamp as present",
                    row -> Objects.requireNonNull(Sql.instant(row, "present")));
            return new Reading(Objects.requireNonNull(time), before + (System.nanoTime() - before) / 2);
        });
    }

    @Override
    public Instant now() {
        if (System.nanoTime() - last.nanos > FRESH_NANOS && asking.tryLock()) {
            try {
                last = ask();
            } catch (SQLException silent) {
                return last.now();
            } finally {
                asking.unlock();
            }
        }
        return last.now();
    }
}
