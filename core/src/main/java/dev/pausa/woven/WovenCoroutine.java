package dev.pausa.woven;

import dev.pausa.frame.Frame;

/** The superclass of the frame class of a coroutine. */
public abstract class WovenCoroutine extends Frame {
    /** For woven classes. */
    protected WovenCoroutine() {}
}
