package dev.pausa.frame;

import org.jspecify.annotations.Nullable;

/** The prototype for a body without suspension points: it runs as it is, and never pauses. */
public final class PlainFrame extends Frame {
    private final String description;

    /**
     * Makes a prototype.
     *
     * @param description the body's state table in text form, without points
     */
    public PlainFrame(String description) {
        this.description = description;
    }

    @Override
    public @Nullable Object begin(Handle self, int depth) throws Throwable {
        Object body = take(self);
        try {
            Object result = self.runPlain(body);
            returned(self, null);
            return result;
        } catch (Throwable thrown) {
            throw failed(self, null, thrown);
        }
    }

    @Override
    public Object resume(@Nullable Object value, @Nullable Throwable raised) {
        throw new AssertionError("never pauses");
    }

    @Override
    protected Frame prototype() {
        return this;
    }

    @Override
    protected String describe() {
        return description;
    }

    @Override
    FrameTable table() {
        return FrameTable.parse(description);
    }
}
