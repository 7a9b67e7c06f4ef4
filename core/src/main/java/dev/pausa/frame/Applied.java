package dev.pausa.frame;

import org.jspecify.annotations.Nullable;

/**
 * A body and the argument for it.
 *
 * @param body the body
 * @param argument what it gets
 */
public record Applied(Object body, @Nullable Object argument) {}
