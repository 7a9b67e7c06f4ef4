package dev.pausa.frame;

import dev.pausa.woven.Prototype;
import org.jspecify.annotations.Nullable;

/**
 * A body whose class was made by weaving ahead of time, where the compiler had made a lambda. It knows its prototype,
 * so that nothing need be looked up when its coroutine is made, and the JIT compiler sees what an await begins.
 *
 * <p>The first objects of a body go the long way all the same, by {@link Prototypes}, where they are counted and
 * watched.
 */
public abstract class BodyObject {
    /** For subclasses. */
    protected BodyObject() {}

    /**
     * Returns the prototype for all bodies of this class, the same object always.
     *
     * @return the prototype, or null until {@link #settle} was called
     */
    protected abstract @Nullable Prototype prototype();

    /**
     * Returns the prototype, also before {@link #settle} was called.
     *
     * @return the prototype
     */
    protected abstract Prototype woven();

    /**
     * Returns the method whose awaitable this body drops: it is held as a body without a result, and gives something to
     * await.
     *
     * @return such as {@code AsyncGenerator.aclose}; empty if it drops none
     */
    protected String dropped() {
        return "";
    }

    /** Lets {@link #prototype} give the prototype from now on, to all objects of this class. */
    protected abstract void settle();
}
