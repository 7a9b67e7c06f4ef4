package dev.pausa.frame;

/**
 * The names of the classes above the machine that it finds when it first needs them. Made from this package's own name,
 * so that they stay true when the library is relocated.
 */
final class Parts {
    private Parts() {}

    private static final String FRAME = Parts.class.getPackageName();

    /** The package of the whole library. */
    static final String LIBRARY = FRAME.substring(0, FRAME.lastIndexOf('.'));

    /** The one {@link Weaver}; a service loader takes longer to start. */
    static final String WEAVER = LIBRARY + ".weaver.runtime.RuntimeWeaver";

    /** The one {@link Observer}. */
    static final String OBSERVER = LIBRARY + ".diagnostics.Tracking";
}
