package dev.pausa.durable.engine;

import java.io.PrintWriter;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Logger;
import javax.sql.DataSource;

/** The connections of one process, of which the n-th commit goes wrong. */
final class FaultySource implements DataSource {
    /** What goes wrong. */
    enum Fault {
        /** The commit fails, and has not happened. */
        LOST,
        /** The commit fails, and has happened. */
        ANSWER_LOST,
        /** The process dies before the commit. */
        DEAD_BEFORE,
        /** The process dies after the commit. */
        DEAD_AFTER
    }

    private final DataSource real;
    private final Fault fault;
    private final int at;
    private final AtomicInteger commits = new AtomicInteger();
    private final AtomicInteger statements = new AtomicInteger();
    private volatile boolean isDead;

    FaultySource(DataSource real, Fault fault, int at) {
        this.real = real;
        this.fault = fault;
        this.at = at;
    }

    int commits() {
        return commits.get();
    }

    /** Returns how many statements were made so far. */
    int statements() {
        return statements.get();
    }

    boolean isDead() {
        return isDead;
    }

    @Override
    public Connection getConnection() throws SQLException {
        requireAlive();
        Connection connection = real.getConnection();
        return (Connection) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> call(connection, method, arguments));
    }

    private void requireAlive() throws SQLException {
        if (isDead) {
            throw new SQLException("this process is dead", "08006");
        }
    }

    private Object call(Connection connection, Method method, Object[] arguments) throws Throwable {
        boolean isEnd = method.getName().equals("close") || method.getName().equals("rollback");
        if (!isEnd) {
            requireAlive();
        }
        if (method.getName().equals("prepareStatement")) {
            statements.incrementAndGet();
        }
        if (method.getName().equals("commit") && commits.incrementAndGet() == at) {
            fail(connection);
        }
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    private void fail(Connection connection) throws SQLException {
        boolean happens = fault == Fault.ANSWER_LOST || fault == Fault.DEAD_AFTER;
        if (happens) {
            connection.commit();
        } else {
            connection.rollback();
        }
        isDead = fault == Fault.DEAD_AFTER || fault == Fault.DEAD_BEFORE;
        throw new SQLException("the connection was lost", "08006");
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
        return getConnection();
    }

    @Override
    public PrintWriter getLogWriter() {
        return null;
    }

    @Override
    public void setLogWriter(PrintWriter out) {}

    @Override
    public void setLoginTimeout(int seconds) {}

    @Override
    public int getLoginTimeout() {
        return 0;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getAnonymousLogger();
    }

    @Override
    public <T> T unwrap(Class<T> type) {
        return type.cast(this);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) {
        return type.isInstance(this);
    }
}
