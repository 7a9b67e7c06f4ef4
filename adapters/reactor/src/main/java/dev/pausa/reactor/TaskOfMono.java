package dev.pausa.reactor;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.async.Loop;
import dev.pausa.async.Outcome;
import dev.pausa.async.Task;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.MonoSink;

/** The task behind one subscription of a {@code Mono}. */
final class TaskOfMono<T> {
    private final MonoSink<T> sink;
    private final Task<@Nullable T> task;
    private volatile boolean isCancelled;

    private TaskOfMono(Loop loop, Awaitable<? extends @Nullable T> work, MonoSink<T> sink) {
        String name = work instanceof Coroutine<?> coroutine ? coroutine.name() : "mono";
        this.sink = sink;
        this.task = loop.start(name, ReactorAsync.CONTEXT.where(sink.contextView(), work));
    }

    static <T> void start(Loop loop, Awaitable<? extends @Nullable T> work, MonoSink<T> sink) {
        TaskOfMono<T> started = new TaskOfMono<>(loop, work, sink);
        sink.onCancel(started::cancel);
        started.task.toStage().whenComplete(started::ended);
    }

    private void cancel() {
        isCancelled = true;
        task.cancel("the subscription was cancelled");
    }

    private void ended(@Nullable T value, @Nullable Throwable failure) {
        if (failure == null) {
            sink.success(value);
        } else if (!isCancelled || !(task.outcome() instanceof Outcome.Cancelled)) {
            sink.error(failure); // after a cancel, Reactor reports it
        }
    }
}
