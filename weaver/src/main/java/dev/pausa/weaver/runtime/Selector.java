package dev.pausa.weaver.runtime;

import dev.pausa.frame.Frame;
import dev.pausa.frame.Handle;

/** A prototype that is only a switch to others, and never begins a body itself. */
abstract class Selector extends Frame {
    @Override
    protected abstract Frame select(Object body, Object argument);

    /** Returns what a prototype selects for a body: itself, if it is no switch. */
    static Frame selected(Frame prototype, Object body, Object argument) {
        return prototype instanceof Selector selector ? selector.select(body, argument) : prototype;
    }

    @Override
    public final Object begin(Handle self, int depth) {
        throw new AssertionError("only selects");
    }

    @Override
    protected final Object resume(Object value, Throwable raised) {
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
