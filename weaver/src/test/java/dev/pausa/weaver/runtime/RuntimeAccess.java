package dev.pausa.weaver.runtime;

import dev.pausa.weaver.ClassFiles;

/** Lets the tests of the stages use what is hidden here. */
public final class RuntimeAccess {
    private RuntimeAccess() {}

    /** The class files that a loader gives as resources. */
    public static ClassFiles.Source filesOf(ClassLoader loader) {
        return new ClassPlaces(loader, null)::bytes;
    }
}
