package dev.pausa.async;

import org.jspecify.annotations.Nullable;

/** Values whose type the compiler cannot know: they went through something that takes any object. */
final class Typed {
    private Typed() {}

    /** Returns a value as what its receiver takes it for. {@code T} admits null if the value may be null. */
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"})
    static <T extends @Nullable Object> T as(@Nullable Object value) {
        return (T) value;
    }

    /** Returns what an operation gives that gives nothing. */
    static Void nothing() {
        return as(null);
    }
}
