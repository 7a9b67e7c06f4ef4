package dev.pausa.frame;

import org.jspecify.annotations.Nullable;

/**
 * The door to the drive loop that all drives pass which are more than a plain resume, and with them those of
 * {@link Observed} objects.
 */
final class SlowDrives {
    private SlowDrives() {}

    /** Does the first step of an object that may be observed. */
    static @Nullable Object start(Handle driven) {
        return Observed.is(driven)
                ? Observed.drive(driven, "start", null, null, null)
                : driven.run(Handle.FIRST, null, null, null);
    }

    /**
     * Resumes the chain of a driven object; see {@link Chain#resumeLeaf}.
     *
     * @param driven the object
     * @param with what the observer is told that it is resumed with
     * @param value what the leaf's suspension point gives
     * @param given what it throws, or null
     * @param exit the exception to close with, or null
     */
    static @Nullable Object resume(
            Handle driven, String with, @Nullable Object value, @Nullable Throwable given, @Nullable Throwable exit) {
        Frame root = driven.frame;
        if (root.up != null) {
            if (Observed.is(driven)) {
                return Observed.drive(driven, with, value, given, exit);
            }
            dropStale(root);
        }
        return driven.run(Handle.ANY, value, given, exit);
    }

    /** Drops an {@code up} link that is out of date, or a mark; returns whether there was one. */
    static boolean dropStale(Frame root) {
        boolean isStale = root.up != null && !Handle.awaits(root.up, root);
        if (isStale) {
            root.up = null;
        }
        return isStale;
    }
}
