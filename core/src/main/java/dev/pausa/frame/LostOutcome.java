package dev.pausa.frame;

import dev.pausa.trace.OneLine;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an outcome that came when the stack or the memory was full, or the JVM failed in another way: a body
 * has ended, but it was not possible to take note of that, or to resume the body that awaits it. The driver gets the
 * Error of that moment; the next drive raises {@link #error} at the await.
 */
final class LostOutcome extends Adapter {
    // What a paused frame awaits whose await has an outcome that is lost: by what.
    static final LostOutcome ROOM = new LostOutcome();
    static final LostOutcome MEMORY = new LostOutcome();
    static final LostOutcome MACHINE = new LostOutcome();

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
            handle.finish(handle.frame, null, handle.frame.kind() == Kind.GENERATOR ? unknown(handle) : null);
        }
        return isEnd;
    }

    /** Finishes such an object, and returns what takes the place of its outcome; null if it was none. */
    static @Nullable Error noticeAt(Frame awaiter, Handle handle) {
        if (!isEndOf(handle)) {
            return null;
        }
        Error error = ROOM.error(awaiter); // first: there may be no memory for it
        notice(handle);
        return error;
    }

    /** What somebody gets who asks a generator for its result. */
    private static Error unknown(Handle handle) {
        return new InternalError(
                "the outcome of " + OneLine.of(Look.name(handle)) + " is lost: its body ended when the stack or"
                        + " the memory was too full to take note of how; see the Error that its driver got"
                        + " at that moment");
    }

    /** The error that takes the place of an outcome. */
    Error error(Frame awaiter) {
        String name = OneLine.of(awaiter.displayName());
        StackTraceElement place = awaiter.location();
        String lost = "the outcome of an await is lost" + (name.isEmpty() ? "" : " in " + name)
                + (place == null ? "" : ", at " + OneLine.of(place)) + ": it came when ";
        if (this == ROOM) {
            return new StackOverflowError(
                    lost + "the stack was too full to resume the body; drive it from a call that is less"
                            + " deep, or in a thread with a larger stack");
        }
        return this == MEMORY
                ? new OutOfMemoryError(
                        lost + "there was no memory left to resume the body; give the JVM more with -Xmx, or keep less")
                : new InternalError(
                        lost + "the JVM could not resume the body, and said why to the driver of that moment;"
                                + " see the Error that it got");
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
