package dev.pausa.woven;

import dev.pausa.frame.BlockFrame;

/** The superclass of the frame class of a block: a part of the coroutine that awaits it. */
public abstract class WovenBlock extends BlockFrame {
    /** For woven classes. */
    protected WovenBlock() {}
}
