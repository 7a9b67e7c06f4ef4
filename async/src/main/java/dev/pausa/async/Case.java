package dev.pausa.async;

import dev.pausa.Awaitable;
import dev.pausa.Coroutine;
import dev.pausa.Coroutine.ResultBlock;
import dev.pausa.Coroutine.ResultBody;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One of the things that a {@link Async#select select} waits for, and what is done then. Made by
 * {@link Channel#onReceive}, {@link Channel#onSend}, {@link Task#onEnd} and {@link Async#after}; used once.
 *
 * @param <R> what it gives
 */
public final class Case<R extends @Nullable Object> {
    private final Source source;
    private final Function<@Nullable Object, Coroutine<? extends R>> then;

    private Case(Source source, Function<@Nullable Object, Coroutine<? extends R>> then) {
        this.source = source;
        this.then = then;
    }

    static <V extends @Nullable Object, R extends @Nullable Object> Case<R> of(
            Source source, ResultBlock<? super V, ? extends R> then) {
        return new Case<>(source, value -> then.bind(Typed.as(value)));
    }

    static <R extends @Nullable Object> Case<R> of(Source source, ResultBody<? extends R> then) {
        return new Case<>(source, value -> Coroutine.coroutine(then));
    }

    Source source() {
        return source;
    }

    /** Returns what is to be done with what came. */
    Awaitable<? extends R> handle(@Nullable Object value) {
        return then.apply(value);
    }
}
