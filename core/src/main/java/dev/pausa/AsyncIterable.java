package dev.pausa;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something whose elements come asynchronously: Python's object with an {@code __aiter__} method. A body consumes one
 * with a loop or with a block:
 *
 * <pre>{@code
 * static Coroutine<Integer> total(AsyncIterable<Integer> rows) {
 *     return coroutine(() -> {
 *         int sum = 0;
 *         AsyncCursor<Integer> row = rows.cursor();
 *         while (await(row.advance())) {
 *             sum += row.current();
 *         }
 *         return sum;
 *     });
 * }
 * }</pre>
 *
 * <pre>{@code
 * static Coroutine<Void> copy(AsyncIterable<String> lines, List<String> to) {
 *     return lines.forEach(line -> to.add(line)); // the block may await
 * }
 * }</pre>
 *
 * <p>As in Python, a loop that is left early does not close what it iterates; {@link AsyncResource#closing} does.
 *
 * <h2>Operators</h2>
 *
 * {@link #map}, {@link #filter}, {@link #take} and {@link #chunk} make generators that read from this iteration. They
 * run nothing before the first step, and read no more than is asked for. Unlike Python's, they close what they read
 * from, if it is an {@link AsyncCloseable}, as soon as they end, and in whatever way that is: at the end, at the limit
 * of a {@code take}, when a block fails, when they are closed, and when an exception such as a cancel is raised in
 * them. So who closes the last one of a chain closes all of it, and the source's {@code finally} blocks may await:
 *
 * <pre>{@code
 * static Coroutine<Void> load(AsyncGenerator<String, Void> lines, Database database) {
 *     return with(
 *             closing(lines.filter(line -> !line.isBlank())
 *                     .map(line -> await(database.lookUp(line))) // a block may await
 *                     .chunk(100)),
 *             chunks -> await(chunks.forEach(chunk -> await(database.insert(chunk)))));
 * } // lines is closed here, also if an insert fails
 * }</pre>
 *
 * <p>What it reads from belongs to the new generator from then on. Nothing can be sent through it: an element that it
 * gives may stand for none, one or many that it has read, so there is no {@code yield} upstream that a value could be
 * meant for. An exception that is raised in it ends it, closes upstream and comes out. If closing upstream fails, that
 * comes out as it does from {@link AsyncResource#with}: instead of what was on its way, which is suppressed in it.
 *
 * @param <Y> what it gives
 * @see <a href="https://docs.python.org/3/reference/datamodel.html#asynchronous-iterators">Data model 3.4.3,
 *     Asynchronous Iterators</a>
 * @implSpec AI-002
 */
@FunctionalInterface
public interface AsyncIterable<Y extends @Nullable Object> {
    /**
     * Returns an iterator over the elements. A loop calls this once, when it begins.
     *
     * @return the iterator, never null: a loop that gets null fails with an {@link IllegalArgumentException}
     * @implSpec AI-001, AI-004
     */
    AsyncIterator<Y> asyncIterator();

    /**
     * Returns a cursor for a {@code while} loop, over a new {@link #asyncIterator()}.
     *
     * @return the cursor
     * @throws IllegalArgumentException if {@link #asyncIterator()} returns null
     * @implSpec AI-004
     */
    default AsyncCursor<Y> cursor() {
        return new AsyncCursor<>(this);
    }

    /**
     * Makes a coroutine that runs a block for each element: Python's {@code async for}. The block is a body of its own:
     * it may await. What it throws ends the loop and comes out of the await.
     *
     * @param block the code to run for each element
     * @return a coroutine that has not started
     * @throws NullPointerException if {@code block} is null
     * @throws WeaveException if it cannot be woven
     */
    default Coroutine<Void> forEach(Coroutine.Block<? super Y> block) {
        return AsyncCursor.forEach(this, block);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Operators
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Makes a generator that gives what a block makes of each element: Python's {@code (f(x) async for x in …)}.
     *
     * @param mapper gets an element; a body of its own, which may await. What it throws ends the generator
     * @param <R> what it returns
     * @return a generator in state CREATED, which closes this iteration when it ends
     * @throws NullPointerException if {@code mapper} is null
     * @throws WeaveException if the block cannot be woven
     */
    default <R extends @Nullable Object> AsyncGenerator<R, Void> map(
            Coroutine.ResultBlock<? super Y, ? extends R> mapper) {
        return new AsyncOperator.Map<Y, R>(this, mapper).generator();
    }

    /**
     * Makes a generator that gives those elements which a block says true of: Python's
     * {@code (x async for x in … if f(x))}.
     *
     * @param predicate gets an element; a body of its own, which may await. What it throws ends the generator
     * @return a generator in state CREATED, which closes this iteration when it ends
     * @throws NullPointerException if {@code predicate} is null
     * @throws WeaveException if the block cannot be woven
     */
    default AsyncGenerator<Y, Void> filter(Coroutine.ResultBlock<? super Y, Boolean> predicate) {
        return new AsyncOperator.Filter<>(this, predicate).generator();
    }

    /**
     * Makes a generator that gives the first elements. It closes this iteration before it gives the last one of them,
     * since nobody may ask it for more after that; Python's {@code islice} closes nothing. So what still needs the
     * source, such as a row of an open cursor, is read in a {@link #map} before the {@code take}.
     *
     * @param most how many at most; for 0, this iteration is closed without having been asked for an element
     * @return a generator in state CREATED, which closes this iteration when it ends
     * @throws IllegalArgumentException if {@code most} is negative
     */
    default AsyncGenerator<Y, Void> take(long most) {
        return new AsyncOperator.Take<>(this, most).generator();
    }

    /**
     * Makes a generator that gives the elements in lists: Python's {@code itertools.batched}.
     *
     * @param size how many are in each list; the last one may have fewer. If this iteration fails, those that were
     *     kept for the next list are lost
     * @return a generator in state CREATED, which closes this iteration when it ends; its lists cannot be changed
     * @throws IllegalArgumentException if {@code size} is less than 1
     */
    default AsyncGenerator<List<Y>, Void> chunk(int size) {
        return new AsyncOperator.Chunk<>(this, size).generator();
    }
}
