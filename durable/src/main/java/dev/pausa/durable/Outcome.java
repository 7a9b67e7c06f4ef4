package dev.pausa.durable;

import org.jspecify.annotations.Nullable;

/**
 * How something has ended.
 *
 * @param value what it gave
 * @param thrown what it threw, or null
 */
record Outcome(@Nullable Object value, @Nullable Throwable thrown) {
    Next next() {
        return new Next(value, thrown);
    }
}
