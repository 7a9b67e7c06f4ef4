package dev.pausa.async;

import dev.pausa.AwaitIterator;
import dev.pausa.StopIteration;
import org.jspecify.annotations.Nullable;

/** One await of a task: waits for its end, and gives its result or throws what there is instead. */
final class ResultOf<R extends @Nullable Object> implements AwaitIterator<R> {
    private final Wait<Outcome<R>> end;

    ResultOf(Wait<Outcome<R>> end) {
        this.end = end;
    }

    @Override
    public @Nullable Object next() {
        Outcome<R> outcome = end.valueIfThere();
        if (outcome == null) {
            return end.next();
        }
        throw stop(outcome);
    }

    private static StopIteration stop(Outcome<?> outcome) {
        if (outcome instanceof Outcome.Succeeded<?> succeeded) {
            return new StopIteration(succeeded.value());
        }
        try {
            return new StopIteration(outcome.get());
        } catch (Throwable failure) {
            throw Reports.rethrow(failure);
        }
    }
}
