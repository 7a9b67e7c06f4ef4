package dev.pausa.weaver.runtime;

import dev.pausa.frame.Frame;
import dev.pausa.woven.Woven;
import java.util.List;
import java.util.Optional;

/**
 * Whether the loader of a body's class leads to what woven code extends and calls. It leads to the API, or the body
 * would not be one; but these packages are named by the frame class alone, and a loader may give out packages one by
 * one, as those of OSGi do.
 */
final class LibraryReach {
    private LibraryReach() {}

    /** One class of each package that woven code names. */
    private static final List<Class<?>> NEEDED = List.of(Woven.class, Frame.class);

    /** Returns a class that the loader does not find, or of which it finds another copy; empty if it leads to all. */
    static Optional<Class<?>> missing(ClassLoader loader) {
        return NEEDED.stream().filter(type -> !leadsTo(loader, type)).findFirst();
    }

    private static boolean leadsTo(ClassLoader loader, Class<?> type) {
        try {
            return Class.forName(type.getName(), false, loader) == type;
        } catch (ClassNotFoundException | LinkageError hidden) {
            return false;
        }
    }
}
