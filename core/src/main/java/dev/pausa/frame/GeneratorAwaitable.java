package dev.pausa.frame;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Generator;
import org.jspecify.annotations.Nullable;

/**
 * A generator as something to await: what Python's {@code types.coroutine} makes of a generator function. Like there, nothing protects
 * it against a second awaiter.
 *
 * @param generator the generator
 * @param <R> what it returns
 */
public record GeneratorAwaitable<R>(Generator<?, ?, R> generator) implements Awaitable<R> {

    Handle operand() {
        return ResumptionFrame.goOnWith(generator);
    }

    @Override
    public AwaitIterator<R> awaitIterator() {
        return new View<>(generator);
    }

    private record View<R>(Generator<?, ?, R> generator) implements AwaitIterator<R> {
        @Override
        public @Nullable Object next() {
            Handle handle = generator;
            return handle.hasAhead() ? handle.takeAhead() : generator.send(null);
        }

        @Override
        public @Nullable Object send(@Nullable Object value) {
            return value == null ? next() : sendAny(generator, value);
        }

        @SuppressWarnings("unchecked") // the driver of an await may send anything; the body's own cast checks it
        private static <S> @Nullable Object sendAny(Generator<?, S, ?> generator, @Nullable Object value) {
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
