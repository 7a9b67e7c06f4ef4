package dev.pausa.frame;

import dev.pausa.trace.BodyCode;
import org.jspecify.annotations.Nullable;

/** The prototype for a body without suspension points: it runs as it is, and never pauses. */
public final class PlainFrame extends Frame {
    private final Kind kind;
    private final String description;

    /** The method that holds the body's code, as stacks show it. */
    private final String method;

    /** What the description says; null before somebody looks. Written again by each thread that sees null. */
    private @Nullable FrameTable table;

    /**
     * Makes a prototype.
     *
     * @param kind what it is the body of
     * @param description the body's state table in text form, without points
     * @param method the method that holds the body's code: of a lambda, the one that the compiler made
     */
    public PlainFrame(Kind kind, String description, String method) {
        this.kind = kind;
        this.description = description;
        this.method = method;
    }

    @Override
    BodyCode code() {
        FrameTable table = table();
        return new BodyCode(table.className(), method, table.methodName());
    }

    @Override
    public @Nullable Object begin(Handle self, int depth) throws Throwable {
        Object taken = take(self);
        try {
            Object result = taken instanceof Applied applied
                    ? PlainBody.run(kind, applied.body(), applied.argument())
                    : PlainBody.run(kind, taken, null);
            self.finish(this, result, null);
            return result;
        } catch (Throwable thrown) {
            self.stage = Handle.CLOSED; // whatever comes next may fail too
            Throwable out = isPart() ? Kind.failureOr(thrown) : kind.leaving(thrown, self, this);
            self.finish(this, null, out);
            throw out;
        }
    }

    @Override
    protected Object resume(@Nullable Object value, @Nullable Throwable raised) {
        throw new AssertionError("never pauses");
    }

    @Override
    void ended(Handle self, @Nullable Object result, @Nullable Throwable thrown) {
        if (kind == Kind.GENERATOR) {
            GeneratorFrame.keepOutcome(self, result, thrown);
        }
    }

    @Override
    Kind kind() {
        return kind;
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
        FrameTable known = table;
        if (known == null) {
            table = known = FrameTable.parse(description);
        }
        return known;
    }
}
