package dev.pausa;

import org.jspecify.annotations.Nullable;

/**
 * Thrown when a coroutine object is used in a way that its state does not allow: Python's {@code RuntimeError} and
 * {@code ValueError} about state. The messages are Python's own; {@link #reason()} tells the cases apart without them.
 * Which object it was, where it stands, and who drives it, is told by {@link #details()}, and printed behind the
 * message in stack traces.
 */
public final class CoroutineStateException extends IllegalStateException {
    private static final long serialVersionUID = 1L;

    /** The rules that can be broken. */
    public enum Reason {
        /**
         * The coroutine is running now: it was driven from inside its own chain, or by a second thread.
         * The call did nothing; the run goes on undisturbed.
         *
         * @implSpec CO-049, CO-083
         */
        ALREADY_EXECUTING("coroutine already executing"),
        /**
         * The coroutine is closed, and a closed one cannot be driven or awaited again.
         *
         * @implSpec AW-002, CO-046, CO-084
         */
        ALREADY_AWAITED("cannot reuse already awaited coroutine"),
        /**
         * The awaited coroutine is suspended already, on behalf of another awaiter or driver.
         *
         * @implSpec AW-004
         */
        BEING_AWAITED("coroutine is being awaited already"),
        /**
         * The body caught {@link GeneratorExit} and paused again; it is still suspended there.
         *
         * @implSpec CO-115, CO-116
         */
        IGNORED_EXIT("coroutine ignored GeneratorExit"),
        /**
         * The body threw a {@link StopIteration}, which is the cause of this exception (PEP 479).
         *
         * @implSpec CO-140
         */
        RAISED_STOP("coroutine raised StopIteration"),
        /** The driver resumed a body that awaits a {@code CompletionStage} before the stage was complete. */
        NOT_WITH_FUTURE("await wasn't used with future"),
        /**
         * A body suspended with something that its driver cannot wait for: see {@code dev.pausa.flow.Publishers}. It is
         * raised at that {@code suspend}.
         */
        BAD_YIELD("got bad yield"),
        /**
         * A value was sent with the first step of an {@code araise} or {@code aclose}; the step can still be driven.
         *
         * @implSpec AG-026
         */
        JUST_STARTED("can't send non-None value to a just-started coroutine"),
        /** The body of an {@link AsyncResource#resource} ended before it yielded. */
        DID_NOT_YIELD("generator didn't yield"),
        /**
         * The body of an {@link AsyncResource#resource} yielded a second time.
         *
         * @implSpec CL-004
         */
        DID_NOT_STOP("generator didn't stop"),
        /**
         * {@code await} or {@code suspend} was called by code that belongs to no coroutine's body, or a yielder's
         * method by code that is not in the yielder's own body.
         */
        NOT_IN_BODY("outside a coroutine's body");

        private final String text;

        Reason(String text) {
            this.text = text;
        }

        /**
         * Returns the text of the rule, in Python's words where Python has the rule.
         *
         * @return the text, never null
         */
        public String text() {
            return text;
        }
    }

    /** The rule that was broken. */
    private final Reason reason;

    /** See {@link #details()}. */
    private final @Nullable String details;

    /**
     * Makes one whose message is the reason's text.
     *
     * @param reason the rule that was broken
     */
    public CoroutineStateException(Reason reason) {
        this(reason, reason.text(), null);
    }

    /**
     * Makes one.
     *
     * @param reason the rule that was broken
     * @param message the whole message
     * @param cause the cause, or null
     */
    public CoroutineStateException(Reason reason, String message, @Nullable Throwable cause) {
        this(reason, message, null, cause);
    }

    /**
     * Makes one with details.
     *
     * @param reason the rule that was broken
     * @param message the message without details
     * @param details which object it is about, and where it stands; or null
     * @param cause the cause, or null
     */
    public CoroutineStateException(Reason reason, String message, @Nullable String details, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.details = details;
    }

    /**
     * Returns the rule that was broken.
     *
     * @return the reason, never null
     */
    public Reason reason() {
        return reason;
    }

    /**
     * Returns which object this is about, and where it stands. If it is being driven, also by which thread and from
     * where; all threads in the same body are named where it cannot be told which of them it is, and none where it was
     * not seen, as a virtual thread.
     *
     * @return such as {@code Orders.load, suspended at Orders.load(Orders.java:42)}; null if there is nothing to tell
     */
    public @Nullable String details() {
        return details;
    }

    /**
     * Returns the message with the details: what stack traces show.
     *
     * @return the message, and behind it the details, if there are any
     */
    @Override
    public @Nullable String getLocalizedMessage() {
        return details == null ? getMessage() : getMessage() + ": " + details;
    }
}
