package dev.pausa.weaver;

/**
 * What came of weaving a body.
 *
 * @param classFile the bytes of the frame class
 * @param size how many bytes of code the body's method has
 */
public record WovenClass(byte[] classFile, int size) {
    /** HotSpot compiles no method with more bytes of code than this ({@code HugeMethodLimit}). */
    public static final int LARGEST_COMPILED = 8000;

    /** Returns whether HotSpot compiles the body. */
    public boolean isCompiled() {
        return size <= LARGEST_COMPILED;
    }
}
