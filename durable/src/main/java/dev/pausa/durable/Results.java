package dev.pausa.durable;

import dev.pausa.durable.store.Instance;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The results that somebody waits for. Those of instances that end in this process are asked for at once, others from
 * time to time.
 */
final class Results implements AutoCloseable {
    private static final long ASKED_MILLIS = 500;

    private final Engine engine;
    private final Map<String, Awaited> awaited = new ConcurrentHashMap<>();
    private final ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "pausa-durable-results");
        thread.setDaemon(true);
        return thread;
    });
    private boolean isAsking;

    /** One run whose result somebody waits for. */
    private record Awaited(String id, String run, CompletableFuture<@Nullable Object> result) {}

    Results(Engine engine) {
        this.engine = engine;
    }

    CompletableFuture<@Nullable Object> of(String id, String run) {
        CompletableFuture<@Nullable Object> result =
                awaited.computeIfAbsent(id, any -> new Awaited(id, run, new CompletableFuture<>())).result;
        begin();
        ask(id);
        return result.copy();
    }

    private synchronized void begin() {
        if (!isAsking) {
            isAsking = true;
            asking.scheduleWithFixedDelay(
                    () -> awaited.values().forEach(this::look), ASKED_MILLIS, ASKED_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    void ended(String id) {
        if (awaited.containsKey(id)) {
            ask(id);
        }
    }

    private void ask(String id) {
        try {
            asking.execute(() -> {
                Awaited one = awaited.get(id);
                if (one != null) {
                    look(one);
                }
            });
        } catch (RejectedExecutionException closed) {
            throw new IllegalStateException("this engine is closed, so nobody would complete the result", closed);
        }
    }

    private void look(Awaited one) {
        try {
            Instance row = engine.database().read(connection -> engine.instances().find(connection, one.id));
            if (row == null || !row.origin().run().equals(one.run)) {
                fail(one, Outside.absent(one.id, engine.namespace()));
            } else if (Engine.isEnd(row.claim().state())) {
                complete(one, row);
            }
        } catch (SQLException silent) { // asked again
        } catch (RuntimeException unreadable) {
            fail(one, unreadable);
        }
    }

    private void complete(Awaited one, Instance row) {
        byte[] bytes = row.progress().outcome();
        if (bytes == null) {
            fail(one, new IllegalStateException(one.id + " has ended, and has no outcome"));
            return;
        }
        Outcome outcome = engine.values().outcome(bytes);
        if (outcome.thrown() != null) {
            fail(one, outcome.thrown());
        } else if (awaited.remove(one.id, one)) {
            one.result.complete(outcome.value());
        }
    }

    private void fail(Awaited one, Throwable failure) {
        if (awaited.remove(one.id, one)) {
            one.result.completeExceptionally(failure);
        }
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
