package dev.pausa;

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
}
