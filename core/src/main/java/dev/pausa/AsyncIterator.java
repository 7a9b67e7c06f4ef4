package dev.pausa;

import org.jspecify.annotations.Nullable;

/**
 * Gives elements one after the other, each when it is awaited: Python's object with an {@code __anext__} method.
 *
 * <p>An {@link AsyncGenerator} is one. Any other class becomes one by saying how the next element is awaited; it is its
 * own iterable.
 *
 * @param <Y> what it gives
 * @see <a href="https://peps.python.org/pep-0492/#asynchronous-iterators-and-async-for">PEP 492, Asynchronous
 *     Iterators</a>
 */
@FunctionalInterface
public interface AsyncIterator<Y extends @Nullable Object> extends AsyncIterable<Y> {
    /**
     * Asks for the next element.
     *
     * @return an awaitable for it, never null: a loop that gets null, or whose {@code awaitIterator()} fails, fails
     *     with an {@link IllegalArgumentException}. Awaiting it throws {@link StopAsyncIteration} if there is no next
     *     element; this method may throw that itself too
     * @implSpec AI-005, AI-008
     */
    Awaitable<Y> anext();

    /**
     * Asks for the next element, with an answer for the end: Python's {@code anext(iterator, default)}.
     *
     * @param atEnd what awaiting gives if there is no next element
     * @return a coroutine that has not started, nor has {@link #anext()} been called
     * @implSpec AI-015
     */
    default Coroutine<@Nullable Y> anext(@Nullable Y atEnd) {
        return AsyncCursor.nextOr(this, atEnd);
    }

    /**
     * Returns this iterator itself.
     *
     * @return this
     */
    @Override
    default AsyncIterator<Y> asyncIterator() {
        return this;
    }
}
