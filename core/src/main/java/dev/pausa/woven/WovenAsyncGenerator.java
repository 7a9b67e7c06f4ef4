package dev.pausa.woven;

import dev.pausa.frame.AsyncGeneratorFrame;

/** The superclass of the frame class of an asynchronous generator. */
public abstract class WovenAsyncGenerator extends AsyncGeneratorFrame {
    /** For woven classes. */
    protected WovenAsyncGenerator() {}
}
