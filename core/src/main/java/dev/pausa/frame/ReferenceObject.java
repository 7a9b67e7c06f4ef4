package dev.pausa.frame;

import dev.pausa.woven.Prototype;
import org.jspecify.annotations.Nullable;

/**
 * A body whose class was made by weaving ahead of time, where the compiler had made a reference to a method that
 * weaving could not see: one of another class, or one that the class of an object decides on. The method's frame is
 * found by the indexes of the classes, at the first use.
 */
public abstract class ReferenceObject extends BodyObject {
    /** For subclasses. */
    protected ReferenceObject() {}

    /**
     * Returns what it is the body of.
     *
     * @return the ordinal of the kind
     */
    protected abstract int kind();

    /**
     * Returns the object whose method is referred to.
     *
     * @return the object; null if the method is static, or that of the body's argument
     */
    protected abstract @Nullable Object receiver();

    /**
     * Makes the method reference that this object stands for, for the weaver, which reads what a lambda says of itself.
     *
     * @return a lambda
     */
    protected abstract Object lambda();

    @Override
    protected final @Nullable Prototype prototype() {
        return Prototypes.settled(kind(), this);
    }

    /** Does nothing: unlike the code of its own host, that of another class may be woven anew. */
    @Override
    protected final void settle() {}
}
