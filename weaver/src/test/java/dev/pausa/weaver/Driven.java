package dev.pausa.weaver;

import dev.pausa.AsyncGenerator;
import dev.pausa.AwaitIterator;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineObject;
import dev.pausa.Generator;
import dev.pausa.Step;
import dev.pausa.StopAsyncIteration;
import dev.pausa.StopIteration;
import java.util.function.Supplier;

/** A shape's coroutine object, of whatever kind, as the tests drive it. */
public interface Driven {
    CoroutineObject object();

    Step<?> step(Object value);

    Step<?> stepRaising(Throwable exception);

    Object closeAndGet();

    @SuppressWarnings("unchecked")
    static Driven of(Object object) {
        if (object instanceof Generator<?, ?, ?> generator) {
            return new OfGenerator((Generator<Object, Object, Object>) generator);
        }
        if (object instanceof AsyncGenerator<?, ?> generator) {
            return new OfAsyncGenerator((AsyncGenerator<Object, Object>) generator);
        }
        return new OfCoroutine((Coroutine<?>) object);
    }

    /** A coroutine. */
    record OfCoroutine(Coroutine<?> object) implements Driven {
        @Override
        public Step<?> step(Object value) {
            return object.step(value);
        }

        @Override
        public Step<?> stepRaising(Throwable exception) {
            return object.stepRaising(exception);
        }

        @Override
        public Object closeAndGet() {
            return object.closeAndGet();
        }
    }

    /** A generator. */
    record OfGenerator(Generator<Object, Object, Object> object) implements Driven {
        @Override
        public Step<?> step(Object value) {
            return outcome(() -> object.send(value));
        }

        @Override
        public Step<?> stepRaising(Throwable exception) {
            return outcome(() -> object.raise(exception));
        }

        private static Step<?> outcome(Supplier<Object> drive) {
            try {
                return new Step.Yielded<>(drive.get());
            } catch (StopIteration end) {
                return new Step.Returned<>(end.value());
            }
        }

        @Override
        public Object closeAndGet() {
            return object.closeAndGet();
        }
    }

    /** An asynchronous generator: a pause at a yield ends a step of it, one at an await does not. */
    final class OfAsyncGenerator implements Driven {
        private final AsyncGenerator<Object, Object> object;

        /** The step that is paused at an await, or null. */
        private AwaitIterator<?> under;

        OfAsyncGenerator(AsyncGenerator<Object, Object> object) {
            this.object = object;
        }

        @Override
        public CoroutineObject object() {
            return object;
        }

        @Override
        public Step<?> step(Object value) {
            if (under != null) {
                return outcome(() -> under.send(value));
            }
            under = object.asend(value).awaitIterator();
            return outcome(under::next);
        }

        @Override
        public Step<?> stepRaising(Throwable exception) {
            if (under != null) {
                return outcome(() -> under.raise(exception));
            }
            under = object.araise(exception).awaitIterator();
            return outcome(under::next);
        }

        private Step<?> outcome(Supplier<Object> drive) {
            try {
                return new Step.Yielded<>(drive.get());
            } catch (StopIteration yielded) {
                under = null;
                return new Step.Yielded<>(yielded.value());
            } catch (StopAsyncIteration end) {
                return new Step.Returned<>(null);
            }
        }

        @Override
        public Object closeAndGet() {
            if (under != null) {
                under.close();
                return null;
            }
            try {
                throw new AssertionError("paused while it was closed: "
                        + object.aclose().awaitIterator().next());
            } catch (StopIteration closed) {
                return closed.value();
            }
        }
    }
}
