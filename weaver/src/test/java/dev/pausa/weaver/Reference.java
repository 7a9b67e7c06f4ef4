package dev.pausa.weaver;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.GeneratorExit;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/**
 * The same names as {@link Coroutine} for code that never pauses: what would be raised into a pause is thrown there. A shape's source
 * compiled against this class says what the woven shape must do.
 */
public final class Reference {
    private Reference() {}

    private static boolean running;

    /** A body, to be run once. */
    static final class Plain<R> implements Awaitable<R> {
        private final Callable<R> body;

        Plain(Callable<R> body) {
            this.body = body;
        }

        R run() throws Exception {
            boolean outer = running;
            running = true;
            try {
                return body.call();
            } finally {
                running = outer;
            }
        }

        @Override
        public AwaitIterator<R> awaitIterator() {
            throw new AssertionError("the reference pauses nowhere");
        }
    }

    static boolean isRunning() {
        return running;
    }

    public static <R> Awaitable<R> coroutine(Coroutine.Body<R> body) {
        return new Plain<>(body::run);
    }

    public static Awaitable<Void> coroutine(Coroutine.VoidBody body) {
        return new Plain<>(() -> {
            body.run();
            return null;
        });
    }

    @SuppressWarnings("unchecked")
    public static <T> T await(Awaitable<? extends T> awaitable) throws Exception {
        if (awaitable instanceof Plain<?> plain) {
            return (T) awaitPlain(plain);
        }
        return ((Ticks.Tick<T>) awaitable).directly();
    }

    /** Whoever awaits a coroutine is closed after it, whatever it did with its own exit. */
    private static Object awaitPlain(Plain<?> inner) throws Exception {
        boolean before = Run.current().isClosing();
        Object result;
        try {
            result = inner.run();
        } catch (GeneratorExit exit) {
            if (before || !Run.current().isClosing()) {
                throw exit;
            }
            result = null;
        }
        if (!before && Run.current().isClosing()) {
            throw new GeneratorExit();
        }
        return result;
    }

    public static <T> T await(CompletionStage<? extends T> stage) throws Exception {
        return stage.toCompletableFuture().join();
    }

    public static Object suspend(Object value) throws Exception {
        Run.current().pauseDirectly();
        return Player.reply(value);
    }
}
