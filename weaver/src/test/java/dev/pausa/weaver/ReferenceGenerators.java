package dev.pausa.weaver;

import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/** Generators and asynchronous generators for code that never pauses: see {@link Reference}. */
public final class ReferenceGenerators {
    private ReferenceGenerators() {}

    /** The names of {@link dev.pausa.Generator}. */
    public static final class Generator<Y, S, R> extends Reference.Plain<R> {
        private Generator(Callable<R> body) {
            super(body);
        }

        public interface Body<Y, S> {
            void run(Yielder<Y, S> g) throws Exception;
        }

        public interface ResultBody<Y, S, R> {
            R run(Yielder<Y, S> g) throws Exception;
        }

        public interface Yielder<Y, S> {
            S yield(Y value);

            <T> T yieldFrom(Generator<? extends Y, ? super S, ? extends T> inner);

            void yieldAll(Generator<? extends Y, ?, ?> values);

            void yieldAll(Iterable<? extends Y> values);

            void yieldAll(Iterator<? extends Y> values);

            void yieldAll(Stream<? extends Y> values);
        }

        public static <Y, S> Generator<Y, S, Void> generator(Body<Y, S> body) {
            return generatorReturning(g -> {
                body.run(g);
                return null;
            });
        }

        public static <Y, S, R> Generator<Y, S, R> generatorReturning(ResultBody<Y, S, R> body) {
            return new Generator<>(() -> body.run(new Direct<>()));
        }
    }

    /** Yields by doing what the driver would do. */
    private static final class Direct<Y, S> implements Generator.Yielder<Y, S> {
        @Override
        public S yield(Y value) {
            return pause(value);
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> T yieldFrom(Generator<? extends Y, ? super S, ? extends T> inner) {
            return (T) unchecked(() -> Reference.awaitPlain(inner));
        }

        @Override
        public void yieldAll(Generator<? extends Y, ?, ?> values) {
            unchecked(() -> Reference.awaitPlain(values));
        }

        @Override
        public void yieldAll(Iterable<? extends Y> values) {
            yieldAll(values.iterator());
        }

        @Override
        public void yieldAll(Iterator<? extends Y> values) {
            unchecked(() -> {
                while (values.hasNext()) {
                    values.next();
                    Run.current().afterPause();
                }
                return null;
            });
        }

        @Override
        public void yieldAll(Stream<? extends Y> values) {
            try (values) {
                yieldAll(values.iterator());
            }
        }
    }

    /** The names of {@link dev.pausa.AsyncGenerator}. */
    public static final class AsyncGenerator<Y, S> extends Reference.Plain<Void> {
        private AsyncGenerator(Callable<Void> body) {
            super(body);
        }

        public interface Body<Y, S> {
            void run(AsyncYielder<Y, S> g) throws Exception;
        }

        public interface AsyncYielder<Y, S> {
            S yield(Y value);
        }

        public static <Y, S> AsyncGenerator<Y, S> asyncGenerator(Body<Y, S> body) {
            return new AsyncGenerator<>(() -> {
                body.run(ReferenceGenerators::pause);
                return null;
            });
        }
    }

    @SuppressWarnings("unchecked")
    private static <S> S pause(Object value) {
        return (S) unchecked(() -> Reference.suspend(value));
    }

    private static Object unchecked(Callable<Object> call) {
        try {
            return call.call();
        } catch (Exception e) {
            throw Reference.<RuntimeException>sneaky(e);
        }
    }
}
