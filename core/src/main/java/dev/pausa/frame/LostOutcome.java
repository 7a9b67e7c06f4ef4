package dev.pausa.frame;

import dev.pausa.trace.OneLine;

/**
 * What becomes of an outcome that came when the stack was full: a body has ended, but there was no room to take note of that, or to resume the
 * body that awaits it. The driver gets the StackOverflowError of that moment; the next drive raises {@link #error} at the await.
 */
final class LostOutcome extends Adapter {
    /** What a paused frame awaits whose await has an outcome that is lost. */
    static final LostOutcome OUTCOME = new LostOutcome();

    private LostOutcome() {
        super(AdapterFrame.FINISHED);
        stage = CLOSED;
    }

    /** Returns whether the body of an object has ended, and the object does not know it. */
    static boolean isEndOf(Handle handle) {
        return handle.stage == FRAMED && handle.frame.state == 0;
    }

    /** Finishes such an object; returns whether it was one. */
    static boolean notice(Handle handle) {
        boolean isEnd = isEndOf(handle);
        if (isEnd) {
            handle.finish(handle.frame, null, null);
        }
        return isEnd;
    }

    /** The error that takes the place of an outcome. */
    static StackOverflowError error(Frame awaiter) {
        String name = OneLine.of(awaiter.displayName());
        StackTraceElement place = awaiter.location();
        return new StackOverflowError("the outcome of an await is lost" + (name.isEmpty() ? "" : " in " + name)
                + (place == null ? "" : ", at " + OneLine.of(place))
                + ": it came when the stack was too full to resume the body; drive it from a call that is less deep, or in a thread with"
                + " a larger stack");
    }

    @Override
    Throwable whyNotResumable(Frame awaiter) {
        return error(awaiter);
    }

    @Override
    public String toString() {
        return "a lost outcome";
    }
}
