package dev.pausa.woven;

import dev.pausa.frame.Index;

/** The superclass of the classes by which the library finds what was woven ahead of time. */
public abstract class WovenIndex extends Index {
    /** For woven classes. */
    protected WovenIndex() {}
}
