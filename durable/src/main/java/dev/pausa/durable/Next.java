package dev.pausa.durable;

import org.jspecify.annotations.Nullable;

/**
 * What a chain is gone on with.
 *
 * @param value what the await gives
 * @param thrown what is raised at the await instead, or null
 */
record Next(@Nullable Object value, @Nullable Throwable thrown) {
    static Next value(@Nullable Object value) {
        return new Next(value, null);
    }

    static Next raise(Throwable thrown) {
        return new Next(null, thrown);
    }
}
