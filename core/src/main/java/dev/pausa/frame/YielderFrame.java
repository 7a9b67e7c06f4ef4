package dev.pausa.frame;

import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.trace.Callers;
import org.jspecify.annotations.Nullable;

/**
 * The frame of a body that yields. It is the body's yielder too: the object whose methods the body calls to yield, and the reason why
 * this frame, unlike a coroutine's, exists from the first step on. A yielder of its own would have to point to its generator, which then
 * could never be noticed to be out of reach.
 *
 * <p>The static methods hide those of {@link Frame} with the same names: the weaver calls them through the frame class.
 */
public abstract class YielderFrame extends Frame {

    /** For subclasses. */
    protected YielderFrame() {}

    /**
     * Gives a generator its frame, when it begins.
     *
     * @param self the generator
     * @param frame the new frame
     */
    protected static void attach(Handle self, Frame frame) {
        frame.state = RUNNING;
        self.frame = frame;
        self.stage = Handle.FRAMED;
    }

    /**
     * Records that the body returned.
     *
     * @param result what it returned
     * @param self the generator in its first step; null later
     * @param frame the frame
     * @return the result
     */
    protected static @Nullable Object returned(@Nullable Object result, @Nullable Handle self, Frame frame) {
        frame.state = 0;
        if (self != null) {
            self.finish(frame, result, null);
        }
        return result;
    }

    /**
     * Records that the body threw.
     *
     * @param self the generator in its first step; null later
     * @param frame the frame; null if there was no room to make one
     * @param thrown what it threw
     * @return what comes out: see {@link Kind#leaving}
     */
    protected static Throwable failed(@Nullable Handle self, @Nullable Frame frame, Throwable thrown) {
        Frame ended = frame != null ? frame : self.frame;
        Throwable out = ended.kind().leaving(thrown, self, ended);
        ended.state = 0;
        if (self != null) {
            self.finish(ended, null, out);
        }
        return out;
    }

    /**
     * Checks that a body yields through its own yielder.
     *
     * @param yielder what the body calls {@code yield} on
     * @param frame the body's own frame
     * @param operation the name of the method
     * @throws CoroutineStateException NOT_IN_BODY if it is another body's
     */
    protected static void checkOwn(@Nullable Object yielder, Frame frame, String operation) {
        if (yielder != frame) {
            if (yielder == null) {
                throw new NullPointerException("the yielder is null");
            }
            throw yielder instanceof YielderFrame other
                    ? other.notOwn(operation)
                    : notInBody(frame.kind(), operation); // a class of the user's own
        }
    }

    /** The error of a yield that stands elsewhere than in this yielder's own body. */
    final CoroutineStateException notOwn(String operation) {
        return notInBody(kind(), operation);
    }

    /** The error of a yield that stands elsewhere than in the body that the yielder was given to. */
    static CoroutineStateException notInBody(Kind kind, String operation) {
        String place = Callers.nearest().map(StackTraceElement::toString).orElse("an unknown place");
        String article = kind == Kind.ASYNC_GENERATOR ? "an " : "a ";
        String remedy = kind == Kind.ASYNC_GENERATOR
                ? "make this code an asynchronous generator of its own, and yield what it gives in a loop"
                : "make this code a generator of its own and give it to yieldFrom, or pass a collection, iterator or stream to"
                        + " yieldAll";
        return new CoroutineStateException(
                Reason.NOT_IN_BODY,
                operation + " outside " + article + kind.text() + "'s own body, at " + place
                        + ": only the lambda or run method that got this yielder as its argument can yield through it, not a method"
                        + " that it calls, a lambda inside it, or another body; " + remedy,
                null);
    }
}
