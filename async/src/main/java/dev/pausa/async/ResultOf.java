package dev.pausa.async;

import dev.pausa.AwaitIterator;
import dev.pausa.StopIteration;
import org.jspecify.annotations.Nullable;

/** One await of a task: waits for its end, and gives its result or throws what there is instead. */
final class ResultOf<R extends @Nullable Object> implements AwaitIterator<R> {
    private final AwaitIterator<Outcome<R>> end;

    ResultOf(AwaitIterator<Outcome<R>> end) {
        this.end = end;
    }

    @Override
    public @Nullable Object next() {
        Outcome<?> outcome;
        try {
            return end.next();
        } catch (StopIteration ended) {
            outcome = (Outcome<?>) ended.value();
        }
        throw stop(outcome);
    }

    private static StopIteration stop(@Nullable Outcome<?> outcome) {
        if (outcome instanceof Outcome.Succeeded<?> succeeded) {
            return new StopIteration(succeeded.value());
        }
        try {
            return new StopIteration(outcome == null ? null : outcome.get());
        } catch (Throwable failure) {
            throw Reports.rethrow(failure);
        }
    }
}
