package dev.pausa.durable;

import dev.pausa.durable.store.JoinedSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What becomes of a transaction's block that has failed. */
final class Blocks {
    private Blocks() {}

    /** How often a block is run again because of conflicts, before it has failed. */
    static final int MOST_CONFLICTS = 50;

    /** Serialization failures and deadlocks, of PostgreSQL and H2. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    /** A block has failed, and nothing of it stays. */
    static final class Failed extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final boolean isConflict;

        Failed(Throwable cause, boolean isConflict) {
            super(cause);
            this.isConflict = isConflict;
        }

        /** Whether the database asks for it to be run again. */
        boolean isConflict() {
            return isConflict;
        }
    }

    /** Runs a block, and returns what it gave; throws Failed, or what shows that the database was lost. */
    static @Nullable Object run(Connection connection, TransactionOperation<?> operation) throws SQLException {
        try {
            return operation.call().run(JoinedSource.guarded(connection, true));
        } catch (VirtualMachineError machine) {
            throw machine;
        } catch (Throwable thrown) {
            throw failed(connection, thrown);
        }
    }

    /** Returns what a failure of the block means; throws it if the database was lost, whatever the block does. */
    private static Failed failed(Connection connection, Throwable thrown) throws SQLException {
        SQLException sql = sqlIn(thrown);
        boolean isConflict = sql != null && isConflict(sql);
        if (sql != null && !isConflict && isLost(connection, sql)) {
            throw sql;
        }
        return new Failed(thrown, isConflict);
    }

    static boolean isConflict(SQLException failed) {
        return CONFLICTS.contains(String.valueOf(failed.getSQLState()));
    }

    /** Whether a commit that has failed was refused for what was in it: by a constraint that is checked then. */
    static boolean isRefusal(SQLException failed) {
        String state = String.valueOf(failed.getSQLState());
        return state.startsWith("23") || state.startsWith("22") || state.startsWith("P0");
    }

    private static boolean isLost(Connection connection, SQLException sql) {
        String state = String.valueOf(sql.getSQLState());
        try {
            return state.startsWith("08") || state.startsWith("57P") || !connection.isValid(2);
        } catch (SQLException broken) {
            return true;
        }
    }

    private static @Nullable SQLException sqlIn(Throwable thrown) {
        for (Throwable each = thrown; each != null; each = each.getCause()) {
            if (each instanceof SQLException sql) {
                return sql;
            }
        }
        return null;
    }
}
