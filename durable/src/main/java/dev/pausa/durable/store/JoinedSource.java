package dev.pausa.durable.store;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLFeatureNotSupportedException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gives one connection, which belongs to somebody else: whoever is given it cannot end the transaction in it. */
public final class JoinedSource extends PlainSource {
    private static final Set<String> ENDS = Set.of("commit", "rollback", "setAutoCommit", "setTransactionIsolation");

    private final Connection connection;

    JoinedSource(Connection connection) {
        this.connection = guarded(connection, false);
    }

    /**
     * Returns a connection in whose transaction something can be done, and that cannot end it.
     *
     * @param connection the connection
     * @param refuses whether an attempt to end it fails; else it does nothing
     * @return the guarded one
     */
    public static Connection guarded(Connection connection, boolean refuses) {
        return (Connection) Proxy.newProxyInstance(
                JoinedSource.class.getClassLoader(), new Class<?>[] {Connection.class}, (proxy, method, arguments) -> {
                    boolean isEnd = ENDS.contains(method.getName()) && !isToSavepoint(arguments);
                    if (isEnd && refuses) {
                        throw new SQLFeatureNotSupportedException(method.getName()
                                + " in a transaction of a durable body: the engine commits it, together with the save"
                                + " that it was done; to roll it back, throw an exception");
                    }
                    boolean isIgnored = isEnd
                            || method.getName().equals("close")
                            || method.getName().equals("abort");
                    return isIgnored ? null : invoke(connection, method, arguments);
                });
    }

    private static boolean isToSavepoint(Object @Nullable [] arguments) {
        return arguments != null && arguments.length == 1 && arguments[0] instanceof java.sql.Savepoint;
    }

    private static @Nullable Object invoke(
            Connection connection, java.lang.reflect.Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(connection, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getCause();
        }
    }

    @Override
    public Connection getConnection() {
        return connection;
    }
}
