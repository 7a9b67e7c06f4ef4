package dev.pausa;

import dev.pausa.frame.Handle;
import dev.pausa.frame.Look;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What all coroutine objects have in common: looking at one. Nothing here runs, changes or closes it.
 *
 * <p>Looking is meant for the thread that drives. From another thread the answers are a guess that may be out of date.
 */
public sealed interface CoroutineObject permits Coroutine, Generator, AsyncGenerator {
    /**
     * Returns where the object is in its life. Takes time in proportion to the number of awaiters above this one.
     *
     * @return the state, never null
     * @see <a
     *     href="https://docs.python.org/3/library/inspect.html#inspect.getcoroutinestate">inspect.getcoroutinestate</a>
     */
    default CoroutineState state() {
        return Look.state((Handle) this);
    }

    /**
     * Returns whether it is running now, itself or through something it awaits ({@code cr_running}).
     *
     * @return true in state RUNNING
     */
    default boolean isRunning() {
        return Look.isRunning((Handle) this);
    }

    /**
     * Returns whether it is paused ({@code cr_suspended}).
     *
     * @return true in state SUSPENDED
     */
    default boolean isSuspended() {
        return Look.isSuspended((Handle) this);
    }

    /**
     * Returns what it waits for ({@code cr_await}): the awaited coroutine itself; the {@link AwaitIterator} of any
     * other awaitable; or the {@link java.util.concurrent.CompletionStage}.
     *
     * @return what is awaited; null at a bare suspend, while running, before the start and after the end
     * @implSpec CO-005, CO-007
     */
    default @Nullable Object awaiting() {
        return Look.awaiting((Handle) this);
    }

    /**
     * Returns where the body stands: class, method, file and line.
     *
     * @return the place; while CREATED the body's first line; while RUNNING the place where it last paused, or its
     *     first line; null when CLOSED. The line is negative if the class was compiled without line numbers
     */
    default @Nullable StackTraceElement location() {
        return Look.location((Handle) this);
    }

    /**
     * Returns the await chain, as a stack trace does: first the place where the innermost awaited body stands, last the
     * place where this one stands.
     *
     * <p>A body that has begun directly inside another one and has not paused yet is in it if the calling thread runs
     * it; if that thread runs several objects of one body, they cannot be told apart.
     *
     * @return a new unmodifiable list; empty when CLOSED
     */
    default List<StackTraceElement> trace() {
        return Look.trace((Handle) this);
    }

    /**
     * Returns the variables of the paused body that may still be read: what it keeps alive. For debuggers, tests and
     * dumps, not for programs: which variables are live, and under which names, depends on the compiler, and a value is
     * the variable's own object, not a copy.
     *
     * @return a new unmodifiable list, in the order of the variables; empty unless it is SUSPENDED, and where the class
     *     was compiled without the names of variables
     * @throws IllegalStateException if the module that declares the body does not open its package any more
     */
    default List<Local> inspect() {
        return Look.inspect((Handle) this);
    }

    /**
     * A variable of a paused body.
     *
     * @param name its name in the source
     * @param type its declared type's name, such as {@code int} or {@code java.util.List}
     * @param value its value; of a primitive type, boxed
     */
    record Local(String name, String type, @Nullable Object value) {
        /**
         * Returns it as source code would declare it.
         *
         * @return such as {@code int count = 3}
         */
        @Override
        public String toString() {
            return type + " " + name + " = " + value;
        }
    }

    /**
     * Returns the place where it was made ({@code cr_origin}), innermost call first.
     *
     * @return an unmodifiable list; empty unless origin tracking is on
     */
    default List<StackTraceElement> origin() {
        return Look.origin((Handle) this);
    }

    /**
     * Returns its name ({@code __qualname__}), for people: by default the declaring class and method of the body, such
     * as {@code Orders.load}.
     *
     * @return the name, never null
     */
    default String name() {
        return Look.name((Handle) this);
    }

    /**
     * Gives it another name.
     *
     * @param name the name
     * @throws NullPointerException if {@code name} is null
     * @implSpec CO-012
     */
    default void setName(String name) {
        Look.setName((Handle) this, name);
    }
}
