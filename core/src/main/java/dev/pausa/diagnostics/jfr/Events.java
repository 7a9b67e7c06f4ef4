package dev.pausa.diagnostics.jfr;

import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/** Writes events. */
public final class Events {
    private Events() {}

    /** Makes the events known to the flight recorder, so that recordings under way take them up. */
    public static void register() {
        FlightRecorder.register(CreatedEvent.class);
        FlightRecorder.register(ResumedEvent.class);
        FlightRecorder.register(ClosedEvent.class);
        FlightRecorder.register(LeakedEvent.class);
        FlightRecorder.register(NeverAwaitedEvent.class);
        FlightRecorder.register(TaskStartedEvent.class);
        FlightRecorder.register(TaskWaitedEvent.class);
        FlightRecorder.register(TaskEndedEvent.class);
    }

    /**
     * Returns whether a recording wants to know of objects from their making on.
     *
     * @return true if one does
     */
    public static boolean isWanted() {
        return new CreatedEvent().isEnabled() || new ClosedEvent().isEnabled() || new ResumedEvent().isEnabled();
    }

    /**
     * Makes the event of a drive.
     *
     * @return an event to be begun, ended, filled and written; null if no recording wants it
     */
    public static @Nullable ResumedEvent resuming() {
        ResumedEvent event = new ResumedEvent();
        return event.isEnabled() ? event : null;
    }

    /**
     * Writes that an object was made.
     *
     * @param object its number
     * @param kind its kind
     * @param body its name
     * @param place the body's first line
     */
    public static void created(long object, String kind, String body, @Nullable StackTraceElement place) {
        new CreatedEvent().commit(object, kind, body, place);
    }

    /**
     * Writes that an object has ended.
     *
     * @param object its number
     * @param kind its kind
     * @param body its name
     * @param place the body's first line
     */
    public static void closed(long object, String kind, String body, @Nullable StackTraceElement place) {
        new ClosedEvent().commit(object, kind, body, place);
    }

    /**
     * Writes that a paused object was forgotten.
     *
     * @param object its number, or 0
     * @param kind its kind
     * @param body its name
     * @param place where it is paused
     */
    public static void leaked(long object, String kind, String body, @Nullable StackTraceElement place) {
        new LeakedEvent().commit(object, kind, body, place);
    }

    /**
     * Writes that a coroutine was never awaited.
     *
     * @param object its number, or 0
     * @param kind its kind
     * @param body its name
     * @param place the body's first line
     */
    public static void neverAwaited(long object, String kind, String body, @Nullable StackTraceElement place) {
        new NeverAwaitedEvent().commit(object, kind, body, place);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Tasks
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Writes that a task was started.
     *
     * @param task its number
     * @param name its name
     * @param loop its loop
     * @param owner the number of the task whose scope it lives in, or 0
     * @param object the number of its coroutine, or 0
     */
    public static void taskStarted(long task, String name, String loop, long owner, long object) {
        TaskStartedEvent event = new TaskStartedEvent();
        event.owner = owner;
        event.object = object;
        event.commit(task, name, loop);
    }

    /**
     * Makes the event of a wait.
     *
     * @return an event to be begun and ended; null if no recording wants it
     */
    public static @Nullable TaskWaitedEvent waiting() {
        TaskWaitedEvent event = new TaskWaitedEvent();
        return event.isEnabled() ? event : null;
    }

    /**
     * Writes that a task has ended.
     *
     * @param task its number, or 0
     * @param name its name
     * @param loop its loop
     * @param outcome succeeded, failed or cancelled
     * @param failure what it failed with, or null
     */
    public static void taskEnded(long task, String name, String loop, String outcome, @Nullable Throwable failure) {
        TaskEndedEvent event = new TaskEndedEvent();
        event.outcome = outcome;
        event.thrown = failure == null ? null : failure.getClass().getName();
        event.commit(task, name, loop);
    }
}
