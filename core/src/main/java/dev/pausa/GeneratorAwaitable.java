package dev.pausa;

import dev.pausa.frame.Continued;
import dev.pausa.frame.Handle;
import org.jspecify.annotations.Nullable;

/**
 * A generator as something to await: what Python's {@code types.coroutine} makes of a generator function. Like there,
 * nothing protects it against a second awaiter.
 *
 * @param generator the generator
 * @param <R> what it returns
 */
record GeneratorAwaitable<R extends @Nullable Object>(Generator<?, ?, R> generator)
        implements Awaitable<@Nullable R>, Continued {

    @Override
    public Handle continued() {
        return generator;
    }

    @Override
    public AwaitIterator<@Nullable R> awaitIterator() {
        return new View<>(generator);
    }

    private record View<R extends @Nullable Object>(Generator<?, ?, ?> generator) implements AwaitIterator<R> {
        @Override
        public @Nullable Object next() {
            return generator.isAhead() ? generator.takeFetched() : generator.send(null);
        }

        @Override
        public @Nullable Object send(@Nullable Object value) {
            return value == null ? next() : sendAny(generator, value);
        }

        @SuppressWarnings("unchecked") // the driver of an await may send anything; the body's own cast checks it
        private static <S extends @Nullable Object> @Nullable Object sendAny(
                Generator<?, S, ?> generator, @Nullable Object value) {
            return generator.send((S) value);
        }

        @Override
        public @Nullable Object raise(Throwable exception) {
            return generator.raise(exception);
        }

        @Override
        public void close() {
            generator.close();
        }
    }
}
