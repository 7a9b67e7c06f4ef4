package dev.pausa;

import org.jspecify.annotations.Nullable;

/**
 * Raised at the point where a body is paused when it is closed, so that its {@code finally} blocks run.
 *
 * <p>It is an {@link Error}, not an {@link Exception}: {@code catch (Exception e)} in a body cannot swallow it, just as
 * {@code except Exception} in Python cannot. A body that catches it may return; one that pauses again instead makes {@link
 * Coroutine#close()} fail with {@link CoroutineStateException.Reason#IGNORED_EXIT}.
 *
 * <p>It is a signal, not a fault, and has no stack trace.
 *
 * @see <a href="https://docs.python.org/3/library/exceptions.html#GeneratorExit">GeneratorExit</a>
 * @see <a href="https://peps.python.org/pep-0342/">PEP 342</a>
 */
public class GeneratorExit extends Error {
    private static final long serialVersionUID = 1L;

    /** Makes one without a message. */
    public GeneratorExit() {
        this(null);
    }

    /**
     * Makes one with a message.
     *
     * @param message the message, or null
     */
    public GeneratorExit(@Nullable String message) {
        super(message, null, false, false);
    }
}
