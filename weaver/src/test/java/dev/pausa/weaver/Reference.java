package dev.pausa.weaver;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.GeneratorExit;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;

/**
 * The same names as {@link Coroutine} for code that never pauses: what would be raised into a pause is thrown there. A
 * shape's source compiled against this class says what the woven shape must do.
 */
public final class Reference {
    private Reference() {}

    private static boolean running;

    /** Turns a shape's source into that of its reference. */
    static String toReference(String source) {
        return source.replaceAll(
                        "import static dev.pausa.(Coroutine|BlockAccess)\\.",
                        "import static dev.pausa.weaver.Reference.")
                .replaceAll(
                        "import (static )?dev.pausa.(Async)?Generator\\b",
                        "import $1dev.pausa.weaver.ReferenceGenerators.$2Generator");
    }

    /** A body, to be run once. */
    static class Plain<R> implements Awaitable<R> {
        private final Callable<R> body;

        Plain(Callable<R> body) {
            this.body = body;
        }

        final R run() throws Exception {
            boolean outer = running;
            running = true;
            try {
                return body.call();
            } catch (GeneratorExit exit) {
                throw Reference.<Exception>sneaky(leaving(exit));
            } finally {
                running = outer;
            }
        }

        @Override
        public AwaitIterator<R> awaitIterator() {
            throw new AssertionError("the reference pauses nowhere");
        }
    }

    /**
     * Returns what comes out of a body for its exit: what a resource's {@code close()} threw on the way, as what
     * {@code __exit__} raises replaces the exit in Python. Java suppresses that; of several ones the first goes on,
     * with the others suppressed in it.
     *
     * @param exit what the body threw
     * @return the exit itself if all resources closed well
     */
    public static Throwable leaving(GeneratorExit exit) {
        Throwable[] failures = exit.getSuppressed();
        for (int i = 1; i < failures.length; i++) {
            failures[0].addSuppressed(failures[i]);
        }
        return failures.length == 0 ? exit : failures[0];
    }

    @SuppressWarnings("unchecked")
    static <X extends Throwable> X sneaky(Throwable thrown) throws X {
        throw (X) thrown;
    }

    static boolean isRunning() {
        return running;
    }

    public static <R> Awaitable<R> coroutine(Coroutine.ResultBody<R> body) {
        return new Plain<>(body::run);
    }

    public static Awaitable<Void> coroutine(Coroutine.Body body) {
        return new Plain<>(() -> {
            body.run();
            return null;
        });
    }

    public static <T> Awaitable<Void> block(Coroutine.Block<? super T> block, T argument) {
        return coroutine(() -> block.run(argument));
    }

    public static <T, R> Awaitable<R> blockReturning(Coroutine.ResultBlock<? super T, R> block, T argument) {
        return coroutine(() -> block.run(argument));
    }

    @SuppressWarnings("unchecked")
    public static <T> T await(Awaitable<? extends T> awaitable) throws Exception {
        if (awaitable instanceof Plain<?> plain) {
            return (T) awaitPlain(plain);
        }
        return ((Ticks.Tick<T>) awaitable).directly();
    }

    /** Whoever awaits a coroutine is closed after it, whatever it did with its own exit. */
    static Object awaitPlain(Plain<?> inner) throws Exception {
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
