package dev.pausa.flow;

import org.jspecify.annotations.Nullable;

/** The names of classes in messages. */
final class TypeText {
    private TypeText() {}

    /** Returns the name of an object's class as its source has it: {@code Outer.Inner}, without the package. */
    static String of(@Nullable Object object) {
        if (object == null) {
            return "null";
        }
        String name = object.getClass().getName();
        return name.substring(name.lastIndexOf('.') + 1).replace('$', '.');
    }
}
