package dev.pausa.durable.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;
import org.jspecify.annotations.Nullable;

/** Inserts what may be there already, in a transaction that goes on in either case. */
final class Duplicates {
    private Duplicates() {}

    /** What SQL calls an integrity constraint violation. */
    private static final String UNIQUE = "23505";

    /** Returns whether a row was inserted; false if there is an equal one, which another transaction may have begun. */
    static boolean insert(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        Savepoint before = connection.setSavepoint();
        try {
            Sql.update(connection, sql, parameters);
            connection.releaseSavepoint(before);
            return true;
        } catch (SQLException failed) {
            if (!UNIQUE.equals(failed.getSQLState())) {
                throw failed;
            }
            connection.rollback(before);
            return false;
        }
    }
}
