package dev.pausa.async;

import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** See {@link Async#stage}: waits for a stage, and gives its value. */
final class StageValue<R extends @Nullable Object> extends Operation<R> {
    private final CompletionStage<? extends R> stage;

    StageValue(CompletionStage<? extends R> stage) {
        this.stage = stage;
    }

    @Override
    protected void begin(Waker<R> waker) {
        stage.whenComplete((@Nullable R value, @Nullable Throwable failure) -> {
            if (failure == null) {
                waker.complete(value);
            } else {
                waker.fail(unwrapped(failure));
            }
        });
    }

    private static Throwable unwrapped(Throwable failure) {
        Throwable found = failure;
        while (found instanceof CompletionException && found.getCause() != null) {
            found = found.getCause();
        }
        return found;
    }

    @Override
    protected boolean withdraw() {
        return true;
    }

    @Override
    protected boolean isExternal() {
        return !StageOperation.hasEnded(stage);
    }

    @Override
    public String describe() {
        return "stage " + stage;
    }
}
