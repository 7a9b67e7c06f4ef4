package dev.pausa.diagnostics.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A task has ended. */
@Name("dev.pausa.TaskEnded")
@Label("Task Ended")
@Description("A task has ended.")
@Registered
@StackTrace(false)
final class TaskEndedEvent extends TaskEvent {
    @Label("Outcome")
    @Description("succeeded, failed or cancelled")
    @Nullable
    String outcome;

    @Label("Thrown Exception")
    @Description("The class of the exception that it failed with")
    @Nullable
    String thrown;
}
