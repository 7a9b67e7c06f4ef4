package dev.pausa.frame;

import dev.pausa.AwaitIterator;
import dev.pausa.StopIteration;
import dev.pausa.trace.Sneaky;
import dev.pausa.trace.Traces;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * The await of a {@link CompletionStage}, as {@code asyncio.Future.__await__} does it: the stage itself goes to the
 * driver, who resumes the body once the stage is complete. An exception raised in is raised at the await and leaves the
 * stage alone.
 */
final class StageIterator implements AwaitIterator<Object> {
    private final CompletionStage<?> stage;
    private CompletableFuture<?> outcome;
    private boolean waiting;

    /** What the stage failed with, once it was thrown. */
    private @Nullable Throwable thrown;

    StageIterator(CompletionStage<?> stage) {
        this.stage = stage;
        this.outcome = futureOf(stage);
    }

    CompletionStage<?> stage() {
        return stage;
    }

    /** {@code toCompletableFuture} is optional; {@code whenComplete} is not. */
    private static CompletableFuture<?> futureOf(CompletionStage<?> stage) {
        try {
            return stage.toCompletableFuture();
        } catch (UnsupportedOperationException noFuture) {
            CompletableFuture<Object> future = new CompletableFuture<>();
            stage.whenComplete((value, failure) -> {
                if (failure != null) {
                    future.completeExceptionally(failure);
                } else {
                    future.complete(value);
                }
            });
            return future;
        }
    }

    @Override
    public @Nullable Object next() {
        if (waiting && !outcome.isDone()) {
            // The future may be a copy, and the driver may have been told of the end before it: a new copy has the end.
            outcome = futureOf(stage);
        }
        if (outcome.isDone()) {
            throw new StopIteration(result());
        }
        if (waiting) {
            throw new TooSoon();
        }
        waiting = true;
        return stage;
    }

    /** Thrown instead of the error, which names the awaiting body: only the adapter knows that. */
    static final class TooSoon extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooSoon() {
            super(null, null, false, false);
        }
    }

    /** A future has no use for what the driver sends; Python's ignores it too. */
    @Override
    public @Nullable Object send(@Nullable Object value) {
        return next();
    }

    /** The failure is not taken from {@code join}, whose wrapper calls methods of it that its class may override. */
    private @Nullable Object result() {
        Throwable failure = outcome.isCompletedExceptionally()
                ? outcome.<Throwable>handle((value, thrown) -> thrown).join()
                : null;
        if (failure == null) {
            return outcome.join();
        }
        while (failure instanceof CompletionException && failure.getCause() != null) {
            failure = failure.getCause();
        }
        thrown = failure;
        Traces.enters(failure);
        throw Sneaky.rethrow(failure);
    }

    /**
     * Returns whether this is the stage's failure, which may be a {@link StopIteration} like any other exception, and
     * not the end.
     */
    boolean failedWith(StopIteration exception) {
        return exception == thrown;
    }
}
