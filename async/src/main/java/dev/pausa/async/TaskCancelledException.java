package dev.pausa.async;

/**
 * Thrown where somebody waits for the result of a task, or of a scope, that was cancelled and has none. It is an
 * ordinary exception: who waits is not cancelled by that.
 */
public class TaskCancelledException extends Exception {
    private static final long serialVersionUID = 1L;

    /**
     * Makes one.
     *
     * @param message what was cancelled, and why
     */
    public TaskCancelledException(String message) {
        super(message);
    }
}
