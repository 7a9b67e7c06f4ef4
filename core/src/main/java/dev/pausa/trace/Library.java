package dev.pausa.trace;

/**
 * What of a stack trace is the library's. The names are made from this package's own, so that they stay true when the
 * library is relocated; {@code LibraryTest} compares them with the classes that they name.
 */
final class Library {
    private Library() {}

    private static final String TRACE = Library.class.getPackageName();

    /** The package of the objects. */
    private static final String OBJECTS = TRACE.substring(0, TRACE.lastIndexOf('.'));

    /** The package of the machine. */
    private static final String FRAME = OBJECTS + ".frame";

    /** The package of those who are told of objects that are made. */
    private static final String DIAGNOSTICS = OBJECTS + ".diagnostics";

    /** The package of what woven classes extend and call. */
    private static final String WOVEN = OBJECTS + ".woven";

    /** The class that every factory method calls if a body may have to be woven. */
    static final String PROTOTYPES = FRAME + ".Prototypes";

    /** The class that every drive enters by. */
    static final String HANDLE = FRAME + ".Handle";

    /** The class of the drive loop. */
    static final String CHAIN = FRAME + ".Chain";

    /** The class that declares {@code await}. */
    static final String COROUTINE = OBJECTS + ".Coroutine";

    /**
     * Returns whether a class is the library's own code, by its binary name. The bodies that it has in other packages
     * are not.
     */
    static boolean isOwn(String className) {
        if (!className.startsWith(OBJECTS)) {
            return false;
        }
        String packageName = className.substring(0, Math.max(className.lastIndexOf('.'), 0));
        return packageName.equals(OBJECTS)
                || packageName.equals(FRAME)
                || packageName.equals(WOVEN)
                || packageName.equals(DIAGNOSTICS)
                || packageName.equals(TRACE);
    }
}
