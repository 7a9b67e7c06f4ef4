package dev.pausa.woven;

import dev.pausa.frame.ReferenceObject;

/**
 * The superclass of the body classes that weaving ahead of time puts in the place of references to methods of other
 * classes.
 */
public abstract class WovenReference extends ReferenceObject {
    /** For woven classes. */
    protected WovenReference() {}
}
