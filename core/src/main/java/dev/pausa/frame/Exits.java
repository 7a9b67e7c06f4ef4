package dev.pausa.frame;

import dev.pausa.GeneratorExit;
import dev.pausa.trace.FailedExits;

/** Makes what closes a body. One is there for when the memory is full: closing is what gives some of it back. */
final class Exits {
    private Exits() {}

    private static final GeneratorExit RESERVE = new GeneratorExit();

    /**
     * For all bodies whose code cannot get hold of it, which so can neither keep it nor tell it from another one. It
     * takes no suppressed exceptions, and cannot be changed: nothing is to be looked for in it.
     */
    static final Throwable UNSEEN = FailedExits.makeUnseen();

    /** Returns what closes a body that is paused and awaits nothing. */
    static Throwable of(Frame paused) {
        return (paused.state & Frame.SHOWN) != 0 ? make() : UNSEEN;
    }

    static GeneratorExit make() {
        try {
            return new GeneratorExit();
        } catch (OutOfMemoryError full) {
            return RESERVE;
        }
    }
}
