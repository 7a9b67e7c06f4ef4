package dev.pausa.diagnostics.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Registered;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * A driver resumed a coroutine object, which ran until it paused or ended; the location is where the driven body stood.
 * It tells of the pause as well, since each ends one resume, on the same thread.
 */
@Name("dev.pausa.Resumed")
@Label("Coroutine Object Resumed")
@Description("A driver resumed a coroutine object, which ran until it paused or ended; the location is where the driven"
        + " body stood.")
@Registered
@StackTrace(false)
public final class ResumedEvent extends BodyEvent {
    @Label("Resumed With")
    @Description("start, value, exception or close")
    @Nullable
    String with;

    @Label("Raised Exception")
    @Description("The class of the exception that was raised in")
    @Nullable
    String raised;

    @Label("Resumed At")
    @Description("Where the innermost body that it awaited stood, which is what went on")
    @Nullable
    String resumedAt;

    @Label("Outcome")
    @Description("paused, returned, closed or threw")
    @Nullable
    String outcome;

    @Label("Paused In")
    @Description("The name of the innermost body that it awaits now")
    @Nullable
    String pausedIn;

    @Label("Paused At")
    @Description("Where that body is paused")
    @Nullable
    String pausedAt;

    @Label("Thrown Exception")
    @Description("The class of the exception that came out")
    @Nullable
    String thrown;

    /** Made by {@link Events#resuming}. */
    ResumedEvent() {}

    /**
     * Says how it was resumed.
     *
     * @param with start, value, exception or close
     * @param raised the exception that was raised in, or null
     * @param place where the innermost body stood
     */
    public void resumed(String with, @Nullable Throwable raised, @Nullable StackTraceElement place) {
        this.with = with;
        this.raised = raised == null ? null : raised.getClass().getName();
        this.resumedAt = place == null ? null : place.toString();
    }

    /**
     * Says that it paused.
     *
     * @param body the name of the innermost body
     * @param place where that is paused
     */
    public void paused(String body, @Nullable StackTraceElement place) {
        outcome = "paused";
        pausedIn = body;
        pausedAt = place == null ? null : place.toString();
    }

    /**
     * Says that it ended, or that its driver got an exception.
     *
     * @param how returned, closed or threw
     * @param exception what came out, or null
     */
    public void ended(String how, @Nullable Throwable exception) {
        outcome = how;
        thrown = exception == null ? null : exception.getClass().getName();
    }

    /**
     * Writes it, with whose it is.
     *
     * @param object the object's number
     * @param kind its kind
     * @param body its name
     * @param place where its body stood
     */
    public void write(long object, String kind, String body, @Nullable StackTraceElement place) {
        commit(object, kind, body, place);
    }
}
