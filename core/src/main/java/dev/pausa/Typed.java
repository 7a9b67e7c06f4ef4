package dev.pausa;

import org.jspecify.annotations.Nullable;

/** The one place where what comes out of a frame, where every value is an object, gets its type back. */
final class Typed {
    private Typed() {}

    /** Returns the value as what the body's types say it is; null only where they allow null. */
    @SuppressWarnings({"unchecked", "NullAway"})
    static <T extends @Nullable Object> T as(@Nullable Object value) {
        return (T) value;
    }
}
