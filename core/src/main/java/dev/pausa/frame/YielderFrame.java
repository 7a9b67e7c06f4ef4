package dev.pausa.frame;

import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.trace.Callers;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The frame of a body that yields. It is the body's yielder too: the object whose methods the body calls to yield, and
 * the reason why this frame, unlike a coroutine's, exists from the first step on. A yielder of its own would have to
 * point to its generator, which then could never be noticed to be out of reach.
 */
public abstract class YielderFrame extends Frame {

    /** For subclasses. */
    protected YielderFrame() {}

    /** Becomes the frame of a generator, when that begins. */
    @Override
    protected void attach(Handle self) {
        super.attach(self);
        state = RUNNING;
    }

    /** Records that the body returned. In the first step, {@code self} is the generator. */
    @Override
    protected final @Nullable Object returned(@Nullable Object result, @Nullable Handle self, @Nullable Frame frame) {
        end(null, Objects.requireNonNull(frame));
        if (self != null) {
            finish(self, frame, result, null);
        }
        return result;
    }

    /** Records that the body threw. The frame is null if there was no room to make one. */
    @Override
    @SuppressWarnings("NullAway") // one of the two is there
    protected final Throwable failed(@Nullable Handle self, @Nullable Frame frame, Throwable thrown) {
        Frame ended = frame != null ? frame : self.frame;
        end(null, ended); // first: to make another exception may fail
        Throwable out = kind().leaving(thrown, self, ended);
        if (self != null) {
            finish(self, ended, null, out);
        }
        return out;
    }

    private void finish(Handle self, Frame ended, @Nullable Object result, @Nullable Throwable thrown) {
        if (self.frame != ended) {
            throw notOwn();
        }
        self.finish(ended, result, thrown);
    }

    /**
     * Returns the error of a body that yields through another yielder than its own.
     *
     * @param yielder what the body calls {@code yield} on
     * @param frame the body's own frame
     * @param operation the name of the method
     * @return the error
     */
    public static RuntimeException notOwn(@Nullable Object yielder, Frame frame, String operation) {
        if (yielder == null) {
            return new NullPointerException("the yielder is null");
        }
        return yielder instanceof YielderFrame other
                ? other.notOwn(operation)
                : notInBody(frame.kind(), operation); // a class of the user's own
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
                : "make this code a generator of its own and give it to yieldFrom, or pass a collection,"
                        + " iterator or stream to yieldAll";
        return new CoroutineStateException(
                Reason.NOT_IN_BODY,
                operation + " outside " + article + kind.text() + "'s own body, at " + place
                        + ": only the lambda or run method that got this yielder as its argument can yield"
                        + " through it, not a method"
                        + " that it calls, a lambda inside it, or another body; " + remedy,
                null);
    }
}
