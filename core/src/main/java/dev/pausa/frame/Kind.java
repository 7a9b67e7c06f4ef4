package dev.pausa.frame;

import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.GeneratorExit;
import dev.pausa.StopAsyncIteration;
import dev.pausa.StopIteration;
import dev.pausa.trace.FailedExits;
import org.jspecify.annotations.Nullable;

/**
 * The kinds of bodies. They differ in what the body gets as its argument, where it may pause, and what errors call it.
 */
public enum Kind {
    /** A coroutine's body: no argument; pauses at {@code await} and {@code suspend}. */
    COROUTINE("coroutine"),
    /** A coroutine's body that gets an argument: the block of a {@code with}, the body of a loop. */
    BLOCK("coroutine"),
    /** A generator's body: gets its yielder; pauses at the yielder's methods. */
    GENERATOR("generator"),
    /**
     * An asynchronous generator's body: gets its yielder; pauses at {@code await}, {@code suspend} and the yielder's
     * {@code yield}.
     */
    ASYNC_GENERATOR("async generator");

    private final String text;

    Kind(String text) {
        this.text = text;
    }

    /**
     * Returns what Python's error texts call it.
     *
     * @return such as {@code async generator}
     */
    public String text() {
        return text;
    }

    /**
     * Returns whether the body gets a yielder, which is its own frame. Its frame then exists from the first step on.
     *
     * @return true for generators of both kinds
     */
    public boolean hasYielder() {
        return this == GENERATOR || this == ASYNC_GENERATOR;
    }

    /**
     * Returns the text of a rule as it reads for this kind.
     *
     * @param reason the rule
     * @return such as {@code generator already executing}
     */
    String words(Reason reason) {
        return reason.text().replace("coroutine", text);
    }

    /**
     * Returns what comes out when a body throws: the same object, but no exception that would be taken for its end (PEP
     * 479, 525), and a failure instead of the exit that it is suppressed in.
     *
     * @param raised what the body threw
     * @param self the body's object, where it is known
     * @param frame the body's frame or prototype
     */
    Throwable leaving(Throwable raised, @Nullable Handle self, Frame frame) {
        Throwable thrown = failureOr(raised);
        if (thrown instanceof StopIteration) {
            return Errors.raisedStop(this, "StopIteration", thrown, self, frame);
        }
        return this == ASYNC_GENERATOR && thrown instanceof StopAsyncIteration
                ? Errors.raisedStop(this, "StopAsyncIteration", thrown, self, frame)
                : thrown;
    }

    /** Returns what an exit shows to have failed on its way out, or else the same object. */
    static Throwable failureOr(Throwable thrown) {
        boolean mayHave = thrown instanceof GeneratorExit && thrown != Exits.UNSEEN;
        Throwable failure = mayHave ? FailedExits.take(thrown) : null;
        return failure == null ? thrown : failure;
    }
}
