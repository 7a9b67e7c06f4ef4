package dev.pausa.async;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waits for the end of a task. */
final class EndOf<R extends @Nullable Object> extends EndingOperation<R> {
    private final LoopTask<R> task;

    EndOf(LoopTask<R> task) {
        super(task.ending());
        this.task = task;
    }

    @Override
    protected void begin(Waker<Outcome<R>> waker) {
        requireNoCircle();
        super.begin(waker);
    }

    /** A task that waits for itself, or for one whose scope it lives in, would wait for ever. */
    private void requireNoCircle() {
        LoopTask<?> running = SerialLoop.runningTask();
        if (running == null || task.ending().outcome() != null) {
            return;
        }
        for (@Nullable LoopTask<?> above = running; above != null; above = above.around().task) {
            if (above == task) {
                throw new IllegalStateException("task '" + running.name() + "' awaits task '" + task.name() + "', "
                        + (above == running
                                ? "itself"
                                : "which cannot end before it, since it lives in a scope of that one")
                        + ": neither would ever end");
            }
        }
    }

    @Override
    protected boolean isExternal() {
        return task.loop() != SerialLoop.ofThisThread();
    }

    @Override
    List<LoopTask<?>> awaited() {
        return List.of(task);
    }

    @Override
    public String describe() {
        return "task '" + task.name() + "'";
    }
}
