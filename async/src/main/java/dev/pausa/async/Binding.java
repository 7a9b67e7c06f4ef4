package dev.pausa.async;

import dev.pausa.Awaitable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The region of {@link TaskLocal#where}. */
final class Binding extends Region {
    private final TaskLocal<?> local;
    private final @Nullable Object value;
    private @Nullable Locals before;

    Binding(TaskLocal<?> local, @Nullable Object value, Awaitable<?> work) {
        super(work);
        this.local = local;
        this.value = value;
    }

    @Override
    void entered() {
        LoopTask<?> by = Objects.requireNonNull(task);
        before = by.locals;
        by.locals = new Locals(local, value, before);
    }

    @Override
    void leaving(boolean isMine) {
        Objects.requireNonNull(task).locals = before;
    }

    @Override
    void aborted() {
        leaving(false);
    }

    @Override
    public String toString() {
        return "binding of a task-local";
    }
}
