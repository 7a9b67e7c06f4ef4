package dev.pausa.async.order;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a loop asks when somebody else has charge of time and order. All calls come from the loop's thread, one after
 * the other. What a method throws ends the run, and comes out of it; what {@link #external} throws is raised at the
 * await.
 */
public interface Schedule {
    /** What {@link #pick} returns to have the loop look at its timers instead of running something. */
    int TIMERS = -1;

    /**
     * Returns the time on the loop's own scale.
     *
     * @return nanoseconds since the beginning of the run; never less than before
     */
    long nanos();

    /**
     * Returns the time of day.
     *
     * @return the time
     */
    Instant instant();

    /**
     * Chooses what runs next. First in the list is what a loop by itself would run.
     *
     * @param ready the names of all that is ready, each of them once; not empty
     * @param untilTimer nanoseconds until the next timer is due; {@link Long#MAX_VALUE} if none is set
     * @return a position in the list; or {@link #TIMERS}, after time was moved
     */
    int pick(List<String> ready, long untilTimer);

    /**
     * Moves the time to the next timer, since nothing is ready.
     *
     * @param untilTimer nanoseconds until it is due
     */
    void jump(long untilTimer);

    /**
     * Told that the task which runs gives way to others, by a checkpoint.
     *
     * @param task its name
     */
    void givingWay(String task);

    /**
     * Told that a task begins to wait.
     *
     * @param task its name
     * @param operation the class of what it waits for
     */
    void waiting(String task, String operation);

    /**
     * Told that a task has ended.
     *
     * @param task its name
     * @param failure the class of what it threw; null if it threw nothing
     */
    void ended(String task, @Nullable String failure);

    /**
     * Asked before a task waits for something that ends outside of the loop.
     *
     * @param task its name
     * @param operation what it is about to wait for, in words
     * @throws RuntimeException if it may not
     */
    void external(String task, String operation);

    /**
     * Told that nothing is ready, no timer is set, and nothing from outside is awaited.
     *
     * @param graph who waits for what, as text
     * @return what is thrown out of the run
     */
    RuntimeException deadlock(String graph);
}
