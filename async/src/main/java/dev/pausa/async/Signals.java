package dev.pausa.async;

import dev.pausa.GeneratorExit;
import dev.pausa.StopAsyncIteration;
import dev.pausa.StopIteration;

/**
 * What bodies and drivers say to one another by throwing. Out of a foreign stage or callback it means nothing of the
 * kind, and must not end an iteration, close a body, or pass for a cancel.
 */
final class Signals {
    private Signals() {}

    /**
     * Returns what is raised where something foreign failed.
     *
     * @param failure what it failed with
     * @param what what failed
     * @return the same, or an exception that shows it if it is a signal
     */
    static Throwable asFailure(Throwable failure, Object what) {
        return failure instanceof StopIteration
                        || failure instanceof StopAsyncIteration
                        || failure instanceof GeneratorExit
                        || failure instanceof Cancellation
                ? new IllegalStateException(
                        "'" + what + "' failed with a " + failure.getClass().getSimpleName()
                                + ", which is a signal between bodies and drivers and means nothing here; fail with an"
                                + " exception of your own",
                        failure)
                : failure;
    }
}
