package dev.pausa.durable.store;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Gives connections by a JDBC URL, a new one each time. */
public final class DriverSource extends PlainSource {
    private final String url;
    private final String user;
    private final String password;

    /**
     * Makes one.
     *
     * @param url the URL
     * @param user the user
     * @param password the user's password
     */
    public DriverSource(String url, String user, String password) {
        this.url = url;
        this.user = user;
        this.password = password;
    }

    @Override
    public Connection getConnection() throws SQLException {
        return DriverManager.getConnection(url, user, password);
    }
}
