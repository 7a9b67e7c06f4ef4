package dev.pausa.durable.store;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Runs transactions, each on a connection of its own, at READ COMMITTED. */
public final class Database {
    private final DataSource source;
    private volatile @Nullable Integer isolation;

    /**
     * What is done in a transaction.
     *
     * @param <T> what it gives
     * @param <X> what it throws besides
     */
    @FunctionalInterface
    public interface Work<T extends @Nullable Object, X extends Exception> {
        /**
         * Does it.
         *
         * @param connection the connection
         * @return what it gives
         * @throws SQLException if the database fails
         * @throws X if it fails otherwise
         */
        T run(Connection connection) throws SQLException, X;
    }

    /** A commit has failed, and it is not known whether it took effect. */
    public static final class UnknownOutcome extends SQLException {
        private static final long serialVersionUID = 1L;

        UnknownOutcome(SQLException cause) {
            super("it is not known whether this was committed: " + cause.getMessage(), cause.getSQLState(), cause);
        }
    }

    /**
     * Makes one.
     *
     * @param source gives the connections
     */
    public Database(DataSource source) {
        this.source = source;
    }

    /**
     * Returns what gives the connections.
     *
     * @return the data source
     */
    public DataSource source() {
        return source;
    }

    boolean isH2() throws SQLException {
        return read(
                connection -> connection.getMetaData().getDatabaseProductName().equals("H2"));
    }

    /**
     * Runs a transaction, and commits it unless it throws.
     *
     * @param work what is done in it
     * @param <T> what it gives
     * @param <X> what it throws besides
     * @return what it gives
     * @throws UnknownOutcome if the commit fails
     * @throws SQLException if the database fails before that
     * @throws X what the work throws
     */
    public <T extends @Nullable Object, X extends Exception> T transaction(Work<T, X> work) throws SQLException, X {
        try (Connection connection = source.getConnection()) {
            boolean wasAuto = connection.getAutoCommit();
            int usual = usualIsolation(connection);
            prepare(connection, false, usual, Connection.TRANSACTION_READ_COMMITTED);
            T result = run(connection, work);
            prepare(connection, wasAuto, Connection.TRANSACTION_READ_COMMITTED, usual);
            return result;
        }
    }

    /** Drivers ask the database for it, so it is asked once: it is the same for all connections of a source. */
    private int usualIsolation(Connection connection) throws SQLException {
        if (isolation == null) {
            isolation = connection.getTransactionIsolation();
        }
        return isolation;
    }

    private static void prepare(Connection connection, boolean isAuto, int from, int to) throws SQLException {
        if (connection.getAutoCommit() != isAuto) {
            connection.setAutoCommit(isAuto);
        }
        if (from != to) {
            connection.setTransactionIsolation(to);
        }
    }

    private static <T extends @Nullable Object, X extends Exception> T run(Connection connection, Work<T, X> work)
            throws SQLException, X {
        T result;
        try {
            result = work.run(connection);
        } catch (Throwable failed) {
            rollBack(connection, failed);
            throw failed;
        }
        try {
            connection.commit();
        } catch (SQLException unknown) {
            rollBack(connection, unknown);
            throw new UnknownOutcome(unknown);
        }
        return result;
    }

    private static void rollBack(Connection connection, Throwable failed) {
        try {
            connection.rollback();
        } catch (SQLException also) {
            failed.addSuppressed(also);
        }
    }

    /**
     * Reads something.
     *
     * @param work what reads
     * @param <T> what it gives
     * @return what it gives
     * @throws SQLException if the database fails
     */
    public <T extends @Nullable Object> T read(Work<T, SQLException> work) throws SQLException {
        try (Connection connection = source.getConnection()) {
            return work.run(connection);
        }
    }
}
