package dev.pausa.durable.engine;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcConnectionPool;
import org.postgresql.ds.PGConnectionPoolDataSource;

/** The databases that everything is tried on; each lives as long as this JVM, and each test has a namespace in it. */
enum Databases {
    H2 {
        @Override
        DataSource open() {
            return pool(JdbcConnectionPool.create("jdbc:h2:mem:engine;DB_CLOSE_DELAY=-1", "sa", ""));
        }
    },
    POSTGRESQL {
        @Override
        DataSource open() {
            try {
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .setPGStartupWait(Duration.ofSeconds(60))
                        .start();
                PGConnectionPoolDataSource connections = new PGConnectionPoolDataSource();
                connections.setUrl(postgres.getJdbcUrl("postgres", "postgres"));
                return pool(JdbcConnectionPool.create(connections)); // which pools those of any database
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    };

    /** It tells of each worker that dies, and here many do. */
    private static final Logger SCHEDULER = Logger.getLogger("com.github.kagkarlsson.scheduler");

    static {
        SCHEDULER.setLevel(Level.OFF);
    }

    private DataSource source;

    abstract DataSource open();

    private static DataSource pool(JdbcConnectionPool pool) {
        pool.setMaxConnections(100);
        return pool;
    }

    synchronized DataSource source() {
        if (source == null) {
            source = open();
            execute("create table if not exists effect (name varchar(200) not null, what varchar(200) not null)");
        }
        return source;
    }

    void execute(String sql) {
        try (Connection connection = source().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Returns the first column of what a query finds, as text. */
    List<String> query(String sql, Object... parameters) {
        try (Connection connection = source().getConnection();
                PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < parameters.length; i++) {
                statement.setObject(i + 1, parameters[i]);
            }
            List<String> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    /** Waits for something that another thread, or a database, does. */
    static void until(String what, BooleanSupplier isSo) {
        long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        while (!isSo.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("did not come to be within 30 s: " + what);
            }
            java.util.concurrent.locks.LockSupport.parkNanos(1_000_000);
        }
    }
}
