package dev.pausa.diagnostics;

import dev.pausa.AwaitIterator;
import dev.pausa.CoroutineObject;
import dev.pausa.CoroutineState;
import dev.pausa.trace.OneLine;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All coroutine objects that are live, as chains of awaits, and the tasks that run them, in their scopes and loops:
 * what {@code jstack} shows of threads. {@linkplain Diagnostics#setTracking Tracking} must be on; objects that were
 * made before it was are shown only below one that awaits them, or are run by a task.
 *
 * <p>Taking one runs no code of the application's, but for one thing: what a task waits for, and a loop, is asked to
 * {@linkplain LoopDump describe} itself. That happens on the thread that takes the dump. Where it throws, the dump says
 * so. A program without loops has no such code.
 *
 * <p>Threads that drive meanwhile go on, so it is a guess at what moves: a chain that is being resumed may be shown in
 * pieces. What is paused throughout is shown as it is. Only where a chain is running, the stacks of all threads are
 * copied to find out which of them drives it; the JVM stops them for that moment. A loop that is running may be shown
 * without some of its tasks; one that stands still, since a task blocks its thread or waits for ever, is shown whole.
 * Objects that nobody can reach are shown until they are collected. A dump holds texts and places alone, and keeps no
 * object alive.
 *
 * <p>Each text in it is fit to stand in one line: what the application chose is cut if it is very long, and characters
 * that could break the line, control a terminal or turn the direction of writing are shown as Java source would write
 * them, such as {@code \n}.
 *
 * <p>The MXBean {@code dev.pausa:type=Coroutines} ({@link CoroutinesMXBean}) gives the same to other processes.
 *
 * @param takenAt when it was taken
 * @param loops the loops that have tasks
 * @param chains the chains, by age: the one whose root was made first comes first
 */
public record CoroutineDump(Instant takenAt, List<LoopDump> loops, List<Chain> chains) {
    /** Copies the lists. */
    public CoroutineDump {
        loops = List.copyOf(loops);
        chains = List.copyOf(chains);
    }

    /**
     * A chain of awaits.
     *
     * @param objects first the root, which nobody awaits; each awaits the next. If the last one
     *     {@linkplain Entry#awaits() awaits} something, that is in another chain, or further up in this one: a
     *     generator may have several awaiters
     */
    public record Chain(List<Entry> objects) {
        /** Copies the list. */
        public Chain {
            objects = List.copyOf(objects);
        }
    }

    /**
     * One object.
     *
     * @param id its number in this process, at least 1; the same in each dump
     * @param kind {@code coroutine}, {@code generator}, {@code async generator}; {@code step} for a step of an async
     *     generator; and for what else a body awaits, {@code stage} for a {@code CompletionStage} and {@code iterator}
     *     for an {@link AwaitIterator}
     * @param name its name; of a stage or an iterator, its class
     * @param state its state, never CLOSED
     * @param threads the names of the threads that may be driving it: one if that is certain; several if they run
     *     bodies of the same code; none if it is not RUNNING or if it cannot be told, as of virtual threads
     * @param place where the body stands; null if it is no body
     * @param age the time since it was made; null if tracking was not on then
     * @param awaits the id of what it awaits, or 0
     * @param origin where it was made, innermost call first; empty unless
     *     {@linkplain Diagnostics#setOriginTracking origin tracking} is on
     * @param locals the live variables, if they were asked for, and it is paused
     * @param hasUnnamedLocals whether there are live variables that are not in {@code locals}, since the class was
     *     compiled without their names
     */
    public record Entry(
            long id,
            String kind,
            String name,
            CoroutineState state,
            List<String> threads,
            @Nullable StackTraceElement place,
            @Nullable Duration age,
            long awaits,
            List<StackTraceElement> origin,
            List<Variable> locals,
            boolean hasUnnamedLocals) {
        /** Copies the lists, and makes each text fit for one line. */
        public Entry {
            kind = OneLine.of(kind);
            name = OneLine.of(name);
            threads = threads.stream().map(OneLine::of).toList();
            place = place == null ? null : OneLine.of(place);
            origin = origin.stream().map(OneLine::of).toList();
            locals = List.copyOf(locals);
        }
    }

    /**
     * A live variable of a paused body.
     *
     * @param name its name in the source
     * @param type its declared type's name
     * @param value its value as a text: of strings (cut short), numbers, booleans, characters and enum constants the
     *     value itself; of anything else its type and identity, for no code of the application's is run
     */
    public record Variable(String name, String type, String value) {
        /** Makes each text fit for one line. */
        public Variable {
            name = OneLine.of(name);
            type = OneLine.of(type);
            value = OneLine.of(value);
        }
    }

    /**
     * Takes a dump without variables.
     *
     * @return a new dump
     * @throws IllegalStateException if tracking is off
     */
    public static CoroutineDump take() {
        return Census.take(false);
    }

    /**
     * Takes a dump with the live variables of each paused body.
     *
     * @return a new dump
     * @throws IllegalStateException if tracking is off
     * @see CoroutineObject#inspect()
     */
    public static CoroutineDump takeWithLocals() {
        return Census.take(true);
    }

    /**
     * Counts the live objects that were made while tracking was on.
     *
     * @return how many; 0 if tracking is off
     */
    public static int liveCount() {
        return LiveObjects.count();
    }

    /**
     * Returns the dump for people, in the way of {@code jstack}: a paragraph for each loop, and then one for each
     * chain, the root first.
     *
     * @return a text of several lines
     */
    public String toText() {
        return new DumpText(this).toString();
    }

    /**
     * Returns the dump for programs, as one JSON object:
     *
     * <pre>
     * takenAt                  when, in ISO 8601
     * loops[]                  see {@link LoopDump}
     *   name                   string
     *   thread                 string or null
     *   scopes[]               see {@link LoopDump.Scope}
     *     owner                number; 0 for the loop
     *     kind                 string
     *     cancelled            string or null
     *     tasks[]              see {@link LoopDump.Task}
     *       id                 number
     *       name, state        strings
     *       ageMillis          number or null: of its outermost coroutine
     *       place              where its innermost body stands: an object, or null
     *       waitsFor           string or null
     *       heldUpBy[]         numbers: ids of tasks
     *       coroutines[]       numbers: ids of objects
     * chains[]                 see {@link Chain}
     *   objects[]              see {@link Entry}
     *     id                   number
     *     kind, name           strings
     *     state                CREATED, SUSPENDED or RUNNING
     *     threads[]            strings
     *     place                an object, or null
     *       class, method      strings
     *       file               string or null
     *       line               number; negative if unknown
     *     ageMillis            number or null
     *     awaits               number; 0 for nothing
     *     origin[]             like place
     *     locals[]
     *       name, type, value  strings
     *     hasUnnamedLocals     true or false
     * </pre>
     *
     * <p>All but ASCII is escaped, and so are {@code <}, {@code >} and {@code &}: the text can stand in a page. No
     * string has half of a surrogate pair in it, which strict parsers refuse.
     *
     * @return a text of one line
     */
    public String toJson() {
        return new DumpJson(this).toString();
    }
}
