package dev.pausa;

import dev.pausa.frame.AsyncStep;
import dev.pausa.frame.AsyncStep.Mode;
import dev.pausa.frame.Fetched;
import dev.pausa.frame.Handle;
import dev.pausa.frame.Kind;
import dev.pausa.frame.Look;
import java.io.Serializable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An asynchronous generator: a body that gives values one after the other, and may await between them. It behaves as
 * Python's asynchronous generators do (PEP 525).
 *
 * <pre>{@code
 * static AsyncGenerator<Row, Void> rows(Database database) {
 *     return asyncGenerator(g -> {
 *         for (int page = 0; ; page++) {
 *             List<Row> rows = await(database.query(page)); // the driver gets what query() suspends with
 *             if (rows.isEmpty()) return;
 *             for (Row row : rows) {
 *                 g.yield(row); // ends the consumer's await, with this row
 *             }
 *         }
 *     });
 * }
 * }</pre>
 *
 * <pre>{@code
 * var rows = rows(database);
 * while (await(rows.advance())) {
 *     use(rows.current());
 * }
 * }</pre>
 *
 * <h2>Steps</h2>
 *
 * It is never driven itself. {@link #anext}, {@link #asend}, {@link #araise} and {@link #aclose} return a
 * <em>step</em>: an awaitable that does nothing before it is awaited, and can be used once. A step runs the body to its
 * next {@code yield}. While it runs, and also while it is paused at an await in the body, no other step may begin:
 * {@link #isRunningStep} tells. So a step that is abandoned half-way leaves the generator unusable; close the awaiting
 * coroutine instead of dropping it.
 *
 * <p>A step is its own {@link AwaitIterator}, so that it can also be driven by hand. Its {@code close()} raises
 * {@link GeneratorExit} in the body, even if the step was never driven: the generator is closed then.
 *
 * <table>
 * <caption>What awaiting a step does, by the generator's state (catalogue section 1.2)</caption>
 * <tr><th>step</th><th>CREATED</th><th>a step is under way</th><th>paused at a yield</th><th>CLOSED</th></tr>
 * <tr><td>{@code anext()}, {@code asend(v)}</td><td>runs to the first yield; a value other than null:
 *     {@link IllegalArgumentException}</td><td>ALREADY_EXECUTING</td><td>resumes; {@code yield} gives v</td>
 *     <td>{@link StopAsyncIteration}</td></tr>
 * <tr><td>{@code araise(e)}</td><td>throws e; CLOSED, body not entered</td><td>ALREADY_EXECUTING</td><td>raises e at
 *     the yield</td>
 *     <td><b>null; e is dropped</b></td></tr>
 * <tr><td>{@code aclose()}</td><td>CLOSED</td><td>ALREADY_EXECUTING</td><td>raises GeneratorExit at the yield; the body
 *     may await on the way out</td><td>null</td></tr>
 * </table>
 *
 * <h2>Threads</h2>
 *
 * As for {@link Coroutine}. Memory consistency effects of its own: none.
 *
 * @param <Y> what it yields
 * @param <S> what is sent to it; {@code Void} if nothing is
 * @see <a
 *     href="https://docs.python.org/3/reference/expressions.html#asynchronous-generator-iterator-methods">Asynchronous
 *     generator-iterator methods</a>
 * @see <a href="https://peps.python.org/pep-0525/">PEP 525</a>
 * @implSpec AG-008, AG-022, AG-048, AG-066
 */
public final class AsyncGenerator<Y extends @Nullable Object, S extends @Nullable Object> extends Handle
        implements CoroutineObject, AsyncIterator<Y>, AsyncCloseable {

    /**
     * A body. It is {@link Serializable} so that the code of a lambda can be found from the lambda object; nothing is
     * ever serialized.
     *
     * @param <Y> what it yields
     * @param <S> what is sent to it
     */
    @FunctionalInterface
    public interface Body<Y extends @Nullable Object, S extends @Nullable Object> extends Serializable {
        /**
         * The code of the generator.
         *
         * @param g yields for this body
         * @throws Exception any exception; it comes out of the awaited step as it is
         */
        void run(AsyncYielder<Y, S> g) throws Exception;
    }

    /**
     * What a body yields through. Its method pauses the body that it was given to, and works nowhere else: in a method
     * that the body calls, in a lambda inside it or in another body it throws
     * {@link CoroutineStateException.Reason#NOT_IN_BODY}. Not meant to be implemented by others.
     *
     * @param <Y> what the generator yields
     * @param <S> what is sent to it
     */
    public interface AsyncYielder<Y extends @Nullable Object, S extends @Nullable Object> {
        /**
         * Ends the step that is under way, with a value, and pauses until the next one begins.
         *
         * @param value the value; may be null
         * @return what the next step sends; null for {@code anext()}
         * @throws CoroutineStateException NOT_IN_BODY if this call is not in the generator's own body
         */
        @Nullable
        S yield(Y value);
    }

    private AsyncGenerator(Object body) {
        super(Kind.ASYNC_GENERATOR, body);
    }

    /**
     * Makes an asynchronous generator. The body does not start until the first step is awaited.
     *
     * @param body the code
     * @param <Y> what it yields
     * @param <S> what is sent to it
     * @return a generator in state CREATED
     * @throws NullPointerException if {@code body} is null
     * @throws WeaveException if the body cannot be woven
     */
    public static <Y extends @Nullable Object, S extends @Nullable Object> AsyncGenerator<Y, S> asyncGenerator(
            Body<Y, S> body) {
        return new AsyncGenerator<>(body);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Steps
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Asks for the next value.
     *
     * @return a step that gives the value; awaiting it throws {@link StopAsyncIteration} if the body has ended
     * @see <a href="https://docs.python.org/3/reference/expressions.html#agen.__anext__">agen.__anext__</a>
     */
    @Override
    public Awaitable<Y> anext() {
        return AsyncStep.of(this, Mode.ASEND, null, null);
    }

    /**
     * Asks for the next value, and gives one to the {@code yield} where the body is paused.
     *
     * @param value what the {@code yield} gives; null to start
     * @return a step that gives the next value; awaiting it throws {@link StopAsyncIteration} if the body has ended,
     *     and {@link IllegalArgumentException} if it has not started and {@code value} is not null
     * @see <a href="https://docs.python.org/3/reference/expressions.html#agen.asend">agen.asend</a>
     */
    public Awaitable<Y> asend(@Nullable S value) {
        return AsyncStep.of(this, Mode.ASEND, value, null);
    }

    /**
     * Raises an exception at the {@code yield} where the body is paused: Python's {@code athrow()}.
     *
     * @param exception the exception; if it comes out again, the bodies it went through are in its stack trace
     * @return a step that gives the next value if the body handles the exception and yields; awaiting it throws
     *     {@link StopAsyncIteration} if the body handles the exception and returns. If the generator has ended already,
     *     it gives null and the exception is dropped: ask {@link #state()} first if that matters
     * @throws NullPointerException if {@code exception} is null
     * @see <a href="https://docs.python.org/3/reference/expressions.html#agen.athrow">agen.athrow</a>
     * @implSpec AG-022
     */
    public Awaitable<@Nullable Y> araise(Throwable exception) {
        return AsyncStep.of(this, Mode.ARAISE, null, Objects.requireNonNull(exception, "exception"));
    }

    /**
     * Raises a new exception of a type: {@code araise(type, null)}.
     *
     * @param type the exception's class
     * @return as {@link #araise(Throwable)}
     * @throws IllegalArgumentException if the class has no fitting constructor
     */
    public Awaitable<@Nullable Y> araise(Class<? extends Throwable> type) {
        return araise(type, null);
    }

    /**
     * Raises an exception of a type, made from a value as {@link Coroutine#raise(Class, Object)} makes it.
     *
     * @param type the exception's class
     * @param value the exception itself, its argument, or null
     * @return as {@link #araise(Throwable)}
     * @throws IllegalArgumentException if the class has no fitting constructor
     * @throws NullPointerException if {@code type} is null
     */
    public Awaitable<@Nullable Y> araise(Class<? extends Throwable> type, @Nullable Object value) {
        return araise(type, value, null);
    }

    /**
     * Raises an exception of a type, made from a value, with a stack trace.
     *
     * @param type the exception's class
     * @param value as {@link #araise(Class, Object)}
     * @param traceback replaces the exception's stack trace; null leaves it alone
     * @return as {@link #araise(Throwable)}
     * @throws IllegalArgumentException if the class has no fitting constructor
     * @throws NullPointerException if {@code type}, or an element of {@code traceback}, is null
     */
    public Awaitable<@Nullable Y> araise(
            Class<? extends Throwable> type, @Nullable Object value, StackTraceElement @Nullable [] traceback) {
        return araise(ExceptionFactory.make(Objects.requireNonNull(type, "type"), value, traceback));
    }

    /**
     * Closes it: raises {@link GeneratorExit} at the {@code yield} where the body is paused, so that its
     * {@code finally} blocks run. These may await; the driver of the awaiting coroutine resumes them. Awaiting it
     * throws what the body throws then, unless it is the {@code GeneratorExit}; also what a resource of a
     * try-with-resources throws, which Java suppresses in that.
     *
     * @return a step that gives null; awaiting it throws IGNORED_EXIT if the body yields again. It is still SUSPENDED
     *     then, can be asked for more values, and refuses every later {@code aclose()} and {@code araise()} with
     *     {@link StopAsyncIteration}
     * @see <a href="https://docs.python.org/3/reference/expressions.html#agen.aclose">agen.aclose</a>
     * @implSpec AG-042
     */
    @Override
    public Awaitable<Void> aclose() {
        Awaitable<Void> step = AsyncStep.of(this, Mode.ACLOSE, null, null);
        if (!hasBegun() && held() instanceof AsyncOperator<?, ?> operator) {
            return operator.closeUnbegun(this, step);
        }
        return step;
    }

    /**
     * Goes on to the next value, for a {@code while} loop: the end is an answer here, not an exception.
     *
     * @return a step that gives true if the body yielded, and false if it has ended
     */
    public Awaitable<Boolean> advance() {
        return AsyncStep.of(this, Mode.ADVANCE, null, null);
    }

    /**
     * Returns the value that the last {@link #advance} found.
     *
     * @return the value; may be null
     * @throws java.util.NoSuchElementException if there is none: before the first {@code advance()} was awaited, and
     *     after one that gave false, or threw, or another step
     */
    public Y current() {
        Object current = hasFrame() ? held() : null;
        if (current == null) {
            throw AsyncCursor.noElement();
        }
        return Typed.as(Fetched.value(current));
    }

    /**
     * Returns whether a step is under way: it has begun and not ended ({@code ag_running}). In contrast to
     * {@link #isRunning()}, this is true also while the body is paused at an await.
     *
     * @return true if no other step can begin now
     */
    public boolean isRunningStep() {
        return Look.isInStep(this);
    }

    /**
     * Returns a description for people.
     *
     * @return such as {@code <async_generator object Orders.rows at 1b2c3d, suspended at Orders.java:42>}
     */
    @Override
    public String toString() {
        return Look.describe(this);
    }
}
