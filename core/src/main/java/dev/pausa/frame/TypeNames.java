package dev.pausa.frame;

import org.jspecify.annotations.Nullable;

/** The short names of types, as error texts use them where Python has {@code type(x).__name__}. */
public final class TypeNames {
    private TypeNames() {}

    /**
     * Returns the name of the object's class without its package.
     *
     * @param object any object, or null
     * @return the name; {@code null} for null
     */
    public static String of(@Nullable Object object) {
        return object == null ? "null" : shorten(object.getClass().getName());
    }

    /**
     * Shortens a class's binary name to what the source calls it: {@code Outer.Inner} for {@code a.b.Outer$Inner}.
     *
     * @param binaryName the name as {@link Class#getName()} gives it
     * @return the name without its package, dots for dollars
     */
    public static String shorten(String binaryName) {
        return binaryName.substring(binaryName.lastIndexOf('.') + 1).replace('$', '.');
    }
}
