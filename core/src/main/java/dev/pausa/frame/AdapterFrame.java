package dev.pausa.frame;

import dev.pausa.trace.BodyCode;
import org.jspecify.annotations.Nullable;

/** A frame that was written by hand, and is no body: it has no lines to show. */
abstract class AdapterFrame extends Frame {

    /** What a finished adapter points to, so that it keeps nothing alive. */
    static final AdapterFrame FINISHED = new NeverRun();

    /** A frame that stands for something and is never driven. */
    static final class NeverRun extends AdapterFrame {
        @Override
        public Object begin(Handle self, int depth) {
            throw new AssertionError("never runs");
        }

        @Override
        protected Object resume(@Nullable Object value, @Nullable Throwable raised) {
            throw new AssertionError("never runs");
        }
    }

    @Override
    protected final Frame prototype() {
        return FINISHED;
    }

    @Override
    protected final String describe() {
        return "";
    }

    @Override
    final @Nullable BodyCode code() {
        return null;
    }

    @Override
    final FrameTable table() {
        return FrameTable.NONE;
    }
}
