package dev.pausa;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import dev.pausa.frame.BlockFrame;
import dev.pausa.frame.Handle;
import dev.pausa.trace.TypeNames;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A place in an asynchronous iteration, for a {@code while} loop in a body: see {@link AsyncIterable}. It follows the
 * rules of Python's {@code async for}: the end is any {@link StopAsyncIteration} that comes out of the step, but none
 * that the loop's own code throws. Not thread-safe.
 *
 * @param <Y> the elements
 * @implSpec AI-007, AI-008, AI-009
 */
public final class AsyncCursor<Y extends @Nullable Object> {
    private static final String INVALID = "'async for' received an invalid object from anext(): ";

    /** What it goes through. */
    final AsyncIterator<Y> iterator;

    /** The element where the cursor stands. */
    @Nullable
    Y current;

    /** Whether the cursor stands on an element. */
    boolean isOnElement;

    AsyncCursor(AsyncIterable<Y> items) {
        iterator = items.asyncIterator();
        if (iterator == null) {
            throw new IllegalArgumentException(
                    "'async for' received an object from asyncIterator() that does not implement anext(): null");
        }
    }

    /**
     * Goes on to the next element.
     *
     * @return an awaitable that gives true if there is one, and false at the end; nothing has happened before it is
     *     awaited
     */
    public Awaitable<Boolean> advance() {
        return iterator instanceof AsyncGenerator<Y, ?> generator ? generator.advance() : next();
    }

    private Coroutine<Boolean> next() {
        return coroutine(() -> {
            isOnElement = false;
            current = null;
            try {
                current = await(step(iterator));
            } catch (StopAsyncIteration end) {
                return false;
            }
            isOnElement = true;
            return true;
        });
    }

    /**
     * Returns the element where the cursor stands.
     *
     * @return the element that the last {@link #advance()} found; may be null
     * @throws NoSuchElementException before the first {@code advance()}, and after one that gave false or threw
     */
    public Y current() {
        if (iterator instanceof AsyncGenerator<Y, ?> generator) {
            return generator.current();
        }
        if (!isOnElement) {
            throw noElement();
        }
        return Typed.as(current);
    }

    static NoSuchElementException noElement() {
        return new NoSuchElementException(
                "there is no current element: await advance() first, and go on only if it gives true");
    }

    /**
     * Begins a step: what is wrong with what {@code anext()} gives is said in the loop's words.
     *
     * @implSpec AI-005
     */
    static <Y extends @Nullable Object> Awaitable<Y> step(AsyncIterator<Y> iterator) {
        Awaitable<Y> next = iterator.anext();
        if (next == null) {
            throw new IllegalArgumentException(INVALID + "null; return an Awaitable for the next element");
        }
        boolean isOwn = next instanceof Handle || next instanceof GeneratorAwaitable; // nothing can be wrong with these
        return isOwn ? next : () -> begun(next);
    }

    /** So a {@link StopAsyncIteration} from here, which is no step's, does not end the loop. */
    private static <Y extends @Nullable Object> AwaitIterator<Y> begun(Awaitable<Y> next) {
        Exception failure;
        try {
            AwaitIterator<Y> begun = next.awaitIterator();
            if (begun != null) {
                return begun;
            }
            failure = new IllegalArgumentException(
                    TypeNames.of(next) + ".awaitIterator() must return an iterator, not null");
        } catch (Exception thrown) {
            failure = thrown;
        }
        throw new IllegalArgumentException(INVALID + TypeNames.of(next), failure);
    }

    static <Y extends @Nullable Object> Coroutine<@Nullable Y> nextOr(AsyncIterator<Y> iterator, @Nullable Y atEnd) {
        return coroutine(() -> {
            try {
                return await(iterator.anext());
            } catch (StopAsyncIteration end) {
                return atEnd;
            }
        });
    }

    static <Y extends @Nullable Object> Coroutine<Void> forEach(
            AsyncIterable<Y> items, Coroutine.Block<? super Y> block) {
        BlockFrame.prepare(Objects.requireNonNull(block, "block"));
        Coroutine.Block<AsyncIterable<Y>> loop = over -> {
            AsyncCursor<Y> cursor = over.cursor();
            while (await(cursor.advance())) {
                await(Coroutine.block(block, cursor.current()));
            }
        };
        return Coroutine.block(loop, items);
    }
}
