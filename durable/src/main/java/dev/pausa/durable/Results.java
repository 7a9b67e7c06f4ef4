package dev.pausa.durable;

import dev.pausa.durable.store.Instance;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The results that somebody waits for. Those of instances that end in this process are asked for at once, others from
 * time to time.
 */
final class Results implements AutoCloseable {
    private static final long ASKED_MILLIS = 500;
    private static final int AT_ONCE = 500;

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
                awaited.computeIfAbsent(run, any -> new Awaited(id, run, new CompletableFuture<>())).result;
        begin();
        ask(run);
        return result.copy();
    }

    private synchronized void begin() {
        if (!isAsking) {
            isAsking = true;
            asking.scheduleWithFixedDelay(this::lookAtAll, ASKED_MILLIS, ASKED_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Asks for many at once which of them are still under way. */
    private void lookAtAll() {
        List<Awaited> all = List.copyOf(awaited.values());
        for (int from = 0; from < all.size(); from += AT_ONCE) {
            List<Awaited> some = all.subList(from, Math.min(all.size(), from + AT_ONCE));
            Set<String> open = open(some);
            some.stream().filter(each -> !open.contains(each.run)).forEach(this::look);
        }
    }

    private Set<String> open(List<Awaited> some) {
        List<String> ids = some.stream().map(Awaited::id).toList();
        try {
            Map<String, String> states =
                    engine.database().read(connection -> engine.instances().states(connection, ids));
            states.values().removeIf(Engine::isEnd);
            return states.keySet();
        } catch (SQLException silent) { // asked again
            return some.stream().map(Awaited::run).collect(Collectors.toSet());
        }
    }

    void ended(String run) {
        if (awaited.containsKey(run)) {
            ask(run);
        }
    }

    private void ask(String run) {
        try {
            asking.execute(() -> {
                Awaited one = awaited.get(run);
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
            Instance row =
                    engine.database().read(connection -> engine.instances().find(connection, one.id));
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
        } else if (awaited.remove(one.run, one)) {
            one.result.complete(outcome.value());
        }
    }

    private void fail(Awaited one, Throwable failure) {
        if (awaited.remove(one.run, one)) {
            one.result.completeExceptionally(failure);
        }
    }

    @Override
    public void close() {
        asking.shutdownNow();
    }
}
