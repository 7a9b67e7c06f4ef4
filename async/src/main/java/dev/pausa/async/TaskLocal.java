package dev.pausa.async;

import dev.pausa.Awaitable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A value that a task and the tasks it starts see, without it being handed through their parameters: a request's id, a
 * user, a transaction.
 *
 * @param <T> its type
 */
public final class TaskLocal<T extends @Nullable Object> {
    private final T initial;

    /**
     * Makes one.
     *
     * @param initial its value where none is bound
     */
    public TaskLocal(T initial) {
        this.initial = initial;
    }

    /**
     * Returns its value in the task that runs on this thread. A task has the values that held where {@code start} was
     * called; an asynchronous generator has those of the task that does its step.
     *
     * @return the value; the initial one outside of tasks
     */
    public T get() {
        LoopTask<?> task = SerialLoop.runningTask();
        Locals bound = task == null ? null : Locals.find(task.locals, this);
        return bound == null ? initial : Typed.as(bound.value());
    }

    /**
     * Binds it to a value while something runs.
     *
     * @param value the value
     * @param work a coroutine that has not begun, or another awaitable
     * @param <R> what it gives
     * @return an awaitable that gives the same; await it once
     * @throws NullPointerException if {@code work} is null
     */
    public <R extends @Nullable Object> Awaitable<R> where(T value, Awaitable<? extends R> work) {
        return new Entry<>(new Binding(this, value, Objects.requireNonNull(work, "work")));
    }
}
