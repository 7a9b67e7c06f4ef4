package dev.pausa.frame;

/** Something to await that stands for a coroutine object which may have begun: the await goes on where that is. */
public interface Continued {
    /**
     * Returns the object.
     *
     * @return the object to go on with
     */
    Handle continued();
}
