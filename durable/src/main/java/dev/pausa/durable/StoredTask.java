package dev.pausa.durable;

import dev.pausa.durable.store.Instance;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** A task, whose state is in the database. */
final class StoredTask<R extends @Nullable Object> implements DurableTask<R> {
    private final Engine engine;
    private final @Nullable Connection joined;
    private final String id;
    private final String run;
    private final @Nullable Class<R> type;

    StoredTask(Engine engine, @Nullable Connection joined, String id, String run, @Nullable Class<R> type) {
        this.engine = engine;
        this.joined = joined;
        this.id = id;
        this.run = run;
        this.type = type;
    }

    @Override
    public String id() {
        return id;
    }

    private Instance row() {
        Instance row = engine.outside().find(joined, id);
        if (!row.origin().run().equals(run)) {
            throw Outside.absent(id, engine.namespace());
        }
        return row;
    }

    @Override
    public State state() {
        return State.valueOf(row().claim().state());
    }

    @Override
    @SuppressWarnings("unchecked") // the type was asked for, or the caller knows what it has started
    public CompletionStage<R> result() {
        return engine.results()
                .of(id, run)
                .thenApply(value -> type == null || value == null ? (R) value : type.cast(value));
    }

    @Override
    public Snapshot snapshot() {
        byte[] snapshot = row().progress().snapshot();
        if (snapshot == null) {
            throw new IllegalStateException(id + " is " + state() + ", and has no snapshot");
        }
        return Snapshot.parse(new String(snapshot, StandardCharsets.UTF_8));
    }

    @Override
    public void cancel(String why) {
        engine.outside().cancel(joined, id, run, Objects.requireNonNull(why, "why"));
    }

    @Override
    public void terminate(String why) {
        engine.outside().terminate(joined, id, run, Objects.requireNonNull(why, "why"));
    }

    @Override
    public void retry() {
        engine.outside().retry(joined, id, run);
    }

    @Override
    public String toString() {
        return "instance " + id;
    }
}
