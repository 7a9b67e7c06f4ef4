package dev.pausa;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of one {@link Coroutine#step(Object)}: the coroutine yielded a value and is paused, or it returned.
 *
 * {@snippet :
 * Step<Integer> step = coroutine.step(null);
 * if (step instanceof Step.Yielded<Integer> yielded) {
 *     handle(yielded.value());
 * } else if (step instanceof Step.Returned<Integer> returned) {
 *     done(returned.value());
 * }
 * }
 *
 * @param <R> what the coroutine returns
 */
public sealed interface Step<R> {
    /**
     * The coroutine is paused.
     *
     * @param value what it gave to the driver; may be null
     * @param <R> what the coroutine returns in the end
     */
    record Yielded<R>(@Nullable Object value) implements Step<R> {}

    /**
     * The coroutine is finished.
     *
     * @param value what its body returned; may be null
     * @param <R> what the coroutine returns
     */
    record Returned<R>(@Nullable R value) implements Step<R> {}
}
