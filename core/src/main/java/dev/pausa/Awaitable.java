package dev.pausa;

import org.jspecify.annotations.Nullable;

/**
 * Something a body can {@linkplain Coroutine#await(Awaitable) await}: Python's object with an {@code __await__} method.
 *
 * <p>A {@link Coroutine} is an awaitable. Any other class becomes one by saying how it is driven:
 *
 * <pre>{@code
 * Awaitable<String> question = () -> new AwaitIterator<>() {
 *     private boolean asked;
 *
 *     public Object next() {
 *         if (asked) throw new StopIteration("no answer");
 *         asked = true;
 *         return "what is your name?"; // goes to the driver
 *     }
 *
 *     public Object send(Object answer) {
 *         throw new StopIteration(answer); // the await is over, with this value
 *     }
 * };
 * }</pre>
 *
 * <p>The method is not named {@code await}: a member of that name would hide the statically imported {@link
 * Coroutine#await(Awaitable) await(x)} inside the classes that implement it.
 *
 * @param <T> what awaiting it gives
 * @see <a href="https://docs.python.org/3/reference/datamodel.html#awaitable-objects">Data model 3.4.1, Awaitable
 *     Objects</a>
 */
@FunctionalInterface
public interface Awaitable<T extends @Nullable Object> {
    /**
     * Returns the iterator that drives this awaitable for one await. An await calls it once, when it begins; a second
     * await of the same object calls it again. What it throws is raised at the await.
     *
     * @return the iterator, never null: an await that gets null raises an {@link IllegalArgumentException}
     * @implSpec AW-010, AW-019
     */
    AwaitIterator<T> awaitIterator();
}
