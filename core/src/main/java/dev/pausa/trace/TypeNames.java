package dev.pausa.trace;

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
     * Returns the class that a person wrote: for the class of a lambda, the one that the lambda stands in.
     *
     * @param binaryName the name as {@link Class#getName()} gives it
     * @return a binary name
     */
    public static String declaring(String binaryName) {
        int lambda = binaryName.indexOf("$$Lambda");
        return lambda > 0 ? binaryName.substring(0, lambda) : binaryName;
    }

    /**
     * Shortens a class's binary name to what the source calls it: {@code Outer.Inner} for {@code a.b.Outer$Inner}.
     *
     * @param binaryName the name as {@link Class#getName()} gives it
     * @return the name without its package, dots for dollars
     */
    public static String shorten(String binaryName) {
        String declaring = declaring(binaryName);
        if (!declaring.equals(binaryName)) {
            return shorten(declaring) + ".<lambda>";
        }
        String name = binaryName.substring(binaryName.lastIndexOf('.') + 1);
        return name.charAt(0) + name.substring(1).replace('$', '.');
    }
}
