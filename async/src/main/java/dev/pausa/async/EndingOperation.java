package dev.pausa.async;

import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for an {@link Ending}: that of a task, or of a promise. */
abstract class EndingOperation<R extends @Nullable Object> extends Operation<Outcome<R>>
        implements Consumer<Outcome<R>> {
    private final Ending<R> ending;

    /** Null before it is begun. */
    private @Nullable Waker<Outcome<R>> waker;

    EndingOperation(Ending<R> ending) {
        this.ending = ending;
    }

    @Override
    final Object valueNow() {
        return ending.outcome() == null ? NOT_NOW : Objects.requireNonNull(ending.observed());
    }

    @Override
    protected void begin(Waker<Outcome<R>> waker) {
        Outcome<R> outcome = ending.observed();
        if (outcome != null) {
            Wait.completeAtOnce(waker, outcome);
        } else {
            this.waker = waker;
            ending.whenEnded(this);
        }
    }

    /** The end has come. */
    @Override
    public final void accept(Outcome<R> outcome) {
        Objects.requireNonNull(waker).complete(outcome);
    }

    @Override
    protected final boolean withdraw() {
        ending.forget(this);
        return true;
    }
}
