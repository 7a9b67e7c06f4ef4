package dev.pausa.durable;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What a step or a transaction does: a lambda, which is saved with what it has captured.
 *
 * @param <C> what it gets: a {@link StepContext}, or a {@link java.sql.Connection}
 * @param <R> what it gives
 */
@FunctionalInterface
public interface DurableCall<C, R extends @Nullable Object> extends Serializable {
    /**
     * Does it. It may block, and not await.
     *
     * @param context what it gets
     * @return what it gives, of a type that can be saved
     * @throws Exception if it fails
     */
    R run(C context) throws Exception;
}
