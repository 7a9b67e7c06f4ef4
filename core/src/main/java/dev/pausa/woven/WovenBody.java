package dev.pausa.woven;

import dev.pausa.frame.BodyObject;

/** The superclass of the body classes that weaving ahead of time puts in the place of lambdas. */
public abstract class WovenBody extends BodyObject {
    /** For woven classes. */
    protected WovenBody() {}
}
