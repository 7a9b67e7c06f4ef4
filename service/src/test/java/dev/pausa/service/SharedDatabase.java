package dev.pausa.service;

import dev.pausa.service.database.EmbeddedDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/** One PostgreSQL for all tests of this JVM, ended after the last one. */
final class SharedDatabase implements BeforeAllCallback {
    private static final Namespace HERE = Namespace.create(SharedDatabase.class);
    private static EmbeddedDatabase database;

    @Override
    public void beforeAll(ExtensionContext context) {
        database =
                context.getRoot().getStore(HERE).computeIfAbsent("database", key -> started(), EmbeddedDatabase.class);
    }

    private static EmbeddedDatabase started() {
        try {
            return EmbeddedDatabase.start();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    static String url() {
        return database.url();
    }

    /** Asks a database for one number. */
    static long number(String url, String sql) {
        return Long.parseLong(text(url, sql));
    }

    /** Asks a database for one value, as text. */
    static String text(String url, String sql) {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Has a database do something. */
    static void execute(String url, String... statements) throws SQLException {
        try (Connection connection = connect(url);
                Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        }
    }

    static Connection connect(String url) throws SQLException {
        return DriverManager.getConnection(
                url.replace("postgresql://postgres@", "jdbc:postgresql://") + "?user=postgres");
    }
}
