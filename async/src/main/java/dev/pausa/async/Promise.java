package dev.pausa.async;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that is not there yet. It is set once, from any thread, and may be awaited again and again, on any loop. It
 * has no executor and no callbacks: who awaits it is resumed on their own loop.
 *
 * @param <T> its type
 */
public final class Promise<T extends @Nullable Object> implements Awaitable<T>, Waker<T> {
    private final Ending<T> ending = new Ending<>();

    /** Makes one that is not set. */
    public Promise() {}

    /**
     * Returns whether it is set.
     *
     * @return whether an await gives its value or throws its failure at once
     */
    public boolean isDone() {
        return ending.outcome() != null;
    }

    /** Sets the value, unless it is set. */
    @Override
    public boolean complete(T value) {
        return ending.end(new Outcome.Succeeded<>(value));
    }

    /**
     * Sets a failure, unless it is set. Each await throws this very object, or the one that shows it if it is a signal:
     * see {@link Waker#fail}.
     */
    @Override
    public boolean fail(Throwable failure) {
        return ending.end(new Outcome.Failed<>(Signals.asFailure(Objects.requireNonNull(failure, "failure"), this)));
    }

    @Override
    public AwaitIterator<T> awaitIterator() {
        AwaitIterator<T> ended = ending.ofPassingTask();
        return ended != null ? ended : new ResultOf<>(new Waiting<>(ending).oneWait());
    }

    /** One await. */
    private static final class Waiting<T extends @Nullable Object> extends EndingOperation<T> {
        Waiting(Ending<T> ending) {
            super(ending);
        }

        @Override
        protected boolean isExternal() {
            return false;
        }

        @Override
        public String describe() {
            return "promise";
        }
    }

    @Override
    public String toString() {
        Outcome<T> outcome = ending.outcome();
        return "promise (" + (outcome == null ? "not set" : outcome) + ")";
    }
}
