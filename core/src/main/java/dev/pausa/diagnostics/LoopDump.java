package dev.pausa.diagnostics;

import dev.pausa.CoroutineObject;
import dev.pausa.trace.OneLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A loop in a {@link CoroutineDump}: the tasks of a driver, in the scopes that they live in. It is flat, however deep
 * scopes are nested: each names the task that opened it. Like all of a dump, it holds texts and numbers alone, each
 * text fit for one line.
 *
 * <p>{@code dev.pausa.async} shows its loops by itself. A driver of your own makes these records in a {@link Source},
 * and says so once with {@link Diagnostics#addLoops}.
 *
 * @param name what the loop calls itself
 * @param thread the name of the thread that runs it just now; null if none does
 * @param scopes first that of its root tasks; the others after the task that opened them
 */
public record LoopDump(String name, @Nullable String thread, List<Scope> scopes) {
    /** Copies the list, and makes each text fit for one line. */
    public LoopDump {
        name = OneLine.of(name);
        thread = orNull(thread);
        scopes = List.copyOf(scopes);
    }

    /**
     * What tasks live in.
     *
     * @param owner the number of the task that has opened it; 0 for the root tasks of the loop
     * @param kind what the driver calls it, such as {@code scope} or {@code loop}
     * @param cancelled why it is cancelled; null if it is not
     * @param tasks those that have not ended, by age: the oldest one first
     */
    public record Scope(long owner, String kind, @Nullable String cancelled, List<Task> tasks) {
        /** Copies the list, and makes each text fit for one line. */
        public Scope {
            kind = OneLine.of(kind);
            cancelled = orNull(cancelled);
            tasks = List.copyOf(tasks);
        }
    }

    /**
     * One task. How old it is and where it stands is to be seen of its {@code coroutines}.
     *
     * @param id its number in this dump, at least 1; another one in the next dump
     * @param name its name
     * @param state what it is doing, in the driver's words, such as {@code WAITING}
     * @param waitsFor what it waits for; null if it waits for nothing
     * @param heldUpBy the numbers of the tasks that can end its wait, if all of them are known: those that hold the
     *     permits, the one whose end it waits for
     * @param coroutines the {@link CoroutineDump.Entry#id ids} of the coroutines that the driver resumes for it, the
     *     outermost first: each stands at a scope or a timeout, and what is in there is the next one
     */
    public record Task(
            long id, String name, String state, @Nullable String waitsFor, List<Long> heldUpBy, List<Long> coroutines) {
        /** Copies the lists, and makes each text fit for one line. */
        public Task {
            name = OneLine.of(name);
            state = OneLine.of(state);
            waitsFor = orNull(waitsFor);
            heldUpBy = List.copyOf(heldUpBy);
            coroutines = List.copyOf(coroutines);
        }
    }

    private static @Nullable String orNull(@Nullable String foreign) {
        return foreign == null ? null : OneLine.of(foreign);
    }

    /** A driver that shows its tasks in dumps. */
    @FunctionalInterface
    public interface Source {
        /**
         * Describes the loops. Called on the thread that takes the dump, while the loops may be running: it must
         * neither change anything nor wait for one of them, since a dump is taken to find out why a loop stands still.
         * If it throws, the dump says so.
         *
         * @param numbers gives the numbers of tasks and coroutines
         * @return the loops that have tasks
         */
        List<LoopDump> loops(Numbers numbers);
    }

    /** The numbers in one dump. */
    public interface Numbers {
        /**
         * Returns the number of a coroutine object, which is shown in this dump from then on, whenever it was made.
         *
         * @param object the object
         * @return its {@link CoroutineDump.Entry#id id}; 0 if it is closed
         */
        long of(CoroutineObject object);

        /**
         * Returns a number for another task.
         *
         * @return one that no other task of this dump has
         */
        long next();
    }
}
