package dev.pausa.diagnostics;

import dev.pausa.CoroutineObject;
import dev.pausa.diagnostics.jfr.Events;
import dev.pausa.diagnostics.jfr.TaskWaitedEvent;
import dev.pausa.frame.Handle;
import dev.pausa.frame.Look;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells the flight recorder of the tasks of one loop. For drivers; {@code dev.pausa.async} has one for each loop. The
 * events are {@code dev.pausa.TaskStarted}, {@code dev.pausa.TaskWaited} and {@code dev.pausa.TaskEnded}; see
 * {@link Diagnostics#setFlightRecording}.
 *
 * <p>A driver makes one when it finds {@linkplain Diagnostics#isFlightRecording() flight recording} switched on, and
 * not before; then it tells it everything, also when recording is switched off again: what is under way is told, and
 * what begins after that is not. It holds a task from the first that it is told of it to the end.
 *
 * <p>Its methods are called by one thread at a time, each of which sees what the one before did. They throw nothing
 * but {@link NullPointerException}, where null is not allowed: whatever fails in here, the driver goes on without the
 * event.
 */
public final class TaskRecording {
    private static final AtomicLong NUMBERS = new AtomicLong();

    private final String loop;
    private final Map<Object, Recorded> tasks = new IdentityHashMap<>();

    /** What is known of a task that has not ended. */
    private static final class Recorded {
        final long number;
        final String name;

        @Nullable
        TaskWaitedEvent wait;

        Recorded(long number, String name) {
            this.number = number;
            this.name = name;
        }
    }

    /**
     * Makes one. Only while flight recording is on: otherwise the module {@code jdk.jfr} may be missing.
     *
     * @param loop what events call the loop
     * @throws NullPointerException if {@code loop} is null
     */
    public TaskRecording(String loop) {
        this.loop = Objects.requireNonNull(loop, "loop");
    }

    /**
     * Tells that a task was started.
     *
     * @param task the task; known by its identity
     * @param name its name
     * @param owner the task whose scope it lives in; null for a root task
     * @param coroutine what it runs; null if that is no coroutine object
     */
    public void started(Object task, String name, @Nullable Object owner, @Nullable CoroutineObject coroutine) {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(name, "name");
        if (!Diagnostics.isFlightRecording()) {
            return;
        }
        try {
            long number = NUMBERS.incrementAndGet();
            tasks.put(task, new Recorded(number, name));
            Recorded above = owner == null ? null : tasks.get(owner);
            long object = coroutine == null ? 0 : Look.observedAs((Handle) coroutine);
            Events.taskStarted(number, name, loop, above == null ? 0 : above.number, object);
        } catch (Throwable full) {
            // the task has started
        }
    }

    /**
     * Tells that a task waits from now on.
     *
     * @param task the task
     * @param name its name
     * @param what says what it waits for; only asked if a recording wants the event
     */
    public void waits(Object task, String name, Supplier<String> what) {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(what, "what");
        if (!Diagnostics.isFlightRecording()) {
            return;
        }
        try {
            begin(task, name, what);
        } catch (Throwable full) {
            // the task waits
        }
    }

    private void begin(Object task, String name, Supplier<String> what) {
        TaskWaitedEvent event = Events.waiting();
        if (event != null) {
            tasks.computeIfAbsent(task, unknown -> new Recorded(0, name)).wait = event;
            event.begin(what.get());
        }
    }

    /**
     * Tells that a task does not wait any more. Nothing happens if it was not known to.
     *
     * @param task the task
     * @param how {@code completed}, {@code failed}, {@code withdrawn} or {@code closed}
     */
    public void goesOn(Object task, String how) {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(how, "how");
        try {
            Recorded known = tasks.get(task);
            if (known != null && known.wait != null) {
                TaskWaitedEvent event = known.wait;
                known.wait = null;
                event.end(known.number, known.name, loop, how);
            }
        } catch (Throwable full) {
            // the task goes on
        }
    }

    /**
     * Tells that a task has ended; a wait of it was closed then.
     *
     * @param task the task
     * @param name its name
     * @param outcome {@code succeeded}, {@code failed} or {@code cancelled}
     * @param failure what it failed with; null if it did not
     */
    public void ended(Object task, String name, String outcome, @Nullable Throwable failure) {
        Objects.requireNonNull(task, "task");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(outcome, "outcome");
        goesOn(task, "closed");
        try {
            Recorded known = tasks.remove(task);
            if (known != null || Diagnostics.isFlightRecording()) {
                Events.taskEnded(known == null ? 0 : known.number, name, loop, outcome, failure);
            }
        } catch (Throwable full) {
            // the task has ended
        }
    }
}
