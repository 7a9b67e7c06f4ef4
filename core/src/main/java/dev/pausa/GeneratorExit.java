package dev.pausa;

import dev.pausa.trace.FailedExits;
import dev.pausa.trace.Suppressed;
import org.jspecify.annotations.Nullable;

/**
 * Raised at the point where a body is paused when it is closed, so that its {@code finally} blocks run.
 *
 * <p>It is an {@link Error}, not an {@link Exception}: {@code catch (Exception e)} in a body cannot swallow it, just as
 * {@code except Exception} in Python cannot. A body that catches it may return; one that pauses again instead makes
 * {@link Coroutine#close()} fail with {@link CoroutineStateException.Reason#IGNORED_EXIT}.
 *
 * <p>It is a signal, not a fault, and has no stack trace. A failure on the way out replaces it, as in Python: where a
 * resource of a try-with-resources fails while the body is closed, Java shows that in the exit, as a
 * {@linkplain #getSuppressed suppressed} exception. When such an exit comes out of a body, the failure does in its
 * place: it is raised where that body is awaited, and comes out of {@code close()}, {@code aclose()} or {@code raise}
 * in the end. Of several failures the first one comes out, with the others suppressed in it.
 *
 * @see <a href="https://docs.python.org/3/library/exceptions.html#GeneratorExit">GeneratorExit</a>
 * @see <a href="https://peps.python.org/pep-0342/">PEP 342</a>
 */
public class GeneratorExit extends Error {
    private static final long serialVersionUID = 1L;

    /** How many of the suppressed exceptions have taken its place already: an exit may be kept, and raised again. */
    private transient int taken;

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
        super(message, null, true, false);
    }

    private GeneratorExit(boolean takesSuppressed) {
        super(null, null, takesSuppressed, false);
    }

    static {
        FailedExits.setAccess(new Access());
    }

    private static final class Access implements FailedExits.Access {
        @Override
        public @Nullable Throwable take(Throwable exit) {
            return ((GeneratorExit) exit).takeFailure();
        }

        @Override
        public Error makeUnseen() {
            return new GeneratorExit(false);
        }
    }

    /**
     * Returns what failed on its way out of a body since the last call, the first with the others suppressed in it;
     * null if nothing did.
     */
    private @Nullable Throwable takeFailure() {
        Throwable[] failures = getSuppressed();
        int from = taken;
        taken = failures.length;
        Throwable first = null;
        for (int i = from; i < failures.length; i++) {
            Throwable failure = failures[i] instanceof GeneratorExit exit ? exit.takeFailure() : failures[i];
            if (failure != null) {
                first = Suppressed.join(first, failure);
            }
        }
        return first;
    }
}
