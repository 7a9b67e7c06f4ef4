package dev.pausa.trace;

import java.util.Set;

/**
 * The names of frame classes: {@code Orders$load$coroutine2} is the second coroutine's body in the method {@code load}.
 * Stack traces show them, so a body is known there by its class's name.
 */
public final class FrameNames {
    private FrameNames() {}

    /** What the frame class of a coroutine has in its name. */
    public static final String COROUTINE = "coroutine";

    /** What the frame class of a block has in its name. */
    public static final String BLOCK = "block";

    /** What the frame class of a generator has in its name. */
    public static final String GENERATOR = "generator";

    /** What the frame class of an asynchronous generator has in its name. */
    public static final String ASYNC_GENERATOR = "asyncgenerator";

    private static final Set<String> WORDS = Set.of(COROUTINE, BLOCK, GENERATOR, ASYNC_GENERATOR);

    /** What the frame class of a method reference has in its name besides. */
    public static final String REFERENCE = "$reference";

    /** What stands between a class's name and a number in the names of the body classes that it is rewritten with. */
    public static final String BODY_CLASS = "$$body";

    /** What the names of the methods begin with that are added to a class when it is rewritten. */
    public static final String ADDED_METHOD = "woven$";

    /** Stands between a frame class's name and a number that tells it from another one that was there first. */
    public static final String AGAIN = "_";

    /**
     * Returns whether a class is a frame class, by its binary name.
     *
     * @param className the name
     * @return true if it ends as the weaver ends the names of frame classes
     */
    public static boolean isFrameClass(String className) {
        return endOfMethod(className) > 0;
    }

    /**
     * Returns the class that declares a body.
     *
     * @param frameClass the binary name of the body's frame class
     * @param method the method that the body is written in
     * @return a binary name; the frame class's own if it is not made of these two
     */
    public static String declaring(String frameClass, String method) {
        int end = endOfMethod(frameClass);
        if (end > 0 && frameClass.startsWith(REFERENCE, end - REFERENCE.length())) {
            end -= REFERENCE.length();
        }
        int start = end - method.length() - 1;
        return start > 0 && frameClass.startsWith("$" + method, start) ? frameClass.substring(0, start) : frameClass;
    }

    /** The index behind the method's name, where {@code $coroutine1} begins; -1 if this is no frame class's name. */
    private static int endOfMethod(String className) {
        int end = className.length();
        while (end > 0 && isOfNumber(className.charAt(end - 1))) {
            end--;
        }
        if (end == className.length()) {
            return -1;
        }
        int word = className.lastIndexOf('$', end - 1);
        return word > 0 && WORDS.contains(className.substring(word + 1, end)) ? word : -1;
    }

    /**
     * Returns whether a class stands for a lambda in a rewritten class, by its binary name.
     *
     * @param className the name
     * @return true if it ends as the weaver ends the names of body classes
     */
    static boolean isBodyClass(String className) {
        int end = className.length();
        while (end > 0 && Character.isDigit(className.charAt(end - 1))) {
            end--;
        }
        return end < className.length() && className.startsWith(BODY_CLASS, end - BODY_CLASS.length());
    }

    private static boolean isOfNumber(char c) {
        return Character.isDigit(c) || AGAIN.indexOf(c) >= 0;
    }
}
