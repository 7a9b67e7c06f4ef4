package dev.pausa.async;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Waits for the end of a stage that a body awaits; the body itself takes the value. The stage is left alone by a
 * cancel.
 */
final class StageOperation extends Operation<Void> {
    private final CompletionStage<?> stage;

    StageOperation(CompletionStage<?> stage) {
        this.stage = stage;
    }

    @Override
    protected void begin(Waker<Void> waker) {
        stage.whenComplete((@Nullable Object value, @Nullable Throwable failure) -> waker.complete(Typed.nothing()));
    }

    @Override
    protected boolean withdraw() {
        return true;
    }

    /** Returns whether a stage has ended, as far as it says. */
    static boolean hasEnded(CompletionStage<?> stage) {
        try {
            return stage.toCompletableFuture().isDone();
        } catch (UnsupportedOperationException keepsItSecret) {
            return false;
        }
    }

    @Override
    protected boolean isExternal() {
        return !hasEnded(stage);
    }

    @Override
    public String describe() {
        return "stage " + stage;
    }
}
