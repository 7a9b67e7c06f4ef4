package dev.pausa;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;

import dev.pausa.AsyncGenerator.AsyncYielder;
import dev.pausa.Coroutine.ResultBlock;
import dev.pausa.frame.BlockFrame;
import dev.pausa.trace.Sneaky;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The body of a generator that makes something of another iteration's elements, and closes that iteration on every way
 * out. A chain of them is a chain of awaits, so it is flat at any depth.
 *
 * @param <Y> what it reads
 * @param <R> what it gives
 */
interface AsyncOperator<Y extends @Nullable Object, R extends @Nullable Object> extends AsyncGenerator.Body<R, Void> {
    /** Returns what it reads from. */
    AsyncIterable<Y> source();

    /** Returns a generator of this body. */
    default AsyncGenerator<R, Void> generator() {
        return AsyncGenerator.asyncGenerator(this);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Closing
    // -----------------------------------------------------------------------------------------------------------------

    /** Closes what a cursor goes through, if that can be closed. */
    static Coroutine<Void> close(AsyncCursor<?> from) {
        return close(from.iterator);
    }

    private static Coroutine<Void> close(Object iterator) {
        return coroutine("close upstream", () -> {
            if (iterator instanceof AsyncCloseable closeable) {
                await(closeable.aclose());
            }
        });
    }

    /** Closes it after a failure or an exit. If that fails too, that comes out, by the rules of {@code async with}. */
    static Coroutine<Void> closeAfter(Throwable thrown, AsyncCursor<?> from) {
        return coroutine("close upstream", () -> {
            try {
                await(close(from.iterator));
            } catch (Throwable failure) {
                throw Sneaky.rethrow(AsyncWith.replaced(thrown, failure));
            }
        });
    }

    /**
     * Closes a generator of this body that has not begun: there is nothing in it to run, but what it would have read
     * from may have begun before.
     */
    default Coroutine<Void> closeUnbegun(AsyncGenerator<?, ?> self, Awaitable<Void> step) {
        return coroutine("close upstream", () -> {
            boolean isUnbegun = self.state() == CoroutineState.CREATED;
            await(step);
            if (isUnbegun && source() instanceof AsyncIterator<Y> iterator) {
                await(close(iterator));
            }
        });
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The operators
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * See {@link AsyncIterable#map}.
     *
     * @param source what it reads
     * @param mapper what makes the elements
     * @param <Y> what is read
     * @param <R> what is given
     */
    record Map<Y extends @Nullable Object, R extends @Nullable Object>(
            AsyncIterable<Y> source, ResultBlock<? super Y, ? extends R> mapper) implements AsyncOperator<Y, R> {
        public Map {
            BlockFrame.prepare(Objects.requireNonNull(mapper, "mapper"));
        }

        @Override
        public void run(AsyncYielder<R, Void> g) throws Exception {
            AsyncCursor<Y> from = source.cursor();
            try {
                while (await(from.advance())) {
                    g.yield(await(Coroutine.<R>block(mapper, from.current())));
                }
            } catch (Throwable thrown) {
                await(closeAfter(thrown, from));
                throw thrown;
            }
            await(close(from));
        }
    }

    /**
     * See {@link AsyncIterable#filter}.
     *
     * @param source what it reads
     * @param predicate says what is kept
     * @param <Y> what is read and given
     */
    record Filter<Y extends @Nullable Object>(AsyncIterable<Y> source, ResultBlock<? super Y, Boolean> predicate)
            implements AsyncOperator<Y, Y> {
        public Filter {
            BlockFrame.prepare(Objects.requireNonNull(predicate, "predicate"));
        }

        @Override
        public void run(AsyncYielder<Y, Void> g) throws Exception {
            AsyncCursor<Y> from = source.cursor();
            try {
                while (await(from.advance())) {
                    Boolean isKept = await(Coroutine.<Boolean>block(predicate, from.current()));
                    if (Objects.requireNonNull(isKept, "the predicate gave null, where true or false was expected")) {
                        g.yield(from.current());
                    }
                }
            } catch (Throwable thrown) {
                await(closeAfter(thrown, from));
                throw thrown;
            }
            await(close(from));
        }
    }

    /**
     * See {@link AsyncIterable#take}.
     *
     * @param source what it reads
     * @param most how many elements it gives at most
     * @param <Y> what is read and given
     */
    record Take<Y extends @Nullable Object>(AsyncIterable<Y> source, long most) implements AsyncOperator<Y, Y> {
        public Take {
            Stage.Take.requireMost(most);
        }

        @Override
        public void run(AsyncYielder<Y, Void> g) throws Exception {
            AsyncCursor<Y> from = source.cursor();
            Y last = null;
            long given = 0;
            try {
                while (given < most && await(from.advance())) {
                    given++;
                    if (given == most) {
                        last = from.current();
                    } else {
                        g.yield(from.current());
                    }
                }
            } catch (Throwable thrown) {
                await(closeAfter(thrown, from));
                throw thrown;
            }
            await(close(from));
            if (given == most && most > 0) {
                g.yield(Typed.<Y>as(last)); // by now upstream is closed, whether or not the consumer asks again
            }
        }
    }

    /**
     * See {@link AsyncIterable#chunk}.
     *
     * @param source what it reads
     * @param size how many elements are in a list
     * @param <Y> what is read
     */
    record Chunk<Y extends @Nullable Object>(AsyncIterable<Y> source, int size) implements AsyncOperator<Y, List<Y>> {
        public Chunk {
            Stage.Chunk.requireSize(size);
        }

        @Override
        public void run(AsyncYielder<List<Y>, Void> g) throws Exception {
            AsyncCursor<Y> from = source.cursor();
            List<Y> chunk = new ArrayList<>();
            try {
                while (await(from.advance())) {
                    chunk.add(from.current());
                    if (chunk.size() == size) {
                        List<Y> full = chunk;
                        chunk = new ArrayList<>();
                        g.yield(Collections.unmodifiableList(full));
                    }
                }
            } catch (Throwable thrown) {
                await(closeAfter(thrown, from));
                throw thrown;
            }
            await(close(from));
            if (!chunk.isEmpty()) {
                g.yield(Collections.unmodifiableList(chunk));
            }
        }
    }
}
