package dev.pausa.frame;

import org.jspecify.annotations.Nullable;

/** The frame of all awaits that are over before they begin: the value is in the handle. */
final class EndedFrame extends AdapterFrame {
    private static final EndedFrame FOR_ALL = new EndedFrame();

    private EndedFrame() {}

    /** Returns a handle, not yet begun, which has a value when it begins. */
    static Handle with(@Nullable Object value) {
        Handle ended = new Adapter(FOR_ALL);
        ended.held = value;
        return ended;
    }

    @Override
    public @Nullable Object begin(Handle self, int depth) {
        Object value = self.held;
        self.held = null;
        self.stage = Handle.CLOSED;
        return value;
    }

    @Override
    protected Object resume(@Nullable Object value, @Nullable Throwable raised) {
        throw new AssertionError("never pauses");
    }
}
