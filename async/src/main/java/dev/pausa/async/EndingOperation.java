package dev.pausa.async;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Waits for an {@link Ending}: that of a task, or of a promise. */
abstract class EndingOperation<R extends @Nullable Object> extends Operation<Outcome<R>> {
    private final Ending<R> ending;
    private @Nullable Consumer<Outcome<R>> told;

    EndingOperation(Ending<R> ending) {
        this.ending = ending;
    }

    @Override
    protected void begin(Waker<Outcome<R>> waker) {
        Consumer<Outcome<R>> action = waker::complete;
        told = action;
        ending.whenEnded(action);
    }

    @Override
    protected final boolean withdraw() {
        Consumer<Outcome<R>> action = told;
        if (action != null) {
            ending.forget(action);
        }
        return true;
    }
}
