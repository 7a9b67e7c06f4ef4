package dev.pausa.durable;

import dev.pausa.Coroutine;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What begins a durable coroutine: {@code order -> coroutine(() -> …)}, or a reference to a method that returns the
 * coroutine.
 *
 * @param <A> the type of the argument
 * @param <R> the type of the result
 */
public interface DurableBody<A extends @Nullable Object, R extends @Nullable Object> extends Serializable {
    /**
     * Returns the coroutine, which has not begun.
     *
     * @param argument the argument
     * @return a new coroutine
     */
    Coroutine<R> begin(A argument);
}
