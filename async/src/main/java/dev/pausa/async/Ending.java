package dev.pausa.async;

import dev.pausa.AwaitIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The end of a task: whether it has come, and who waits for it. Thread-safe; its lock is never held while other code is
 * called.
 *
 * @param <R> what the task returns
 */
final class Ending<R extends @Nullable Object> {
    private volatile @Nullable Outcome<R> outcome;

    /** Whether anybody has asked for the outcome, or waits for it. */
    private volatile boolean isObserved;

    /** Guarded by this. */
    private @Nullable List<Consumer<? super Outcome<R>>> waiting;

    /** Makes one that has not come. */
    Ending() {}

    /** Makes one that has come. */
    Ending(Outcome<R> outcome) {
        this.outcome = outcome;
    }

    @Nullable
    Outcome<R> outcome() {
        return outcome;
    }

    @Nullable
    Outcome<R> observed() {
        if (!isObserved) {
            isObserved = true;
        }
        return outcome;
    }

    /** Returns an await that ends at once, if there is a value and the task that awaits it may pass; else null. */
    @Nullable
    AwaitIterator<R> ofPassingTask() {
        if (!(outcome instanceof Outcome.Succeeded<R> succeeded)) {
            return null;
        }
        LoopTask<?> passing = SerialLoop.passingTask();
        if (passing == null) {
            return null;
        }
        passing.passed();
        observed();
        return new AwaitIterator.Ended<>(succeeded.value());
    }

    boolean isObserved() {
        return isObserved;
    }

    /** Ends it. Returns false if it has ended before; then nothing changes. */
    boolean end(Outcome<R> by) {
        List<Consumer<? super Outcome<R>>> told;
        synchronized (this) {
            if (outcome != null) {
                return false;
            }
            outcome = by;
            told = waiting;
            waiting = null;
        }
        if (told != null) {
            told.forEach(action -> action.accept(by));
        }
        return true;
    }

    /** Has an action run at the end, on the thread that ends the task; at once if it has ended. */
    void whenEnded(Consumer<? super Outcome<R>> action) {
        isObserved = true;
        Outcome<R> now = outcome;
        if (now == null) {
            synchronized (this) {
                now = outcome;
                if (now == null) {
                    if (waiting == null) {
                        waiting = new ArrayList<>(2);
                    }
                    waiting.add(action);
                    return;
                }
            }
        }
        action.accept(now);
    }

    void forget(Consumer<? super Outcome<R>> action) {
        synchronized (this) {
            if (waiting != null) {
                waiting.remove(action);
            }
        }
    }

    CompletionStage<R> toStage(String name) {
        CompletableFuture<R> stage = new CompletableFuture<>();
        whenEnded(end -> {
            if (end instanceof Outcome.Succeeded<R> succeeded) {
                stage.complete(succeeded.value());
            } else if (end instanceof Outcome.Failed<R> failed) {
                stage.completeExceptionally(failed.failure());
            } else if (end instanceof Outcome.Cancelled<R> cancelled) {
                stage.completeExceptionally(
                        new CancellationException("task '" + name + "' was cancelled: " + cancelled.why()));
            }
        });
        return stage;
    }

    R join() throws Exception {
        CompletableFuture<Outcome<R>> ended = new CompletableFuture<>();
        Consumer<Outcome<R>> action = ended::complete;
        whenEnded(action);
        try {
            return ended.get().get();
        } catch (ExecutionException never) {
            throw new AssertionError(never);
        } finally {
            forget(action);
        }
    }
}
