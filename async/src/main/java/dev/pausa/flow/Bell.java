package dev.pausa.flow;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What one thread waits for and others ring, again and again. Thread-safe; one waits at a time. */
final class Bell {
    private final AtomicReference<@Nullable CompletableFuture<Void>> waiting = new AtomicReference<>();

    /**
     * Returns a stage that the next {@link #ring} completes. Whoever is going to wait for it looks once more, after
     * this call, whether what the bell tells of is there already: it may have been rung just before.
     */
    CompletionStage<Void> nextRing() {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        waiting.set(stage);
        return stage;
    }

    /** Completes the stage that is waited for, if there is one; what waits for it goes on inside this call. */
    void ring() {
        if (waiting.get() == null) {
            return;
        }
        CompletableFuture<Void> stage = waiting.getAndSet(null);
        if (stage != null) {
            stage.complete(null);
        }
    }
}
