package dev.pausa.weaver.fuzz;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.GeneratorExit;
import dev.pausa.weaver.Reference;
import java.util.concurrent.CompletionStage;

/**
 * The names of {@link Coroutine} for code that never pauses: what would be raised into a pause is thrown there. A
 * generated source compiled against this class says what the woven body must do.
 */
public final class Plain {
    private Plain() {}

    /** A body, to be run once. */
    record Once<R>(Coroutine.ResultBody<R> body) implements Awaitable<R> {
        R run() throws Exception {
            try {
                return body.run();
            } catch (GeneratorExit exit) {
                throw Play.<RuntimeException>sneaky(Reference.leaving(exit));
            }
        }

        @Override
        public AwaitIterator<R> awaitIterator() {
            throw new AssertionError("the reference never pauses");
        }
    }

    public static <R> Awaitable<R> coroutine(Coroutine.ResultBody<R> body) {
        return new Once<>(body);
    }

    public static <T> T await(Awaitable<? extends T> awaitable) throws Exception {
        if (awaitable instanceof Once<? extends T> inner) {
            return awaitOnce(inner);
        }
        return ((Play.Tick<? extends T>) awaitable).inPlace();
    }

    public static <T> T await(CompletionStage<? extends T> stage) throws Exception {
        return ((Play.Stage<? extends T>) stage).inPlace();
    }

    public static Object suspend(Object mark) throws Exception {
        Play.current().pauseInPlace();
        return ((Play.Mark) mark).answer();
    }

    /** Whoever awaits a coroutine is closed after it, whatever it did with its own exit. */
    static <T> T awaitOnce(Once<? extends T> inner) throws Exception {
        boolean before = Play.current().isClosing();
        T result = null;
        try {
            result = inner.run();
        } catch (GeneratorExit exit) {
            if (before || !Play.current().isClosing()) {
                throw exit;
            }
        }
        if (!before && Play.current().isClosing()) {
            throw new GeneratorExit();
        }
        return result;
    }
}
