package dev.pausa.async;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** See {@link Task#onEnd}. */
final class Ended<R extends @Nullable Object> implements Source {
    private final LoopTask<R> task;
    private @Nullable Consumer<Outcome<R>> told;

    Ended(LoopTask<R> task) {
        this.task = task;
    }

    @Override
    public @Nullable Object attempt(Settlement settlement) {
        Outcome<R> outcome = task.outcome();
        return outcome == null ? NOTHING : outcome;
    }

    @Override
    public void enqueue(Waiter waiter) {
        Consumer<Outcome<R>> action = outcome -> {
            if (waiter.claim.take()) {
                waiter.claim.settle(waiter, outcome, null);
            }
        };
        told = action;
        task.ending().whenEnded(action);
    }

    @Override
    public void forget(Waiter waiter) {
        Consumer<Outcome<R>> action = told;
        if (action != null) {
            task.ending().forget(action);
        }
    }

    @Override
    public String describe() {
        return "task '" + task.name() + "'";
    }
}
