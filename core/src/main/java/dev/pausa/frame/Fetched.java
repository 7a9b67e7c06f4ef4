package dev.pausa.frame;

import org.jspecify.annotations.Nullable;

/**
 * A value that a body has yielded and nobody has taken yet, as a handle keeps it: null has a stand-in, since null means
 * that there is none.
 */
public final class Fetched {
    private Fetched() {}

    private static final Object NULL = new Object();

    /**
     * Returns what stands for a value.
     *
     * @param value the value
     * @return an object to keep
     */
    public static Object of(@Nullable Object value) {
        return value == null ? NULL : value;
    }

    /**
     * Returns the value.
     *
     * @param fetched what {@link #of} gave
     * @return the value
     */
    public static @Nullable Object value(Object fetched) {
        return fetched == NULL ? null : fetched;
    }
}
