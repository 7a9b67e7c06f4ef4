package dev.pausa;

import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.frame.Applied;
import dev.pausa.frame.First;
import dev.pausa.frame.Frame;
import dev.pausa.frame.Handle;
import dev.pausa.frame.Kind;
import dev.pausa.frame.Look;
import dev.pausa.frame.Prototypes;
import dev.pausa.trace.Callers;
import java.io.Serializable;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * A coroutine object: a body that pauses at {@link #await(Awaitable) await} and {@link #suspend suspend}, and goes on
 * when somebody drives it. It behaves as Python's coroutine objects do (data model 3.4.2).
 *
 * <pre>{@code
 * static Coroutine<Integer> add(Awaitable<Integer> a, Awaitable<Integer> b) {
 *     return coroutine(() -> await(a) + await(b));
 * }
 *
 * static Coroutine<Integer> ask(String question) {
 *     return coroutine(() -> (Integer) suspend(question));
 * }
 * }</pre>
 *
 * <pre>{@code
 * var sum = add(ask("first?"), ask("second?"));
 * Object first = sum.send(null); // "first?"
 * Object second = sum.send(20); // "second?"
 * Step<Integer> last = sum.step(22); // Returned[value=42]
 * }</pre>
 *
 * <h2>Making one</h2>
 *
 * {@link #coroutine(ResultBody) coroutine} takes the body and runs nothing of it. The body is a lambda, a method
 * reference or an object of a class that implements {@link Body} or {@link ResultBody}. Only the body's own code
 * pauses: an {@code await} in a method that the body calls, or in a lambda inside it, belongs to no body and throws
 * {@link Reason#NOT_IN_BODY}; make such a helper a coroutine too, and await it.
 *
 * <h2>Driving one</h2>
 *
 * A driver resumes it with {@link #send send} or {@link #raise(Throwable) raise} and gets the next value that the
 * innermost awaited body suspended with. {@link #step step} does the same without exceptions for the end.
 * {@link #close close} ends it early: {@link GeneratorExit} is raised where it is paused, so that {@code finally}
 * blocks run.
 *
 * <table>
 * <caption>What each operation does in each state (catalogue section 1.1)</caption>
 * <tr><th>operation</th><th>CREATED</th><th>RUNNING</th><th>SUSPENDED</th><th>CLOSED</th></tr>
 * <tr><td>{@code send(null)}</td><td>runs to the first pause</td><td>ALREADY_EXECUTING</td><td>resumes</td>
 *     <td>ALREADY_AWAITED</td></tr>
 * <tr><td>{@code send(v)}</td><td>{@link IllegalArgumentException}; stays CREATED</td><td>ALREADY_EXECUTING</td>
 *     <td>resumes</td><td>ALREADY_AWAITED</td></tr>
 * <tr><td>{@code raise(e)}</td><td>throws e; CLOSED, body not entered</td><td>ALREADY_EXECUTING</td>
 *     <td>raises e at the innermost pause</td><td>ALREADY_AWAITED; e is dropped</td></tr>
 * <tr><td>{@code close()}</td><td>CLOSED</td><td>ALREADY_EXECUTING</td><td>raises GeneratorExit, innermost first</td>
 *     <td>nothing</td></tr>
 * <tr><td>{@code await} of it</td><td>runs it</td><td>ALREADY_EXECUTING</td><td>BEING_AWAITED</td>
 *     <td>ALREADY_AWAITED</td></tr>
 * </table>
 *
 * <h2>Exceptions</h2>
 *
 * What a body throws comes out of the driving call as the same object, never wrapped; also a checked exception,
 * although {@code send} declares none. To catch one, let the compiler know that it may come:
 *
 * <pre>{@code
 * try {
 *     coroutine.send(null);
 * } catch (Exception e) {
 *     if (e instanceof IOException io) report(io);
 *     else throw e;
 * }
 * }</pre>
 *
 * <p>An Error of the JVM (a full stack, no memory, a class that cannot be linked) may come in the middle of a drive,
 * also between two bodies of a chain. It comes out of the driving call. Nothing stays RUNNING: a body that it kept from
 * being entered is still paused, and can be driven again. Where a body had ended, and the one that awaits it could not
 * be resumed, the next drive raises an error of the same kind at that await, which says that the outcome is lost; so
 * its {@code finally} blocks run, and no await gets a value that is not its own.
 *
 * <h2>Threads</h2>
 *
 * Any thread may drive, one at a time; a coroutine belongs to none. Hand it over with a <i>happens-before</i> edge (a
 * queue, a lock, a volatile variable, {@code Thread.start}): then it does what it does on one thread. Memory
 * consistency effects of its own: none. It has no lock and no atomic variable, so that a resume costs no more than a
 * call.
 *
 * <p>Two threads that drive at once are a mistake. A thread that can know that another one is inside (there is a
 * happens-before edge from the body to its call) is refused with ALREADY_EXECUTING, at every level of the chain, and
 * disturbs nothing. Without such an edge it is refused on a best-effort basis. It may slip in during the few
 * instructions in which a resume takes the coroutine; then the same stretch of the body may run twice, a value may come
 * out twice, the coroutine may end early, and a chain may stay RUNNING for good. Use a lock around the driving calls if
 * threads may meet.
 *
 * @param <R> what the body returns
 * @see <a href="https://docs.python.org/3/reference/datamodel.html#coroutine-objects">Data model 3.4.2, Coroutine
 *     Objects</a>
 * @see <a href="https://peps.python.org/pep-0492/">PEP 492</a>
 */
public final class Coroutine<R extends @Nullable Object> extends Handle
        implements CoroutineObject, Awaitable<R>, AutoCloseable {

    /**
     * A body that returns nothing. It is {@link Serializable} so that the code of a lambda can be found from the lambda
     * object; nothing is ever serialized.
     */
    @FunctionalInterface
    public interface Body extends Serializable {
        /**
         * The code of the coroutine.
         *
         * @throws Exception any exception; it comes out of the driving call as it is
         */
        void run() throws Exception;
    }

    /**
     * A {@link Body} that returns a value.
     *
     * @param <R> what it returns
     */
    @FunctionalInterface
    public interface ResultBody<R extends @Nullable Object> extends Serializable {
        /**
         * The code of the coroutine.
         *
         * @return the coroutine's value
         * @throws Exception any exception; it comes out of the driving call as it is
         */
        R run() throws Exception;
    }

    /**
     * A part of a coroutine that is a body of its own and gets an argument: the block of a
     * {@link AsyncResource#with with}, or of a {@link AsyncIterable#forEach loop}. It may await. When its coroutine is
     * closed it counts as a part of the body that awaits it.
     *
     * @param <T> what it gets
     */
    @FunctionalInterface
    public interface Block<T extends @Nullable Object> extends Serializable {
        /**
         * The code.
         *
         * @param argument what it gets
         * @throws Exception any exception
         */
        void run(T argument) throws Exception;

        /**
         * Makes a coroutine that runs this block with an argument: what a driver needs to run it as a part of its own
         * choosing.
         *
         * @param argument what the block gets
         * @return a coroutine in state CREATED
         * @throws WeaveException if the block cannot be woven
         */
        default Coroutine<Void> bind(T argument) {
            return block(this, argument);
        }
    }

    /**
     * A {@link Block} that returns a value.
     *
     * @param <T> what it gets
     * @param <R> what it returns
     */
    @FunctionalInterface
    public interface ResultBlock<T extends @Nullable Object, R extends @Nullable Object> extends Serializable {
        /**
         * The code.
         *
         * @param argument what it gets
         * @return the block's value
         * @throws Exception any exception
         */
        R run(T argument) throws Exception;

        /**
         * Makes a coroutine that runs this block with an argument: what a driver needs to run it as a part of its own
         * choosing.
         *
         * @param argument what the block gets
         * @return a coroutine in state CREATED
         * @throws WeaveException if the block cannot be woven
         */
        default Coroutine<R> bind(T argument) {
            return block(this, argument);
        }
    }

    private Coroutine(Frame prototype, Object held, @Nullable String name) {
        super(prototype, held, name);
    }

    /** Makes a coroutine of a {@link Body} or {@link ResultBody}. */
    private static <R extends @Nullable Object> Coroutine<R> made(Object body, @Nullable String name) {
        Frame prototype = Prototypes.known(Kind.COROUTINE, body);
        Object held = body;
        if (prototype == null) {
            First first = Prototypes.first(Kind.COROUTINE, body, null);
            prototype = first.prototype();
            held = first.held(body);
        }
        return new Coroutine<>(prototype, held, name);
    }

    /** Makes a coroutine of a {@link Block} or {@link ResultBlock}. */
    static <R extends @Nullable Object> Coroutine<R> block(Object block, @Nullable Object argument) {
        Frame prototype = Prototypes.known(Kind.BLOCK, block);
        Object held = new Applied(block, argument);
        if (prototype == null) {
            First first = Prototypes.first(Kind.BLOCK, block, argument);
            prototype = first.prototype();
            held = first.held(held);
        }
        return new Coroutine<>(prototype, held, null);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Making
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Makes a coroutine. Its body does not start until it is first driven or awaited.
     *
     * @param body the code
     * @param <R> what it returns
     * @return a coroutine in state CREATED
     * @throws NullPointerException if {@code body} is null
     * @throws WeaveException if the body cannot be woven
     */
    public static <R extends @Nullable Object> Coroutine<R> coroutine(ResultBody<R> body) {
        return made(body, null);
    }

    /**
     * Makes a coroutine whose body returns nothing. Its body does not start until it is first driven or awaited.
     *
     * @param body the code
     * @return a coroutine in state CREATED
     * @throws NullPointerException if {@code body} is null
     * @throws WeaveException if the body cannot be woven
     */
    public static Coroutine<Void> coroutine(Body body) {
        return made(body, null);
    }

    /**
     * Makes a coroutine with a name of its own.
     *
     * @param name its {@link #name() name}
     * @param body the code
     * @param <R> what it returns
     * @return a coroutine in state CREATED
     * @throws NullPointerException if an argument is null
     * @throws WeaveException if the body cannot be woven
     */
    public static <R extends @Nullable Object> Coroutine<R> coroutine(String name, ResultBody<R> body) {
        return made(body, Objects.requireNonNull(name, "name"));
    }

    /**
     * Makes a coroutine with a name of its own, whose body returns nothing.
     *
     * @param name its {@link #name() name}
     * @param body the code
     * @return a coroutine in state CREATED
     * @throws NullPointerException if an argument is null
     * @throws WeaveException if the body cannot be woven
     */
    public static Coroutine<Void> coroutine(String name, Body body) {
        return made(body, Objects.requireNonNull(name, "name"));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Inside a body. The weaver replaces the calls of these methods; what is written here runs only where no body is.
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Runs an awaitable to its end and gives its value. While it pauses, the awaiting body is paused too, and what it
     * yields goes unchanged to the driver. An await does not pause by itself.
     *
     * @param awaitable a coroutine that has not started, or any other awaitable
     * @param <T> its value's type
     * @return its value
     * @throws CoroutineStateException if it is a coroutine that is running (ALREADY_EXECUTING), suspended
     *     (BEING_AWAITED) or closed (ALREADY_AWAITED), which stays as it is; NOT_IN_BODY if this call is not in a
     *     coroutine's own body
     * @throws IllegalArgumentException if it is null, or its {@code awaitIterator()} returns null
     * @throws Exception what the awaitable throws, and what the driver raises
     * @implSpec AW-008, AW-010, AW-031
     */
    public static <T extends @Nullable Object> T await(Awaitable<? extends T> awaitable) throws Exception {
        throw notInBody("await");
    }

    /**
     * Waits for a stage. If it is complete already this does not pause; otherwise the stage itself goes to the driver,
     * who resumes the body when the stage is complete, with any value.
     *
     * @param stage the stage
     * @param <T> its value's type
     * @return its value
     * @throws CoroutineStateException NOT_WITH_FUTURE if the driver resumed the body before the stage was complete;
     *     NOT_IN_BODY if this call is not in a coroutine's own body
     * @throws IllegalArgumentException if it is null
     * @throws java.util.concurrent.CancellationException if the stage was cancelled
     * @throws Exception the stage's failure, not wrapped in a {@code CompletionException}; and what the driver raises,
     *     which leaves the stage alone
     */
    public static <T extends @Nullable Object> T await(CompletionStage<? extends T> stage) throws Exception {
        throw notInBody("await");
    }

    /**
     * Pauses, once: the value goes to the driver of the outermost coroutine.
     *
     * @param value the value; may be null
     * @return what the driver sends
     * @throws CoroutineStateException NOT_IN_BODY if this call is not in a coroutine's own body
     * @throws Exception what the driver raises
     */
    public static @Nullable Object suspend(@Nullable Object value) throws Exception {
        throw notInBody("suspend");
    }

    private static CoroutineStateException notInBody(String operation) {
        String place = Callers.nearest().map(StackTraceElement::toString).orElse("an unknown place");
        return new CoroutineStateException(
                Reason.NOT_IN_BODY,
                operation + " " + Reason.NOT_IN_BODY.text() + ", at " + place + ": only the lambda or run method that"
                        + " is given to coroutine(...) can pause, not a method that it calls nor a lambda inside it;"
                        + " make this code a coroutine of its own and await that"
                        + Prototypes.ifReferredTo(),
                null);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Driving
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Starts or resumes it. The suspension point where it is paused, in the innermost awaited body, gives
     * {@code value}.
     *
     * @param value the value; null to start
     * @return the next value that the chain suspends with; null is a value like any other
     * @throws StopIteration if the body returned, with its value; the state is CLOSED then
     * @throws IllegalArgumentException if it has not started and {@code value} is not null; it stays CREATED
     * @throws CoroutineStateException ALREADY_EXECUTING or ALREADY_AWAITED, by its state, which does not change;
     *     RAISED_STOP if the body threw a {@code StopIteration}
     * @throws WeaveException if a body that it awaits cannot be woven and does not catch this
     * @see <a href="https://docs.python.org/3/reference/datamodel.html#coroutine.send">coroutine.send</a>
     * @implSpec CO-031
     */
    public @Nullable Object send(@Nullable Object value) {
        return yieldedOrStop(drive(value));
    }

    /**
     * Raises an exception at the suspension point where it is paused, in the innermost awaited body: Python's
     * {@code throw()}. A {@link GeneratorExit} closes what this body awaits first, and is then raised at its await.
     * What fails on its way out comes out in its place.
     *
     * @param exception the exception; if it comes out again, the bodies it went through are in its stack trace
     * @return the next value that the chain suspends with, if a body handled the exception
     * @throws StopIteration if the body handled the exception and returned
     * @throws NullPointerException if {@code exception} is null; the state does not change
     * @throws CoroutineStateException ALREADY_EXECUTING or ALREADY_AWAITED, by its state; {@code exception} is dropped
     *     then; RAISED_STOP if a {@code StopIteration} came out of the body
     * @see <a href="https://docs.python.org/3/reference/datamodel.html#coroutine.throw">coroutine.throw</a>
     * @implSpec CO-083, CO-084, CO-095
     */
    public @Nullable Object raise(Throwable exception) {
        return yieldedOrStop(driveRaising(exception));
    }

    /**
     * Raises a new exception of a type: {@code raise(type, null)}.
     *
     * @param type the exception's class
     * @return as {@link #raise(Throwable)}
     * @throws IllegalArgumentException if the class has no fitting constructor; the state does not change
     */
    public @Nullable Object raise(Class<? extends Throwable> type) {
        return raise(type, null);
    }

    /**
     * Raises an exception of a type, made from a value. A value that is an instance of the type is raised itself. For
     * any other value the public one-argument constructor that takes it is used, the most specific if there are
     * several; for null, the constructor without arguments, or the one that takes a {@code String}, with null. An
     * exception that the constructor throws is raised instead.
     *
     * @param type the exception's class
     * @param value the exception itself, its argument, or null
     * @return as {@link #raise(Throwable)}
     * @throws IllegalArgumentException if the class has no fitting constructor; the state does not change
     * @throws NullPointerException if {@code type} is null; the state does not change
     * @throws CoroutineStateException as {@link #raise(Throwable)}; checked before the exception is made
     * @implSpec CO-071
     */
    public @Nullable Object raise(Class<? extends Throwable> type, @Nullable Object value) {
        return raise(type, value, null);
    }

    /**
     * Raises an exception of a type, made from a value, with a stack trace.
     *
     * @param type the exception's class
     * @param value as {@link #raise(Class, Object)}
     * @param traceback replaces the exception's stack trace; null leaves it alone
     * @return as {@link #raise(Throwable)}
     * @throws IllegalArgumentException if the class has no fitting constructor; the state does not change
     * @throws NullPointerException if {@code type}, or an element of {@code traceback}, is null; the state does not
     *     change
     * @throws CoroutineStateException as {@link #raise(Class, Object)}
     */
    public @Nullable Object raise(
            Class<? extends Throwable> type, @Nullable Object value, StackTraceElement @Nullable [] traceback) {
        Objects.requireNonNull(type, "type");
        if (state() != CoroutineState.CREATED) {
            requireDrivable();
        }
        return raise(ExceptionFactory.make(type, value, traceback));
    }

    /**
     * Closes it: {@link #closeAndGet()}, without the value.
     *
     * @throws CoroutineStateException as {@link #closeAndGet()}
     * @see <a href="https://docs.python.org/3/reference/datamodel.html#coroutine.close">coroutine.close</a>
     */
    @Override
    public void close() {
        driveClosing();
    }

    /**
     * Closes it. What it awaits is closed first; then {@link GeneratorExit} is raised where it is paused, and its
     * {@code finally} blocks run. If it has not started, nothing runs; if it is closed, this does nothing. What a body
     * throws then is raised where it is awaited, and comes out here in the end, unless it is the {@code GeneratorExit};
     * also what a resource of a try-with-resources throws, which Java suppresses in that.
     *
     * @return what the body returned on the way out, if it caught the {@code GeneratorExit}; null otherwise
     * @throws CoroutineStateException ALREADY_EXECUTING if it is running; IGNORED_EXIT if the body paused again, in
     *     which case it is still SUSPENDED and can be resumed or closed again
     * @implSpec CO-115, CO-135
     */
    public @Nullable R closeAndGet() {
        return Typed.as(driveClosing());
    }

    /**
     * Starts or resumes it as {@link #send} does, but gives the end as a value too.
     *
     * @param value the value; null to start
     * @return the yielded value, or the returned one
     * @throws IllegalArgumentException as {@link #send}
     * @throws CoroutineStateException as {@link #send}
     */
    public Step<R> step(@Nullable Object value) {
        return asStep(drive(value));
    }

    /**
     * Raises an exception as {@link #raise(Throwable)} does, but gives the end as a value.
     *
     * @param exception the exception
     * @return the yielded value, or the returned one
     * @throws NullPointerException as {@link #raise(Throwable)}
     * @throws CoroutineStateException as {@link #raise(Throwable)}
     */
    public Step<R> stepRaising(Throwable exception) {
        return asStep(driveRaising(exception));
    }

    /**
     * Returns a view of this coroutine as an iterator: what Python's {@code coroutine.__await__()} returns. It has no
     * state of its own; several views of one coroutine share its steps. It is not awaitable itself, and an await
     * through it is not protected against a second awaiter.
     *
     * @return a new view
     * @implSpec AW-026, CW-007
     */
    @Override
    public AwaitIterator<R> awaitIterator() {
        return new View<>(this);
    }

    /** See {@link #awaitIterator()}. */
    private static final class View<R extends @Nullable Object> implements AwaitIterator<R> {
        private final Coroutine<R> coroutine;

        View(Coroutine<R> coroutine) {
            this.coroutine = coroutine;
        }

        @Override
        public @Nullable Object next() {
            return coroutine.send(null);
        }

        @Override
        public @Nullable Object send(@Nullable Object value) {
            return coroutine.send(value);
        }

        @Override
        public @Nullable Object raise(Throwable exception) {
            return coroutine.raise(exception);
        }

        @Override
        public void close() {
            coroutine.close();
        }

        @Override
        public String toString() {
            return "<coroutine_wrapper object at " + Integer.toHexString(hashCode()) + ">";
        }
    }

    private Step<R> asStep(@Nullable Object outcome) {
        return isClosed() ? new Step.Returned<>(Typed.as(outcome)) : new Step.Yielded<>(outcome);
    }

    /**
     * Returns a description for people.
     *
     * @return such as {@code <coroutine object Orders.load at 1b2c3d, suspended at Orders.java:42, awaiting <coroutine
     *     object Db.query …>>}
     */
    @Override
    public String toString() {
        return Look.describe(this);
    }
}
