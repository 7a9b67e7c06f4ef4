package dev.pausa.trace;

/**
 * The names of frame classes: {@code Orders$load$coroutine2} is the second coroutine's body in the method {@code load}. Stack traces show
 * them, so a body is known there by its class's name.
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

    /** Stands between a frame class's name and a number that tells it from another one that was there first. */
    public static final String AGAIN = "_";

    /**
     * Returns whether a class is a frame class, by its binary name.
     *
     * @param className the name
     * @return true if it ends as the weaver ends the names of frame classes
     */
    public static boolean isFrameClass(String className) {
        int end = className.length();
        while (end > 0 && isOfNumber(className.charAt(end - 1))) {
            end--;
        }
        if (end == className.length() || className.indexOf('$') <= 0) {
            return false;
        }
        return endsAt(className, end, COROUTINE) || endsAt(className, end, GENERATOR) || endsAt(className, end, BLOCK);
    }

    private static boolean isOfNumber(char c) {
        return Character.isDigit(c) || AGAIN.indexOf(c) >= 0;
    }

    /** The word of an asynchronous generator ends with that of a generator. */
    private static boolean endsAt(String className, int end, String word) {
        return className.startsWith(word, end - word.length());
    }
}
