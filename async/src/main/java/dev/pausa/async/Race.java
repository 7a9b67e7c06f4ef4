package dev.pausa.async;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import dev.pausa.AsyncCloseable;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** See {@link Async#race}. */
final class Race<R extends @Nullable Object> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final List<Throwable> failures = new ArrayList<>();
    private boolean isWon;
    private @Nullable R result;

    private Race() {}

    static <R extends @Nullable Object> Awaitable<R> of(List<? extends Coroutine<? extends R>> work) {
        return Coroutine.<R>coroutine("race", () -> {
            Race<R> race = new Race<>();
            await(Async.supervise((task, failure) -> race.failures.add(failure), scope -> {
                for (Coroutine<? extends R> each : work) {
                    scope.start(each.name(), race.runner(each, scope));
                }
            }));
            if (!race.isWon && race.failures.isEmpty()) {
                await(Async.checkpoint()); // nobody has failed or won: all of it is cancelled
            }
            return race.result();
        });
    }

    private Coroutine<Void> runner(Coroutine<? extends R> each, TaskScope scope) {
        return coroutine(() -> {
            R value = await(each);
            if (isWon) {
                await(Async.shield(PATIENCE, dispose(value)));
            } else {
                isWon = true;
                result = value;
                scope.cancel("another one has won the race");
            }
        });
    }

    /** A second result is nobody's: what can be closed is closed. */
    private static Coroutine<Void> dispose(@Nullable Object value) {
        return coroutine(() -> {
            if (value instanceof AsyncCloseable closeable) {
                await(closeable.aclose());
            } else if (value instanceof AutoCloseable closeable) {
                closeable.close();
            }
        });
    }

    private R result() {
        if (isWon) {
            failures.forEach(failure -> Reports.failure("one who lost a race failed", failure));
            return Typed.as(result);
        }
        Throwable first = failures.get(0);
        failures.subList(1, failures.size()).forEach(other -> Failures.suppress(first, other));
        throw Reports.rethrow(first);
    }
}
