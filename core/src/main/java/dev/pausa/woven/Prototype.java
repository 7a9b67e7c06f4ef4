package dev.pausa.woven;

import dev.pausa.frame.Handle;
import org.jspecify.annotations.Nullable;

/**
 * What begins bodies: the superclass of all frames, as woven code sees those of others. Of each frame class there is
 * one instance that is used so.
 */
public abstract class Prototype {
    /** For the machine. */
    protected Prototype() {}

    /**
     * Begins a body. Leaves the object CLOSED if the body returned or threw, SUSPENDED if it paused, and CREATED if
     * {@code depth} is too large: then nothing has run and the drive loop must begin it.
     *
     * @param self the coroutine object, in state CREATED, whose prototype this is
     * @param depth how many bodies have begun directly inside each other
     * @return the yielded value if it paused, what the body returned otherwise
     * @throws Throwable what the body threw
     */
    public abstract @Nullable Object begin(Handle self, int depth) throws Throwable;
}
