package dev.pausa.frame;

/**
 * The service that turns a body into a frame class: the one way from the core into the weaver. The core finds it by its
 * name when the first coroutine is made.
 */
public interface Weaver {
    /**
     * Returns the prototype of the frame class for bodies of this body's class and kind. The core asks once for each
     * body class and kind and keeps the answer as long as that class lives; only threads that come first at the same
     * time ask more than once, and they must get the same frame class.
     *
     * @param body a body; it is looked at, not run
     * @param kind what it is the body of
     * @return the prototype
     * @throws dev.pausa.WeaveException if the body cannot be woven
     */
    Frame weave(Object body, Kind kind);
}
