package dev.pausa.evidence.cluster;

import com.zaxxer.hikari.HikariDataSource;
import dev.pausa.durable.Durable;
import dev.pausa.evidence.bodies.Bodies;
import dev.pausa.evidence.bodies.Effects;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A database, a file outside of it, who starts instances and sends them signals, and workers, each a JVM. */
public final class Cluster implements AutoCloseable {
    private static final String THREADS = "10";

    private final Path folder;
    private final String url;
    private final Path outside;
    private final HikariDataSource pool;
    private final Durable client;
    private final List<Jvm> workers = new ArrayList<>();
    private int started;

    /** How a worker differs from others. */
    public record Kind(List<String> options, List<Path> classPath, Map<String, String> environment) {
        /** One like others. */
        public static final Kind USUAL =
                new Kind(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"), List.of(), Map.of());
    }

    /**
     * Makes one without workers, in a new database.
     *
     * @param postgres where the database is
     * @param name of the database
     * @param parent of the folder for the file and the logs
     * @throws IOException if the file cannot be made
     * @throws SQLException if the database cannot be made
     */
    public Cluster(Postgres postgres, String name, Path parent) throws IOException, SQLException {
        folder = Files.createDirectories(parent.resolve(name));
        outside = Files.createFile(folder.resolve("outside.txt"));
        url = postgres.create(name);
        pool = Postgres.pool(url, 8);
        try (Connection connection = pool.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(Effects.TABLE);
        }
        client = client(Cluster.class.getClassLoader());
    }

    /**
     * Makes another client.
     *
     * @param versions where the class is that is compiled in several versions
     * @return a client, to be closed
     */
    public Durable client(ClassLoader versions) {
        return Bodies.open(pool, versions).threads(0).start();
    }

    /**
     * Starts instances whose argument is their id, a hundred in a transaction.
     *
     * @param by who starts them
     * @param body the key of the body
     * @param ids of the instances
     * @throws SQLException if it fails
     */
    public void start(Durable by, String body, List<String> ids) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            Durable joined = by.in(connection);
            for (int i = 0; i < ids.size(); i++) {
                joined.start(body, ids.get(i), ids.get(i));
                if (i % 100 == 99) {
                    connection.commit();
                }
            }
            connection.commit();
        }
    }

    /**
     * Returns who starts and signals, and runs nothing.
     *
     * @return a client
     */
    public Durable client() {
        return client;
    }

    /**
     * Returns what has been done.
     *
     * @return the books
     */
    public Books books() {
        return new Books(pool, outside);
    }

    /**
     * Returns connections to the database.
     *
     * @return a pool
     */
    public HikariDataSource pool() {
        return pool;
    }

    /**
     * Returns where the database is.
     *
     * @return a URL
     */
    public String url() {
        return url;
    }

    /**
     * Starts a worker, without waiting until it is ready.
     *
     * @param kind how it differs
     * @return the worker
     * @throws IOException if it does not start
     */
    public Jvm start(Kind kind) throws IOException {
        return start(kind, Worker.class);
    }

    /**
     * Starts a program that works on this cluster's database, without waiting until it is ready.
     *
     * @param kind how it differs
     * @param program its class; its arguments are the URL of the database and how many threads work
     * @return the JVM
     * @throws IOException if it does not start
     */
    public Jvm start(Kind kind, Class<?> program) throws IOException {
        String name = "worker-" + ++started;
        List<String> options = new ArrayList<>(kind.options());
        options.add("-D" + Effects.FILE + "=" + outside);
        options.add("-D" + Effects.WORKER + "=" + name);
        Jvm worker = new Jvm.Command(options, kind.classPath(), kind.environment(), folder.resolve(name + ".log"))
                .start(name, program, List.of(url, THREADS));
        workers.add(worker);
        return worker;
    }

    /**
     * Starts workers, and waits until they are ready.
     *
     * @param kind how they differ
     * @param count how many
     * @return the workers
     * @throws IOException if one does not start
     */
    public List<Jvm> start(Kind kind, int count) throws IOException {
        List<Jvm> made = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            made.add(start(kind));
        }
        for (Jvm each : made) {
            each.read("ready");
        }
        return made;
    }

    /**
     * Has a worker end by itself.
     *
     * @param worker one of this cluster
     */
    public void end(Jvm worker) {
        workers.remove(worker);
        worker.close();
    }

    /**
     * Kills a worker.
     *
     * @param worker one of this cluster
     * @throws InterruptedException if this thread is interrupted
     */
    public void kill(Jvm worker) throws InterruptedException {
        workers.remove(worker);
        worker.kill();
    }

    @Override
    public void close() {
        workers.forEach(Jvm::close);
        client.close();
        pool.close();
    }
}
