package dev.pausa.async;

import dev.pausa.CoroutineObject;
import dev.pausa.diagnostics.TaskRecording;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Tells the flight recorder of tasks, if it wants to know. Called on the task's loop. */
final class TaskEvents {
    private TaskEvents() {}

    static void started(LoopTask<?> task, Scope home) {
        TaskRecording recording = task.loop().recording();
        if (recording != null) {
            CoroutineObject coroutine = task.work() instanceof CoroutineObject work ? work : null;
            recording.started(task, task.name(), home.task, coroutine);
        }
    }

    static void waits(LoopTask<?> task) {
        TaskRecording recording = task.loop().recording();
        if (recording != null) {
            recording.waits(task, task.name(), () -> Objects.requireNonNullElse(task.waitsFor(), "nothing"));
        }
    }

    /** Told that it waits no more; how it ended is said in a word of the recorder's. */
    static void goesOn(LoopTask<?> task, String how) {
        TaskRecording recording = task.loop().recording();
        if (recording != null) {
            recording.goesOn(task, how);
        }
    }

    static void ended(LoopTask<?> task, Outcome<?> outcome) {
        TaskRecording recording = task.loop().recording();
        if (recording == null) {
            return;
        }
        @Nullable Throwable failure = outcome instanceof Outcome.Failed<?> failed ? failed.failure() : null;
        String word = outcome instanceof Outcome.Succeeded<?> ? "succeeded" : failure == null ? "cancelled" : "failed";
        recording.ended(task, task.name(), word, failure);
    }
}
