package dev.pausa.async;

import dev.pausa.Awaitable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A region that tasks live in. They are held strongly, in a list that is linked through them. */
abstract class Scope extends Region {
    private @Nullable LoopTask<?> first;
    private int size;

    Scope(@Nullable Awaitable<?> work) {
        super(work);
    }

    /** Told that a task which lives here has ended. */
    abstract void taskEnded(LoopTask<?> task);

    final int size() {
        return size;
    }

    final void add(LoopTask<?> added) {
        added.next = first;
        if (first != null) {
            first.previous = added;
        }
        first = added;
        size++;
    }

    final void remove(LoopTask<?> removed) {
        if (removed.previous == null) {
            first = removed.next;
        } else {
            removed.previous.next = removed.next;
        }
        if (removed.next != null) {
            removed.next.previous = removed.previous;
        }
        removed.next = null;
        removed.previous = null;
        size--;
    }

    /** Gives the tasks in the order of their start. What gets them may end them. */
    final void forEachTask(Consumer<? super LoopTask<?>> action) {
        tasks().forEach(action);
    }

    /**
     * Returns the tasks in the order of their start. Any thread may ask: it may miss some of a loop that runs, but not
     * hang, since {@code next} never refers to a task that was added later.
     */
    final List<LoopTask<?>> tasks() {
        List<LoopTask<?>> tasks = new ArrayList<>();
        for (LoopTask<?> task = first; task != null; task = task.next) {
            tasks.add(task);
        }
        Collections.reverse(tasks);
        return tasks;
    }
}
