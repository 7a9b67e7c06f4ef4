package dev.pausa.frame;

import org.jspecify.annotations.Nullable;

/** A prototype that is only a switch to others, and never begins a body itself. */
public abstract class Selector extends Frame {
    /** For subclasses. */
    protected Selector() {}

    @Override
    protected abstract Frame select(Object body, @Nullable Object argument);

    /**
     * Returns what a prototype selects for a body.
     *
     * @param prototype the prototype
     * @param body the body
     * @param argument its argument, if it is one of the kind {@link Kind#BLOCK}
     * @return the prototype itself, if it is no switch
     */
    public static Frame selected(Frame prototype, Object body, @Nullable Object argument) {
        return prototype.select(body, argument);
    }

    @Override
    public final @Nullable Object begin(Handle self, int depth) {
        throw new AssertionError("only selects");
    }

    @Override
    protected final @Nullable Object resume(@Nullable Object value, @Nullable Throwable raised) {
        throw new AssertionError("only selects");
    }

    @Override
    protected final Frame prototype() {
        return this;
    }

    @Override
    protected final String describe() {
        throw new AssertionError("only selects");
    }
}
