package dev.pausa.async;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Closes what a loop drove and everybody forgot, one after the other: what a generator reads from is forgotten with it,
 * and is closed by it too, and the two must not meet in one step. Confined to the loop.
 */
final class ForgottenClosing {
    /** So long one waits for the one before it, whose way out may take its time. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private @Nullable Promise<Boolean> last;

    Coroutine<Void> close(Awaitable<Void> aclose) {
        Promise<Boolean> before = last;
        Promise<Boolean> done = new Promise<>();
        last = done;
        return coroutine(() -> {
            try {
                if (before != null) {
                    await(Async.timeoutOr(PATIENCE, before, false));
                }
            } finally { // also if the loop is stopped meanwhile
                await(closeAndTell(aclose, done));
            }
        });
    }

    private static Coroutine<Void> closeAndTell(Awaitable<Void> aclose, Promise<Boolean> done) {
        return coroutine(() -> {
            try {
                await(aclose);
            } finally {
                done.complete(true);
            }
        });
    }
}
