package dev.pausa;

import dev.pausa.frame.Failure;
import dev.pausa.frame.Fetched;
import dev.pausa.frame.Handle;
import dev.pausa.frame.Kind;
import dev.pausa.frame.Look;
import dev.pausa.trace.Sneaky;
import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A generator: a body that gives values one after the other, each when somebody asks for it. It behaves as Python's
 * generators do, with all three channels typed: what it yields ({@code Y}), what is sent to it ({@code S}), and what it
 * returns ({@code R}).
 *
 * <pre>{@code
 * static Iterable<Integer> upTo(int end) {
 *     return Generator.iterable(g -> {
 *         for (int i = 0; i < end; i++) {
 *             g.yield(i); // pauses here until the next element is asked for
 *         }
 *     });
 * }
 * }</pre>
 *
 * <pre>{@code
 * for (int i : upTo(3)) {
 *     System.out.println(i);
 * }
 * }</pre>
 *
 * <h2>Making one</h2>
 *
 * {@link #generator(Body)} and {@link #generatorReturning(ResultBody)} take the body and run nothing of it. The body
 * gets a {@link Yielder}; only the body's own code can yield through it. A loop that wants a fresh generator each time
 * takes an {@link #iterable(Body)}. The types come from where the generator is assigned or returned; elsewhere write
 * them: {@code Generator.<Integer, Void>generator(g -> …)}.
 *
 * <h2>Driving one</h2>
 *
 * As an iterator ({@link #hasNext}, {@link #next}, for-each, {@link #stream}), or as Python does it: {@link #send}
 * resumes it with a value for the {@code yield} where it is paused, {@link #raise(Throwable) raise} with an exception,
 * and {@link #close} ends it, so that its {@code finally} blocks run. A generator that is left before its end wants to
 * be closed, for instance by try-with-resources:
 *
 * <pre>{@code
 * try (Generator<String, Void, Void> lines = linesOf(file)) {
 *     for (String line : lines) {
 *         if (line.isBlank()) break;
 *     }
 * } // the file is closed here
 * }</pre>
 *
 * <table>
 * <caption>What each operation does in each state (catalogue section 1.2)</caption>
 * <tr><th>operation</th><th>CREATED</th><th>RUNNING</th><th>SUSPENDED</th><th>CLOSED</th></tr>
 * <tr><td>{@code next()}</td><td>runs to the first yield</td><td>ALREADY_EXECUTING</td><td>resumes; {@code yield} gives
 *     null</td>
 *     <td>{@link NoSuchElementException}</td></tr>
 * <tr><td>{@code hasNext()}</td><td>runs to the first yield</td><td>ALREADY_EXECUTING</td><td>resumes, unless it has
 *     fetched already</td>
 *     <td>false</td></tr>
 * <tr><td>{@code send(null)}</td><td>runs to the first yield</td><td>ALREADY_EXECUTING</td><td>resumes</td>
 *     <td>{@link StopIteration} without a value</td></tr>
 * <tr><td>{@code send(v)}</td><td>{@link IllegalArgumentException}; stays CREATED</td><td>ALREADY_EXECUTING</td>
 *     <td>resumes; {@code yield} gives v</td><td>{@link StopIteration} without a value</td></tr>
 * <tr><td>{@code raise(e)}</td><td>throws e; CLOSED, body not entered</td><td>ALREADY_EXECUTING</td>
 *     <td>raises e at the innermost yield</td><td>throws e</td></tr>
 * <tr><td>{@code close()}</td><td>CLOSED</td><td>ALREADY_EXECUTING</td><td>raises GeneratorExit, innermost first</td>
 *     <td>nothing</td></tr>
 * </table>
 *
 * <h2>Operators</h2>
 *
 * {@link #map}, {@link #filter}, {@link #take} and {@link #chunk} make generators that read from this one. They run
 * nothing before their first value is asked for, read no more than is needed, and close this one as soon as they end,
 * in whatever way: at the end, at the limit of a {@code take}, when a function fails, when they are closed. So who
 * closes the last one of a chain closes all of it:
 *
 * <pre>{@code
 * try (var names = linesOf(file).filter(line -> !line.isBlank()).take(3)) {
 *     names.forEach(System.out::println);
 * } // the file is closed, if it was not after the third name
 * }</pre>
 *
 * <p>This one belongs to the new generator from then on. Nothing can be sent through it: a value that it gives may
 * stand for none, one or many that it has read. An exception that is raised in it ends it, closes this one and comes
 * out, with what fails then suppressed in it, as in a try-with-resources.
 *
 * <h2>Looking ahead</h2>
 *
 * {@link #hasNext} can only answer by running the body to its next yield. The value that it fetched is kept until
 * {@code next} takes it. While one is kept, {@code send} is refused, because the body is paused one yield further than
 * the sender believes; {@code raise} and {@code close} drop it. A generator that delegates to this one, and a coroutine
 * that awaits it, take it and are refused likewise.
 *
 * <h2>Exceptions, threads</h2>
 *
 * As for {@link Coroutine}: what the body throws comes out as the same object, also a checked exception; any thread may
 * drive, one at a time, with a <i>happens-before</i> edge between them. Memory consistency effects of its own: none.
 *
 * @param <Y> what it yields
 * @param <S> what is sent to it; {@code Void} if nothing is
 * @param <R> what it returns; {@code Void} if nothing
 * @see <a href="https://docs.python.org/3/reference/expressions.html#generator-iterator-methods">Generator-iterator
 *     methods</a>
 * @see <a href="https://peps.python.org/pep-0342/">PEP 342</a>
 * @see <a href="https://peps.python.org/pep-0380/">PEP 380</a>
 */
public final class Generator<Y extends @Nullable Object, S extends @Nullable Object, R extends @Nullable Object>
        extends Handle implements CoroutineObject, Iterator<Y>, Iterable<Y>, AutoCloseable {

    /**
     * A body that returns nothing. It is {@link Serializable} so that the code of a lambda can be found from the lambda
     * object; nothing is ever serialized.
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
         * @throws Exception any exception; it comes out of the driving call as it is
         */
        void run(Yielder<Y, S> g) throws Exception;
    }

    /**
     * A body that returns a value.
     *
     * @param <Y> what it yields
     * @param <S> what is sent to it
     * @param <R> what it returns
     */
    @FunctionalInterface
    public interface ResultBody<Y extends @Nullable Object, S extends @Nullable Object, R extends @Nullable Object>
            extends Serializable {
        /**
         * The code of the generator.
         *
         * @param g yields for this body
         * @return the generator's {@linkplain Generator#result() result}
         * @throws Exception any exception; it comes out of the driving call as it is
         */
        R run(Yielder<Y, S> g) throws Exception;
    }

    /**
     * What a body yields through. Its methods pause the body that it was given to, and work nowhere else: in a method
     * that the body calls, in a lambda inside it or in another body they throw
     * {@link CoroutineStateException.Reason#NOT_IN_BODY}. Not meant to be implemented by others.
     *
     * @param <Y> what the generator yields
     * @param <S> what is sent to it
     */
    public interface Yielder<Y extends @Nullable Object, S extends @Nullable Object> {
        /**
         * Pauses, and gives a value to the driver.
         *
         * @param value the value; may be null
         * @return what the driver sends; null for {@code next()}
         * @throws CoroutineStateException NOT_IN_BODY if this call is not in the generator's own body
         */
        @Nullable
        S yield(Y value);

        /**
         * Runs another generator to its end in the place of this one: what it yields goes to the driver, what the
         * driver sends or raises goes to it, and it is closed when this one is (PEP 380). An element costs the same at
         * any depth of delegation.
         *
         * @param inner the generator; if it has begun already it goes on where it is, and a finished one gives null
         * @param <T> what it returns
         * @return what it returned
         * @throws CoroutineStateException ALREADY_EXECUTING if it is running; NOT_IN_BODY if this call is not in the
         *     generator's own body
         * @throws IllegalArgumentException if it is null
         * @implSpec AW-029, YF-003, YF-007
         */
        <T extends @Nullable Object> @Nullable T yieldFrom(Generator<? extends Y, ? super S, ? extends T> inner);

        /**
         * Yields all that another generator yields, as {@link #yieldFrom} does; its result is dropped.
         *
         * @param values the generator
         * @throws CoroutineStateException as {@link #yieldFrom}
         * @throws IllegalArgumentException as {@link #yieldFrom}
         */
        void yieldAll(Generator<? extends Y, ?, ?> values);

        /**
         * Yields the elements of an iterable. If its iterator is {@link AutoCloseable} it is closed on every way out;
         * if it is a {@link Generator}, this is {@link #yieldFrom}.
         *
         * @param values the iterable
         * @throws UnsupportedOperationException if the driver sends a value other than null, which an iterator cannot
         *     take
         * @throws CoroutineStateException NOT_IN_BODY if this call is not in the generator's own body
         * @throws IllegalArgumentException if it is null or gives no iterator
         * @implSpec YF-002, YF-003
         */
        void yieldAll(Iterable<? extends Y> values);

        /**
         * Yields the elements of an iterator. If it is {@link AutoCloseable} it is closed on every way out.
         *
         * @param values the iterator
         * @throws UnsupportedOperationException as {@link #yieldAll(Iterable)}
         * @throws CoroutineStateException as {@link #yieldAll(Iterable)}
         * @throws IllegalArgumentException if it is null
         * @implSpec YF-003
         */
        void yieldAll(Iterator<? extends Y> values);

        /**
         * Yields the elements of a stream, and closes it on every way out.
         *
         * @param values the stream
         * @throws UnsupportedOperationException as {@link #yieldAll(Iterable)}
         * @throws CoroutineStateException as {@link #yieldAll(Iterable)}
         * @throws IllegalArgumentException if it is null
         * @implSpec YF-003
         */
        void yieldAll(Stream<? extends Y> values);
    }

    private Generator(Object body) {
        super(Kind.GENERATOR, body);
    }

    /**
     * Makes a generator whose body returns nothing. The body does not start until the first value is asked for.
     *
     * @param body the code
     * @param <Y> what it yields
     * @param <S> what is sent to it
     * @return a generator in state CREATED
     * @throws NullPointerException if {@code body} is null
     * @throws WeaveException if the body cannot be woven
     */
    public static <Y extends @Nullable Object, S extends @Nullable Object> Generator<Y, S, Void> generator(
            Body<Y, S> body) {
        return new Generator<>(body);
    }

    /**
     * Makes a generator whose body returns a value. The body does not start until the first value is asked for.
     *
     * @param body the code
     * @param <Y> what it yields
     * @param <S> what is sent to it
     * @param <R> what it returns
     * @return a generator in state CREATED
     * @throws NullPointerException if {@code body} is null
     * @throws WeaveException if the body cannot be woven
     */
    public static <Y extends @Nullable Object, S extends @Nullable Object, R extends @Nullable Object>
            Generator<Y, S, R> generatorReturning(ResultBody<Y, S, R> body) {
        return new Generator<>(body);
    }

    /**
     * Returns an iterable each of whose iterators is a new generator of this body.
     *
     * @param body the code; what it captured is shared by all its generators
     * @param <Y> what it yields
     * @return the iterable; it can be iterated any number of times
     * @throws NullPointerException if {@code body} is null
     */
    public static <Y extends @Nullable Object> Iterable<Y> iterable(Body<Y, Void> body) {
        Objects.requireNonNull(body, "body");
        return () -> generator(body);
    }

    /**
     * Wraps an iterable, so that what a loop leaves unfinished can be closed.
     *
     * @param values the iterable, such as an {@link #iterable(Body)}
     * @param <Y> what it gives
     * @return an iterable whose close closes the iterators that it gave
     * @throws NullPointerException if {@code values} is null
     */
    public static <Y extends @Nullable Object> ClosingIterable<Y> closing(Iterable<Y> values) {
        return new ClosingIterable<>(values);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Iterating
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Returns whether there is a next value. Runs the body to its next yield, unless an earlier call has done so
     * already, and keeps the value for {@link #next}.
     *
     * @return false if the body has ended
     * @throws CoroutineStateException ALREADY_EXECUTING if it is running, which it does not disturb
     */
    @Override
    public boolean hasNext() {
        if (isAhead()) {
            return true;
        }
        Object value = drive(null);
        if (isClosed()) {
            return false;
        }
        keep(Fetched.of(value));
        return true;
    }

    /**
     * Returns the next value: the one that {@link #hasNext} fetched, or else what the body yields when it is resumed
     * with null.
     *
     * @return the value; null is a value like any other
     * @throws NoSuchElementException if the body has ended
     * @throws CoroutineStateException ALREADY_EXECUTING if it is running, which it does not disturb
     */
    @Override
    public Y next() {
        if (isAhead()) {
            return Typed.as(takeFetched());
        }
        Object value = drive(null);
        if (!isClosed()) {
            return Typed.as(value);
        }
        throw new NoSuchElementException("the generator " + name() + " has ended");
    }

    /**
     * Returns this generator itself: a loop goes on where it is.
     *
     * @return this
     * @implSpec GE-009
     */
    @Override
    public Iterator<Y> iterator() {
        return this;
    }

    /**
     * Gives all values that are left to a consumer. If that throws, the generator is closed.
     *
     * @param action the consumer
     * @throws CoroutineStateException as {@link #next}
     */
    @Override
    public void forEachRemaining(Consumer<? super Y> action) {
        Objects.requireNonNull(action, "action");
        new GeneratorSpliterator<>(this).giveTo(action);
    }

    /**
     * Gives all values that are left to a consumer, as {@link #forEachRemaining} does.
     *
     * @param action the consumer
     * @throws CoroutineStateException as {@link #next}
     */
    @Override
    public void forEach(Consumer<? super Y> action) {
        forEachRemaining(action);
    }

    /**
     * Gives the next value to a consumer, if there is one; it is not stored in between, as it is for {@link #hasNext}.
     */
    boolean giveNext(Consumer<? super Y> action) {
        Object value;
        if (isAhead()) {
            value = takeFetched();
        } else {
            value = drive(null);
            if (isClosed()) {
                return false;
            }
        }
        action.accept(Typed.<Y>as(value));
        return true;
    }

    /**
     * Returns a sequential, ordered stream of the values that are left. Closing the stream closes the generator.
     *
     * @return a new stream, which takes values only when its terminal operation asks for them
     */
    public Stream<Y> stream() {
        return StreamSupport.stream(new GeneratorSpliterator<>(this), false).onClose(this::close);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Driving
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Starts or resumes it. The {@code yield} where it is paused, in the innermost generator delegated to, gives
     * {@code value}.
     *
     * @param value the value; null to start
     * @return the next value that it yields; null is a value like any other
     * @throws StopIteration if the body returned, with its value; without one if it had ended before
     * @throws IllegalArgumentException if it has not started and {@code value} is not null; it stays CREATED
     * @throws IllegalStateException if {@link #hasNext} has fetched a value that nobody has taken; nothing changes
     * @throws CoroutineStateException ALREADY_EXECUTING if it is running; RAISED_STOP if the body threw a
     *     {@code StopIteration}
     * @see <a href="https://docs.python.org/3/reference/expressions.html#generator.send">generator.send</a>
     * @implSpec GE-002
     */
    public Y send(@Nullable S value) {
        if (isAhead()) {
            throw cannotSend();
        }
        return Typed.as(yieldedOrStop(drive(value)));
    }

    /**
     * Raises an exception at the {@code yield} where it is paused, in the innermost generator delegated to: Python's
     * {@code throw()}. A value that {@link #hasNext} fetched is dropped.
     *
     * @param exception the exception; if it comes out again, the bodies it went through are in its stack trace
     * @return the next value that it yields, if a body handled the exception
     * @throws StopIteration if the body handled the exception and returned
     * @throws NullPointerException if {@code exception} is null; the state does not change
     * @throws CoroutineStateException ALREADY_EXECUTING if it is running; RAISED_STOP if a {@code StopIteration} came
     *     out of the body
     * @see <a href="https://docs.python.org/3/reference/expressions.html#generator.throw">generator.throw</a>
     */
    public Y raise(Throwable exception) {
        return Typed.as(yieldedOrStop(raised(exception)));
    }

    private @Nullable Object raised(Throwable exception) {
        Objects.requireNonNull(exception, "exception");
        if (isClosed()) {
            throw Sneaky.rethrow(exception);
        }
        dropAhead();
        return driveRaising(exception);
    }

    /**
     * Raises a new exception of a type: {@code raise(type, null)}.
     *
     * @param type the exception's class
     * @return as {@link #raise(Throwable)}
     * @throws IllegalArgumentException if the class has no fitting constructor; the state does not change
     */
    public Y raise(Class<? extends Throwable> type) {
        return raise(type, null);
    }

    /**
     * Raises an exception of a type, made from a value as {@link Coroutine#raise(Class, Object)} makes it.
     *
     * @param type the exception's class
     * @param value the exception itself, its argument, or null
     * @return as {@link #raise(Throwable)}
     * @throws IllegalArgumentException if the class has no fitting constructor; the state does not change
     * @throws NullPointerException if {@code type} is null; the state does not change
     */
    public Y raise(Class<? extends Throwable> type, @Nullable Object value) {
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
     */
    public Y raise(Class<? extends Throwable> type, @Nullable Object value, StackTraceElement @Nullable [] traceback) {
        Objects.requireNonNull(type, "type");
        if (isRunning()) {
            requireDrivable();
        }
        return raise(ExceptionFactory.make(type, value, traceback));
    }

    /**
     * Closes it: {@link #closeAndGet()}, without the value.
     *
     * @throws CoroutineStateException as {@link #closeAndGet()}
     * @see <a href="https://docs.python.org/3/reference/expressions.html#generator.close">generator.close</a>
     */
    @Override
    public void close() {
        closeAndGet();
    }

    /**
     * Closes it. What it delegates to is closed first; then {@link GeneratorExit} is raised where it is paused, and its
     * {@code finally} blocks run. If it has not started, nothing runs; if it has ended, this does nothing. A value that
     * {@link #hasNext} fetched is dropped. What the body throws then comes out, unless it is the {@code GeneratorExit};
     * also what a resource of a try-with-resources throws, which Java suppresses in that.
     *
     * @return what the body returned on the way out, if it caught the {@code GeneratorExit}; null otherwise
     * @throws CoroutineStateException ALREADY_EXECUTING if it is running; IGNORED_EXIT if the body yielded again, in
     *     which case it is still SUSPENDED and can be resumed or closed again
     * @implSpec GE-006
     */
    public @Nullable R closeAndGet() {
        if (isClosed()) {
            return null;
        }
        Object unbegun = unbegunBody();
        dropAhead();
        R result = Typed.as(driveClosing());
        if (unbegun instanceof Pipeline<?> pipeline) {
            pipeline.closeUnbegun();
        }
        return result;
    }

    /**
     * Starts or resumes it as {@link #send} does, but gives the end as a value too.
     *
     * @param value the value; null to start
     * @return the yielded value, or the returned one; if it had ended before, null as the returned one
     * @throws IllegalArgumentException as {@link #send}
     * @throws IllegalStateException as {@link #send}
     */
    public Step<@Nullable R> step(@Nullable S value) {
        if (isAhead()) {
            throw cannotSend();
        }
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
    public Step<@Nullable R> stepRaising(Throwable exception) {
        return asStep(raised(exception));
    }

    /**
     * Returns what the body returned.
     *
     * @return the result; null if the body returned nothing, or was closed and did not return a value on the way out
     * @throws IllegalStateException if it has not ended; or if the body threw, with that exception as the cause
     */
    public @Nullable R result() {
        if (state() == CoroutineState.CLOSED) {
            driveClosing(); // takes note of an end that came when the stack was too full for that
        }
        if (!isClosed()) {
            throw new IllegalStateException(
                    "no result yet: the generator " + name() + " has not ended; it is " + state());
        }
        if (held() instanceof Failure failure) {
            throw new IllegalStateException("no result: the generator " + name() + " threw", failure.thrown());
        }
        return Typed.as(held());
    }

    /**
     * Returns this generator as something that a coroutine can await: what {@code types.coroutine} does in Python. What
     * it yields goes to the coroutine's driver, what the driver sends goes to it, and what it returns is the await's
     * value. A user's own way to pause is written so. Nothing protects it against a second awaiter: an await of one
     * that has begun goes on where it is, and of a finished one gives null.
     *
     * @return an awaitable for this generator
     * @implSpec AW-028, AW-029
     */
    public Awaitable<@Nullable R> asAwaitable() {
        return new GeneratorAwaitable<>(this);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Operators: see "Operators" above
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Makes a generator that gives what a function makes of each value that is left: Python's {@code map}.
     *
     * @param mapper the function; what it throws ends the generator
     * @param <T> what it returns
     * @return a generator in state CREATED, which closes this one when it ends
     * @throws NullPointerException if {@code mapper} is null
     */
    public <T extends @Nullable Object> Generator<T, Void, Void> map(Function<? super Y, ? extends T> mapper) {
        return generator(Pipeline.of(this, unbegunBody(), Stage.map(mapper)));
    }

    /**
     * Makes a generator that gives those values that are left and pass a test: Python's {@code filter}.
     *
     * @param predicate the test; what it throws ends the generator
     * @return a generator in state CREATED, which closes this one when it ends
     * @throws NullPointerException if {@code predicate} is null
     */
    public Generator<Y, Void, Void> filter(Predicate<? super Y> predicate) {
        return generator(Pipeline.of(this, unbegunBody(), Stage.filter(predicate)));
    }

    /**
     * Makes a generator that gives the next values. It closes this one before it gives the last one of them, since
     * nobody may ask it for more after that; Python's {@code islice} closes nothing.
     *
     * @param most how many at most; for 0, this one is closed without having been asked for a value
     * @return a generator in state CREATED, which closes this one when it ends
     * @throws IllegalArgumentException if {@code most} is negative
     */
    public Generator<Y, Void, Void> take(long most) {
        return generator(Pipeline.of(this, unbegunBody(), new Stage.Take(most)));
    }

    /**
     * Makes a generator that gives the values that are left in lists: Python's {@code itertools.batched}.
     *
     * @param size how many are in each list; the last one may have fewer
     * @return a generator in state CREATED, which closes this one when it ends; its lists cannot be changed
     * @throws IllegalArgumentException if {@code size} is less than 1
     */
    public Generator<List<Y>, Void, Void> chunk(int size) {
        return generator(Pipeline.of(this, unbegunBody(), new Stage.Chunk(size)));
    }

    private @Nullable Object unbegunBody() {
        return hasBegun() ? null : held();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What is kept: a value fetched ahead; after the end, the outcome
    // -----------------------------------------------------------------------------------------------------------------

    /** Returns whether {@link #hasNext} has fetched a value that nobody has taken yet. */
    boolean isAhead() {
        return hasFrame() && held() != null;
    }

    /** Takes that value. */
    @Nullable
    Object takeFetched() {
        Object fetched = Objects.requireNonNull(held());
        keep(null);
        return Fetched.value(fetched);
    }

    private void dropAhead() {
        if (isAhead() && !isRunning()) {
            keep(null);
        }
    }

    private Step<@Nullable R> asStep(@Nullable Object outcome) {
        return isClosed() ? new Step.Returned<>(Typed.as(outcome)) : new Step.Yielded<>(outcome);
    }

    /**
     * Returns a description for people.
     *
     * @return such as {@code <generator object Tree.walk at 1b2c3d, suspended at Tree.java:42>}
     */
    @Override
    public String toString() {
        return Look.describe(this);
    }
}
