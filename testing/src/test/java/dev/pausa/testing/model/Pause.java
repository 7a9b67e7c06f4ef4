package dev.pausa.testing.model;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.StopIteration;

/** What a body of the model is paused at. The model gets it and decides when the body goes on. */
abstract class Pause implements Awaitable<Object>, AwaitIterator<Object> {
    private boolean isReached;

    /** What the await gives. */
    Object value;

    /** Told that a task has come to it. */
    abstract void reached(ModelTask by);

    @Override
    public AwaitIterator<Object> awaitIterator() {
        return this;
    }

    @Override
    public Object next() {
        if (!isReached) {
            isReached = true;
            return this;
        }
        throw new StopIteration(value);
    }

    /** Gives the turn back, and is ready. */
    static final class Turn extends Pause {
        @Override
        void reached(ModelTask by) {
            by.makeReady();
        }
    }

    /** Waits until a scope has no tasks. */
    static final class Join extends Pause {
        private final ModelScope scope;

        Join(ModelScope scope) {
            this.scope = scope;
        }

        @Override
        void reached(ModelTask by) {
            if (scope.tasks.isEmpty()) {
                by.makeReady();
            } else {
                by.joining = scope;
            }
        }
    }
}
