package dev.pausa.testing;

/**
 * Nothing can go on: no task is ready, no timer is set, and nothing from outside of the loop is awaited. The message
 * says who waits for what: first circles, if tasks wait for each other, then all tasks in their scopes.
 */
public final class DeadlockException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    DeadlockException(String graph) {
        super("no task is ready, no timer is set, and nothing from outside of the loop is awaited,"
                + " so that nothing can ever go on:\n"
                + graph
                + "If another thread is to end one of these waits, have the body await a stage or an"
                + " operation of that thread's, with TestLoop.with().allowExternal()");
    }
}
