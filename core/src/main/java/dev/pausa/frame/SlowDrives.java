package dev.pausa.frame;

import org.jspecify.annotations.Nullable;

/**
 * The door to the drive loop that all drives pass which are more than a plain resume, and with them those that the flight recorder is told
 * of. A recorded object is not told apart from others where it is resumed; that would be a test for all. Instead, its frame has
 * {@link #RECORDED} in the place of an awaiter while it has none, which sends the drive here: it looks as if somebody awaited it.
 */
final class SlowDrives {
    private SlowDrives() {}

    /** An awaiter that awaits nothing. */
    static final Frame RECORDED = new Nobody();

    private static final class Nobody extends AdapterFrame {
        @Override
        public Object begin(Handle self, int depth) {
            throw new AssertionError("nobody's");
        }

        @Override
        public Object resume(@Nullable Object value, @Nullable Throwable raised) {
            throw new AssertionError("nobody's");
        }
    }

    /** What {@code up} is in a frame whose awaiter has left it. Whether the frame is a recorded object's is seen at its next drive. */
    static @Nullable Frame nobody() {
        return Tracking.hasRecorded ? RECORDED : null;
    }

    /** Does the first step of an object that was made while recording was on. */
    static @Nullable Object start(Handle driven) {
        return isRecorded(driven)
                ? Recorder.drive(driven, "start", null, null, null)
                : driven.run(Handle.FIRST, null, null, null);
    }

    /**
     * Resumes the chain of a driven object; see {@link Chain#resumeLeaf}.
     *
     * @param driven the object
     * @param with what the flight recorder calls it
     * @param value what the leaf's suspension point gives
     * @param given what it throws, or null
     * @param exit the exception to close with, or null
     */
    static @Nullable Object resume(
            Handle driven, String with, @Nullable Object value, @Nullable Throwable given, @Nullable Throwable exit) {
        Frame root = driven.frame;
        if (root.up != null) {
            if (isRecorded(driven)) {
                return Recorder.drive(driven, with, value, given, exit);
            }
            dropStale(root);
        }
        return driven.run(Handle.ANY, value, given, exit);
    }

    /** Drops an {@code up} link that is out of date, or {@link #RECORDED}; tells whether there was one. */
    static boolean dropStale(Frame root) {
        boolean isStale = root.up != null && !Handle.awaits(root.up, root);
        if (isStale) {
            root.up = null;
        }
        return isStale;
    }

    private static boolean isRecorded(Handle driven) {
        return Tracking.isRecording() && ownerOf(driven).recorded() != 0;
    }

    /** Whose drive it is: a step is its generator's. */
    static Handle ownerOf(Handle driven) {
        return driven.frame instanceof StepFrame step ? step.generator : driven;
    }
}
