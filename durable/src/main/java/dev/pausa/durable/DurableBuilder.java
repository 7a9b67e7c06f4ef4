package dev.pausa.durable;

import dev.pausa.durable.store.Database;
import dev.pausa.durable.store.Schema;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** What was registered so far, and how the engine works. */
final class DurableBuilder implements Durable.Builder {
    private static final int LEAST_KEY = 16;

    private final @Nullable DataSource source;
    private final Builder registered = new Builder();
    private @Nullable OwnFile own;
    private String namespace = "default";
    private byte @Nullable [] secret;
    private int threads = 10;
    private int attempts = 10;
    private Duration poll = Duration.ofMillis(500);
    private Duration heartbeat = Duration.ofSeconds(5);
    private Duration watchdog = Duration.ofSeconds(10);

    DurableBuilder(@Nullable DataSource source) {
        this.source = source;
    }

    @Override
    public DurableBuilder namespace(String name) {
        this.namespace = Texts.checked(name, "a namespace", 100);
        return this;
    }

    @Override
    public DurableBuilder host(String alias, Class<?> host) {
        registered.host(alias, host);
        return this;
    }

    @Override
    public DurableBuilder type(String alias, Class<?> type) {
        registered.type(alias, type);
        return this;
    }

    @Override
    public DurableBuilder resource(String name, Object resource) {
        registered.resource(name, resource);
        return this;
    }

    @Override
    public DurableBuilder codec(Codec codec) {
        registered.codec(codec);
        return this;
    }

    @Override
    public DurableBuilder migrate(String key, int from, Migration migration) {
        registered.migrate(key, from, migration);
        return this;
    }

    @Override
    public <A extends @Nullable Object, R extends @Nullable Object> DurableBuilder register(
            String key, int version, DurableBody<A, R> body) {
        registered.register(Texts.checked(key, "the key of a body", 200), version, body);
        return this;
    }

    @Override
    public DurableBuilder key(byte[] secret) {
        if (Objects.requireNonNull(secret, "secret").length < LEAST_KEY) {
            throw new IllegalArgumentException("a key needs at least " + LEAST_KEY + " bytes: " + secret.length);
        }
        this.secret = secret.clone();
        return this;
    }

    @Override
    public DurableBuilder threads(int number) {
        if (number < 0) {
            throw new IllegalArgumentException("the number of threads must be at least 0: " + number);
        }
        this.threads = number;
        return this;
    }

    @Override
    public DurableBuilder attempts(int number) {
        if (number < 1) {
            throw new IllegalArgumentException("the number of attempts must be at least 1: " + number);
        }
        this.attempts = number;
        return this;
    }

    @Override
    public DurableBuilder poll(Duration interval) {
        this.poll = positive(interval);
        return this;
    }

    @Override
    public DurableBuilder heartbeat(Duration interval) {
        this.heartbeat = positive(interval);
        return this;
    }

    @Override
    public DurableBuilder watchdog(Duration limit) {
        this.watchdog = positive(limit);
        return this;
    }

    private static Duration positive(Duration interval) {
        if (Objects.requireNonNull(interval, "interval").compareTo(Duration.ZERO) <= 0) {
            throw new IllegalArgumentException("the interval must be more than zero: " + interval);
        }
        return interval;
    }

    @Override
    public Durable start() {
        Snapshots snapshots = registered.build();
        try {
            Database database = new Database(source == null ? ownFile().source() : source);
            Schema schema = new Schema(database);
            schema.migrate();
            return started(new Engine(this, snapshots, database, key(schema)));
        } catch (SQLException | IOException unusable) {
            closeOwn();
            throw new IllegalStateException(OwnFile.why(unusable), unusable);
        }
    }

    private static Durable started(Engine engine) throws SQLException {
        try {
            engine.start();
            return new Durable(engine, null);
        } catch (SQLException | RuntimeException failed) {
            engine.close();
            throw failed;
        }
    }

    private OwnFile ownFile() {
        OwnFile opened = OwnFile.open(Path.of("").toAbsolutePath(), 2 * threads + 8);
        own = opened;
        return opened;
    }

    private byte[] key(Schema schema) throws SQLException, IOException {
        if (secret != null) {
            return secret;
        }
        return own != null ? own.key() : schema.key(namespace);
    }

    /** Closes the database that belongs to the engine, if it is one. */
    void closeOwn() {
        if (own != null) {
            own.close();
        }
    }

    String namespace() {
        return namespace;
    }

    int threads() {
        return threads;
    }

    int attempts() {
        return attempts;
    }

    Duration poll() {
        return poll;
    }

    Duration heartbeat() {
        return heartbeat;
    }

    Duration watchdog() {
        return watchdog;
    }
}
