package dev.pausa.trace;

import org.jspecify.annotations.Nullable;

/**
 * By what a thread's stack shows that it runs a body: the class of a frame belongs to one body; a body that never
 * pauses runs as it was compiled, in a method that the library calls.
 *
 * @param className the binary name of the frame class, or of the class that declares the method
 * @param method the method; null for any of the frame class
 * @param shownAs the method that the body is written in, for people; null to show the frame class as it is
 */
public record BodyCode(
        String className, @Nullable String method, @Nullable String shownAs) {

    /**
     * Returns the code of a woven body.
     *
     * @param frameClass the binary name of its frame class
     * @return the code
     */
    public static BodyCode ofFrame(String frameClass) {
        return new BodyCode(frameClass, null, null);
    }
}
