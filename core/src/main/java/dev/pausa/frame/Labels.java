package dev.pausa.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a coroutine object is known by, if it is not only its body's name. Apart from the object, since it is needed
 * when that is gone.
 */
final class Labels {
    /** An object's that has none. */
    static final Labels NONE = new Labels();

    @Nullable
    String name;

    /** Where the object was made; empty unless origin tracking is on. */
    List<StackTraceElement> origin = List.of();

    /** The number by which the object is {@linkplain Observed observed}; 0 if it is not, or not any more. */
    long observed;

    /** Where it is closed if it is forgotten: see {@link Observer#driver}. Null for where all others are. */
    @Nullable
    Object driver;

    String nameOf(Frame frame) {
        return name == null ? frame.displayName() : name;
    }
}
