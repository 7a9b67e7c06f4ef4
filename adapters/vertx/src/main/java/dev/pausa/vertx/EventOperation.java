package dev.pausa.vertx;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.async.Operation;
import dev.pausa.async.Waker;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** What an event of Vert.x ends. On the loop of a context, the body goes on inside that event. */
abstract class EventOperation<T extends @Nullable Object> extends Operation<T> implements BooleanSupplier {
    /** Where it is awaited; null on a loop that is no context's. */
    private @Nullable ContextLoop home;

    /** How often the body has come for the outcome: once to wait, and again when it goes on. Of the loop. */
    private int visits;

    @Override
    protected final void begin(Waker<T> waker) {
        home = ContextLoop.running();
        beginEvent(waker);
    }

    /** As {@link #begin}. What ends the operation later does so in {@link #inEvent}. */
    abstract void beginEvent(Waker<T> waker);

    /** Completes the waker, on any thread; what else the action does must be done before that. */
    final void inEvent(Runnable completion) {
        ContextLoop loop = home;
        if (loop == null) {
            completion.run();
        } else {
            loop.atOnce(completion, this);
        }
    }

    /** Returns whether the body has gone on. */
    @Override
    public final boolean getAsBoolean() {
        return visits > 1;
    }

    /** Returns this operation in the form in which it is awaited. */
    final Awaitable<T> awaitable() {
        return new Visits<>(this);
    }

    /** Counts the visits. */
    private static final class Visits<T extends @Nullable Object> implements Awaitable<T>, AwaitIterator<T> {
        private final EventOperation<T> operation;
        private @Nullable AwaitIterator<T> wait;

        Visits(EventOperation<T> operation) {
            this.operation = operation;
        }

        @Override
        public AwaitIterator<T> awaitIterator() {
            wait = operation.awaitIterator();
            return this;
        }

        @Override
        public @Nullable Object next() {
            operation.visits++;
            if (wait == null) {
                wait = operation.awaitIterator();
            }
            return wait.next();
        }

        @Override
        public String toString() {
            return operation.toString();
        }
    }
}
