package dev.pausa.trace;

import org.jspecify.annotations.Nullable;

/** Shows a value without running code of the application's, which another thread may be using. */
public final class ValueText {
    private ValueText() {}

    private static final int LONGEST = 100;

    /**
     * Returns a text that fits in one line.
     *
     * @param value the value
     * @return of strings (cut short), numbers, booleans, characters and enum constants the value itself; of anything
     *     else its type and identity
     */
    public static String text(@Nullable Object value) {
        return OneLine.of(shown(value));
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof String string) {
            return '"' + OneLine.cut(string, LONGEST) + '"';
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Character) {
            return "'" + value + "'";
        }
        return value == null || isPlain(value) ? String.valueOf(value) : identity(value);
    }

    private static boolean isPlain(Object value) {
        return value instanceof Boolean
                || value instanceof Integer
                || value instanceof Long
                || value instanceof Double
                || value instanceof Float
                || value instanceof Short
                || value instanceof Byte;
    }

    private static String identity(Object value) {
        Class<?> type = value.getClass();
        return type.isArray()
                ? TypeNames.shorten(type.getComponentType().getTypeName()) + "["
                        + java.lang.reflect.Array.getLength(value) + "]"
                : TypeNames.of(value) + "@" + Integer.toHexString(System.identityHashCode(value));
    }
}
