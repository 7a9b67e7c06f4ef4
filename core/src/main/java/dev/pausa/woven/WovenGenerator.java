package dev.pausa.woven;

import dev.pausa.frame.GeneratorFrame;

/** The superclass of the frame class of a generator. */
public abstract class WovenGenerator extends GeneratorFrame {
    /** For woven classes. */
    protected WovenGenerator() {}
}
