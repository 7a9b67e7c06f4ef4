package dev.pausa.diagnostics.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Registered;
import org.jspecify.annotations.Nullable;

/** What all events of a driver's tasks have in common: which task it is. */
@Category({"Pausa", "Tasks"})
@Registered(false)
abstract class TaskEvent extends Event {
    @Label("Task Number")
    @Description(
            "A number that the events of one task share; 0 if the task was started before recording was switched on")
    long task;

    @Label("Task")
    @Description("The task's name")
    @Nullable
    String name;

    @Label("Loop")
    @Nullable
    String loop;

    void commit(long task, String name, String loop) {
        if (shouldCommit()) {
            this.task = task;
            this.name = name;
            this.loop = loop;
            commit();
        }
    }
}
