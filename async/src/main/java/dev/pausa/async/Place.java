package dev.pausa.async;

import dev.pausa.CoroutineObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Where a task is paused, and at what.
 *
 * @param what the operation that it waits for; null if it waits for none
 * @param trace the bodies, the innermost first
 */
record Place(@Nullable String what, List<StackTraceElement> trace) {

    /** Returns where a task is now. */
    static Place of(LoopTask<?> task) {
        return of(task, task);
    }

    /** Returns where a task is now, as seen from a region that it is in. */
    static Place of(LoopTask<?> task, Region from) {
        List<StackTraceElement> trace = new ArrayList<>();
        for (@Nullable Region region = task.innermost(); region != null; region = region.outer) {
            if (region.work() instanceof CoroutineObject coroutine) {
                trace.addAll(coroutine.trace());
            }
            if (region == from) {
                break;
            }
        }
        return new Place(task.waitsFor(), trace);
    }

    /** Returns it as a part of a sentence. */
    String text() {
        String waiting = what == null ? "" : "waiting for " + what;
        String where = trace.isEmpty() ? "" : "at " + trace.get(0);
        return waiting + (waiting.isEmpty() || where.isEmpty() ? "" : ", ") + where;
    }

    TimeoutException timeout(Region region) {
        String text = text();
        TimeoutException exception = new TimeoutException(region + " has passed" + (text.isEmpty() ? "" : ", " + text));
        exception.setStackTrace(trace.toArray(new StackTraceElement[0]));
        return exception;
    }
}
