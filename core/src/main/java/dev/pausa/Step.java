package dev.pausa;

import org.jspecify.annotations.Nullable;

/**
 * The outcome of one {@link Coroutine#step(Object)} or {@link Generator#step(Object)}: the body yielded a value and is
 * paused, or it returned.
 *
 * <pre>{@code
 * Step<Integer> step = coroutine.step(null);
 * if (step instanceof Step.Yielded<Integer> yielded) {
 *     handle(yielded.value());
 * } else if (step instanceof Step.Returned<Integer> returned) {
 *     done(returned.value());
 * }
 * }</pre>
 *
 * @param <R> what the body returns
 */
public sealed interface Step<R extends @Nullable Object> {
    /**
     * Returns the value, whichever it is.
     *
     * @return what was yielded or returned; may be null
     */
    @Nullable
    Object value();

    /**
     * The body is paused.
     *
     * @param value what it gave to the driver; may be null
     * @param <R> what the body returns in the end
     */
    record Yielded<R extends @Nullable Object>(@Nullable Object value) implements Step<R> {}

    /**
     * The body has ended.
     *
     * @param value what its body returned; may be null
     * @param <R> what the body returns
     */
    record Returned<R extends @Nullable Object>(R value) implements Step<R> {}
}
