package dev.pausa.diagnostics.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A task has waited for something; it is told at the end, with its duration. */
@Name("dev.pausa.TaskWaited")
@Label("Task Waited")
@Description("A task has waited for something, until it could go on or was ended.")
@Registered
@StackTrace(false)
public final class TaskWaitedEvent extends TaskEvent {
    @Label("Waited For")
    @Description("What it waited for, as that described itself when the wait began")
    @Nullable
    String what;

    @Label("Outcome")
    @Description("completed, failed, withdrawn (by a cancel) or closed")
    @Nullable
    String outcome;

    /** Made by {@link Events#waiting}. */
    TaskWaitedEvent() {}

    /**
     * Begins the wait.
     *
     * @param what what is waited for
     */
    public void begin(String what) {
        this.what = what;
        begin();
    }

    /**
     * Ends the wait, and writes it.
     *
     * @param task the task's number
     * @param name its name
     * @param loop its loop
     * @param how completed, failed, withdrawn or closed
     */
    public void end(long task, String name, String loop, String how) {
        end();
        outcome = how;
        commit(task, name, loop);
    }
}
