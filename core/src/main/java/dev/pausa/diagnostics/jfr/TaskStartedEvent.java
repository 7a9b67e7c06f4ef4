package dev.pausa.diagnostics.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;

/** A driver has taken a task, which begins when its turn comes. */
@Name("dev.pausa.TaskStarted")
@Label("Task Started")
@Description("A driver has taken a task, which begins when its turn comes.")
@Registered
@StackTrace(true)
final class TaskStartedEvent extends TaskEvent {
    @Label("Owner")
    @Description("The number of the task whose scope it lives in; 0 if it is a root task")
    long owner;

    @Label("Object")
    @Description("The number of the coroutine that it runs, in the events of coroutine objects; 0 if it is none")
    long object;
}
