package dev.pausa.async;

import dev.pausa.Awaitable;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** See {@link Async#on}. */
final class OnLoop<R extends @Nullable Object> extends Operation<R> {
    private final Loop loop;
    private final Awaitable<? extends R> work;
    private @Nullable Task<R> task;

    OnLoop(Loop loop, Awaitable<? extends R> work) {
        this.loop = loop;
        this.work = work;
    }

    @Override
    boolean isCheckpoint() {
        return false;
    }

    @Override
    protected void begin(Waker<R> waker) {
        Task<R> started = loop.start(work);
        task = started;
        Consumer<Outcome<R>> end = outcome -> tell(waker, outcome);
        ((LoopTask<R>) started).ending().whenEnded(end);
    }

    private static <R extends @Nullable Object> void tell(Waker<R> waker, Outcome<R> outcome) {
        R result;
        try {
            result = outcome.get();
        } catch (Throwable thrown) {
            waker.fail(thrown);
            return;
        }
        waker.complete(result);
    }

    @Override
    protected boolean withdraw() {
        Task<R> started = task;
        if (started != null) {
            started.cancel("the task that awaits it is cancelled");
        }
        return false; // it ends in its own time
    }

    @Override
    protected boolean isExternal() {
        return loop != SerialLoop.ofThisThread();
    }

    @Override
    List<LoopTask<?>> awaited() {
        return task instanceof LoopTask<?> started ? List.of(started) : List.of();
    }

    @Override
    public String describe() {
        Task<R> started = task;
        return started == null ? "work on " + loop : "task '" + started.name() + "' on " + loop;
    }
}
