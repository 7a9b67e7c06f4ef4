package dev.pausa.frame;

import dev.pausa.GeneratorExit;
import dev.pausa.trace.FailedExits;

/** Makes what closes a body. One is there for when the memory is full: closing is what gives some of it back. */
final class Exits {
    private Exits() {}

    private static final GeneratorExit RESERVE = new GeneratorExit();

    /**
     * Makes what closes a body that is paused and awaits nothing: one that takes no suppressed exceptions where nothing
     * can add any.
     */
    static Throwable make(Frame paused) {
        if ((paused.state & Frame.SHOWN) != 0) {
            return make();
        }
        try {
            return FailedExits.makeUnseen();
        } catch (OutOfMemoryError full) {
            return RESERVE;
        }
    }

    static GeneratorExit make() {
        try {
            return new GeneratorExit();
        } catch (OutOfMemoryError full) {
            return RESERVE;
        }
    }
}
