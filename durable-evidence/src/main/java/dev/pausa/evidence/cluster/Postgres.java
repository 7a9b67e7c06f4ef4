package dev.pausa.evidence.cluster;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;

/** A PostgreSQL of this process's own, which can be stopped, killed and started again on its data. */
public final class Postgres implements AutoCloseable {
    private final Path data;
    private EmbeddedPostgres running;

    /**
     * Starts one.
     *
     * @param data an empty folder
     * @throws IOException if it does not start
     */
    public Postgres(Path data) throws IOException {
        this.data = data;
        this.running = builder().start();
    }

    /** What is committed is on the disk when a commit returns: by itself the embedded one does not wait. */
    private EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_connections", "200")
                .setServerConfig("shared_buffers", "256MB")
                .setServerConfig("max_wal_size", "2GB")
                .setPGStartupWait(Duration.ofSeconds(60))
                .setRegisterShutdownHook(false);
    }

    /**
     * Makes a new database in it.
     *
     * @param name of the database
     * @return its URL
     * @throws SQLException if it cannot be made
     */
    public String create(String name) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url("postgres"));
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        }
        return url(name);
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:" + running.getPort() + "/" + database + "?user=postgres";
    }

    /**
     * Opens a pool of connections.
     *
     * @param url of the database
     * @param size how many connections at most
     * @return the pool
     */
    public static HikariDataSource pool(String url, int size) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setMaximumPoolSize(size);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(5_000);
        config.setInitializationFailTimeout(-1);
        return new HikariDataSource(config);
    }

    /**
     * Stops it, and starts it again at the same port.
     *
     * @param crash whether it is stopped as by a crash: it recovers from its log when it starts
     * @throws IOException if it does not start again
     */
    public void restart(boolean crash) throws IOException {
        int port = running.getPort();
        if (crash) {
            String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0);
            Jvm.send(Long.parseLong(pid.strip()), "QUIT");
        }
        running.close();
        running = builder().setPort(port).start();
    }

    @Override
    public void close() throws IOException {
        running.close();
    }
}
