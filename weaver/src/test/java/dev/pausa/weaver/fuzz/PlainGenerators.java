package dev.pausa.weaver.fuzz;

import dev.pausa.Coroutine;
import java.util.concurrent.Callable;

/** The names of {@link dev.pausa.Generator} for code that never pauses, as {@link Plain} has those of a coroutine. */
public final class PlainGenerators {
    private PlainGenerators() {}

    /** A generator, to be run once. */
    public record Generator<Y, S, R>(Coroutine.ResultBody<R> body) {
        public interface ResultBody<Y, S, R> {
            R run(Yielder<Y, S> g) throws Exception;
        }

        public interface Yielder<Y, S> {
            S yield(Y value);

            <T> T yieldFrom(Generator<? extends Y, ? super S, ? extends T> inner);
        }
    }

    public static <Y, S, R> Generator<Y, S, R> generatorReturning(Generator.ResultBody<Y, S, R> body) {
        return new Generator<>(() -> body.run(new Direct<>()));
    }

    private static final class Direct<Y, S> implements Generator.Yielder<Y, S> {
        @Override
        @SuppressWarnings("unchecked")
        public S yield(Y mark) {
            return (S) unchecked(() -> Plain.suspend(mark));
        }

        @Override
        public <T> T yieldFrom(Generator<? extends Y, ? super S, ? extends T> inner) {
            return unchecked(() -> Plain.awaitOnce(new Plain.Once<>(inner.body)));
        }
    }

    private static <T> T unchecked(Callable<T> call) {
        try {
            return call.call();
        } catch (Exception e) {
            throw Play.<RuntimeException>sneaky(e);
        }
    }

    /** What pauses, or not, and gives a value. */
    public static final class Given {
        private Given() {}

        public static <T> Generator<Object, Object, T> tick(int id, T value) {
            return of(Play.given(id, value, false));
        }

        public static <T> Generator<Object, Object, T> fail(int id, T value) {
            return of(Play.given(id, value, true));
        }

        public static <T> Generator<Object, Object, T> stage(int id, T value) {
            return tick(id, value);
        }

        private static <T> Generator<Object, Object, T> of(Play.Tick<T> tick) {
            return new Generator<>(tick::inPlace);
        }
    }
}
