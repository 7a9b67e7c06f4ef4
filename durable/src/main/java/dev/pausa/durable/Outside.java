package dev.pausa.durable;

import dev.pausa.durable.DurableTask.State;
import dev.pausa.durable.store.Database;
import dev.pausa.durable.store.Instance;
import dev.pausa.durable.store.Instance.Claim;
import dev.pausa.durable.store.Instance.Origin;
import dev.pausa.durable.store.Instance.Progress;
import dev.pausa.durable.store.Message;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is done to instances from outside of their bodies: each in one transaction, the engine's or the caller's. */
final class Outside {
    private static final int LONGEST_ID = 600;

    private final Engine engine;

    Outside(Engine engine) {
        this.engine = engine;
    }

    private <T extends @Nullable Object> T in(@Nullable Connection joined, Database.Work<T, SQLException> work) {
        try {
            if (joined == null) {
                T result = engine.database().transaction(work);
                engine.wakeups().trigger();
                return result;
            }
            if (joined.getAutoCommit()) {
                throw new IllegalStateException("the connection commits by itself, so that there is no transaction to"
                        + " take part in: call setAutoCommit(false) on it");
            }
            return work.run(joined);
        } catch (SQLException failed) {
            throw new IllegalStateException("the database failed: " + failed.getMessage(), failed);
        }
    }

    static NoSuchElementException absent(String id, String namespace) {
        return new NoSuchElementException("there is no instance " + id + " in the namespace " + namespace
                + ": it was not started, or its row was deleted");
    }

    private Instance required(@Nullable Instance row, String id) {
        if (row == null) {
            throw absent(id, engine.namespace());
        }
        return row;
    }

    Instance find(@Nullable Connection joined, String id) {
        Objects.requireNonNull(id, "id");
        return in(joined, connection -> required(engine.instances().find(connection, id), id));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Starting
    // -----------------------------------------------------------------------------------------------------------------

    Instance start(@Nullable Connection joined, String key, String id, @Nullable Object argument) {
        Texts.checked(id, "an id", Texts.LONGEST_NAME);
        Instance fresh = fresh(id, key, argument, null);
        return in(joined, connection -> {
            if (insert(connection, fresh)) {
                return fresh;
            }
            Instance found = required(engine.instances().find(connection, id), id);
            requireSame(found.origin(), fresh.origin(), argument);
            return found;
        });
    }

    /** Inserts an instance with a wake-up; returns whether there was none with its id. */
    boolean insert(Connection connection, Instance fresh) throws SQLException {
        if (!engine.instances().insert(connection, fresh)) {
            return false;
        }
        String id = fresh.origin().id();
        engine.instances().setTimer(connection, id, engine.wakeups().add(connection, id, engine.now()));
        return true;
    }

    Instance fresh(String id, String key, @Nullable Object argument, @Nullable Origin parent) {
        Texts.checked(id, "an id", LONGEST_ID);
        Origin origin = new Origin(
                engine.namespace(),
                id,
                UUID.randomUUID().toString(),
                key,
                engine.snapshots().versionOf(key),
                engine.values().encode(argument, "the argument of " + key),
                parent == null ? null : parent.id(),
                parent == null ? null : parent.run());
        Progress progress = new Progress(0, 0, Saves.BEGIN, "", null, null, null, null);
        Claim claim = new Claim(State.RUNNABLE.name(), null, null, engine.now(), null, null, 0, 0, 0, 0);
        return new Instance(origin, progress, claim);
    }

    private void requireSame(Origin found, Origin fresh, @Nullable Object argument) {
        boolean isSame = found.body().equals(fresh.body())
                && (Arrays.equals(found.argument(), fresh.argument())
                        || Objects.equals(engine.values().decode(found.argument()), argument));
        if (!isSame) {
            throw new IllegalStateException("there is an instance " + found.id() + " already, of the body "
                    + found.body() + (found.body().equals(fresh.body()) ? ", and with another argument" : "")
                    + ": an id stands for one piece of work; use another one");
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Messages
    // -----------------------------------------------------------------------------------------------------------------

    boolean signal(
            @Nullable Connection joined, String id, String name, @Nullable String dedupe, @Nullable Object value) {
        Objects.requireNonNull(id, "id");
        Texts.name(name);
        String key = dedupe == null ? UUID.randomUUID().toString() : Texts.checked(dedupe, "a dedupe key", 200);
        byte[] content = engine.values().encode(value, "the value of the signal " + name);
        return in(joined, connection -> {
            Instance row = required(engine.instances().find(connection, id), id);
            return !Engine.isEnd(row.claim().state())
                    && send(connection, row.origin(), ReceiveOperation.KIND, name, key, content);
        });
    }

    /** Stores a message, unless one like it was, and has the instance woken; returns true. */
    boolean send(Connection connection, Origin to, String kind, String name, String dedupe, byte[] content)
            throws SQLException {
        Message message = new Message(0, to.namespace(), to.id(), to.run(), kind, name, dedupe, content);
        if (engine.messages().insert(connection, message)) {
            engine.wakeups().add(connection, to.id(), engine.now());
        }
        return true;
    }

    void cancel(@Nullable Connection joined, String id, String run, String why) {
        in(joined, connection -> {
            Instance row = sameRun(engine.instances().find(connection, id), id, run);
            return !Engine.isEnd(row.claim().state()) && cancel(connection, row.origin(), why);
        });
    }

    boolean cancel(Connection connection, Origin origin, String why) throws SQLException {
        byte[] content = engine.values().encode(Texts.shortened(why, 500), "the reason");
        return send(connection, origin, Message.CANCEL, "", UUID.randomUUID().toString(), content);
    }

    private Instance sameRun(@Nullable Instance row, String id, String run) {
        if (row == null || !row.origin().run().equals(run)) {
            throw absent(id, engine.namespace());
        }
        return row;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Retrying
    // -----------------------------------------------------------------------------------------------------------------

    void retry(@Nullable Connection joined, String id, String run) {
        in(joined, connection -> {
            Instance row = sameRun(engine.instances().lock(connection, id), id, run);
            Claim old = row.claim();
            boolean isParked = State.valueOf(old.state()).isParked();
            if (!isParked && old.refused() == null) {
                throw new IllegalStateException(id + " is " + old.state()
                        + ", and only what is parked, or could not be loaded, can be tried again");
            }
            Claim told = old.withRefused(null)
                    .withTimer(engine.wakeups().add(connection, id, engine.now()))
                    .withAttempt(0);
            Claim claim = !isParked
                    ? told
                    : told.in(State.RUNNABLE.name(), old.reason())
                            .withDue(engine.now())
                            .withHolder(null)
                            .withFailures(0);
            return engine.instances().saveClaim(connection, row.with(claim), old.fence());
        });
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Terminating
    // -----------------------------------------------------------------------------------------------------------------

    void terminate(@Nullable Connection joined, String id, String run, String why) {
        in(joined, connection -> {
            Instance row = sameRun(engine.instances().lock(connection, id), id, run);
            return terminate(connection, row, Texts.shortened(why, 500));
        });
        engine.results().ended(run);
    }

    /** The children come after the parent, as a child that ends locks no parent. */
    private boolean terminate(Connection connection, Instance row, String why) throws SQLException {
        if (Engine.isEnd(row.claim().state())) {
            return false;
        }
        Instance ended = engine.saves().terminated(row, why);
        engine.instances()
                .save(
                        connection,
                        ended,
                        row.progress().version(),
                        UUID.randomUUID().toString());
        engine.saves()
                .tellParent(
                        connection,
                        row.origin(),
                        Objects.requireNonNull(ended.progress().outcome()));
        for (String child : engine.instances()
                .children(connection, row.origin().id(), row.origin().run())) {
            Instance found = engine.instances().lock(connection, child);
            if (found != null) {
                terminate(connection, found, "its parent was terminated: " + why);
            }
        }
        return true;
    }
}
