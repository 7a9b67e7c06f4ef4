package shop;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;
import static dev.pausa.async.Async.shield;
import static dev.pausa.async.Async.sleep;

import dev.pausa.Coroutine;
import java.time.Duration;

class AwaitInFinally {
    private static final Duration LIMIT = Duration.ofSeconds(1);

    static Coroutine<Void> wrong() {
        return coroutine(() -> {
            try {
                suspend(1);
            } finally {
                await(sleep(LIMIT));
            }
        });
    }

    static Coroutine<Void> right() {
        return coroutine(() -> {
            try {
                suspend(1);
            } finally {
                await(shield(LIMIT, sleep(LIMIT)));
                suspend(2);
            }
            try {
                suspend(3);
            } catch (IllegalStateException some) {
                await(sleep(LIMIT));
            }
        });
    }

    static Coroutine<Void> shielded() {
        return coroutine(() -> {
            await(shield(LIMIT, coroutine(() -> {
                try {
                    suspend(1);
                } finally {
                    await(sleep(LIMIT));
                }
            })));
        });
    }
}
