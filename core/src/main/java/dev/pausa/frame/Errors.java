package dev.pausa.frame;

import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.trace.BodyCode;
import dev.pausa.trace.DriverSearch;
import dev.pausa.trace.OneLine;
import dev.pausa.trace.Traces;
import dev.pausa.trace.ValueText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Makes the errors about the state of a coroutine object: Python's words, and behind them which object it is and where
 * it stands.
 */
final class Errors {
    private Errors() {}

    /** The error of code that broke a rule with this object, and calls now: its trace begins there. */
    static CoroutineStateException of(Handle handle, Reason reason) {
        return Traces.fromCaller(withWholeTrace(handle, reason));
    }

    /**
     * The error of code that broke a rule with the object of this frame, which knows no other name than the default.
     */
    static CoroutineStateException of(Kind kind, Reason reason, Frame frame) {
        return Traces.fromCaller(withWholeTrace(kind, reason, frame));
    }

    /** The same with the whole trace: for the drive loop, which raises it at an await as any exception of a chain. */
    static CoroutineStateException withWholeTrace(Handle handle, Reason reason) {
        return handle.frame instanceof StepFrame step
                ? make(step.kind(), reason, step.describeStep(), step.generator.frame)
                : make(handle.frame.kind(), reason, OneLine.of(Look.name(handle)), handle.frame);
    }

    /** The same for a step that cannot begin because another one of its generator has not ended. */
    static CoroutineStateException stepUnderWay(String message, Handle generator) {
        Frame body = generator.frame;
        String name = OneLine.of(Look.name(generator));
        String details = generator.isExecuting()
                ? name + running(body) + "; a step that began before has not ended"
                : name + ", in a step that began before and has not ended";
        return new CoroutineStateException(
                Reason.ALREADY_EXECUTING, message, details + "; await one step after the other", null);
    }

    /** The error of one who sends to a generator of which a value is fetched. */
    static IllegalStateException cannotSend(Handle handle) {
        return Traces.fromCaller(new IllegalStateException(
                "cannot send: hasNext() has fetched the next value, so the generator " + OneLine.of(Look.name(handle))
                        + " is paused one yield further, at " + OneLine.of(String.valueOf(Look.location(handle)))
                        + "; take that value with next() first, or do not mix hasNext() with send()"));
    }

    /** The same with the whole trace. */
    static CoroutineStateException withWholeTrace(Kind kind, Reason reason, Frame frame) {
        return make(kind, reason, OneLine.of(frame.displayName()), frame);
    }

    /** The error that replaces an exception which would be taken for the end of the body that it comes out of. */
    static CoroutineStateException raisedStop(
            Kind kind, String stop, Throwable cause, @Nullable Handle self, Frame frame) {
        String name = OneLine.of(self != null ? Look.name(self) : frame.displayName());
        String details = "a " + stop + " came out of the body of " + name + ", which begins"
                + at(frame.prototype().location()) + "; it has no stack trace of its own. End a body with return, and "
                + (kind == Kind.ASYNC_GENERATOR
                        ? "catch what anext() and asend() throw at the end of another generator, or use advance()"
                        : "catch what send() throws at the end of another "
                                + (kind == Kind.GENERATOR
                                        ? "generator, or use hasNext()"
                                        : "coroutine, or use step()"));
        return Traces.fromCaller(new CoroutineStateException(
                Reason.RAISED_STOP, kind.text() + " raised " + stop, name.isEmpty() ? null : details, cause));
    }

    /** The error of a driver that resumed a body before the stage that it awaits was complete. */
    static CoroutineStateException notWithFuture(Object stage, @Nullable Frame awaiter) {
        String body = awaiter == null || awaiter.displayName().isEmpty()
                ? "a body"
                : OneLine.of(awaiter.displayName()) + ", suspended" + at(awaiter.location()) + ",";
        return new CoroutineStateException(
                Reason.NOT_WITH_FUTURE,
                Reason.NOT_WITH_FUTURE.text(),
                body + " awaits " + ValueText.text(stage)
                        + ", which was not complete when the driver resumed it; a driver resumes a body that yields a"
                        + " CompletionStage when that is complete: from its whenComplete",
                null);
    }

    private static CoroutineStateException make(Kind kind, Reason reason, String name, Frame frame) {
        String details = switch (reason) {
            case ALREADY_EXECUTING -> name + running(frame);
            case BEING_AWAITED -> name + ", suspended" + at(frame.location());
            case IGNORED_EXIT ->
                name + " caught the GeneratorExit, or a finally block of it paused; it is suspended"
                        + at(frame.location()) + "; let a body end, or throw, after a GeneratorExit";
            case ALREADY_AWAITED -> name + " has finished; make a new one for each await";
            default -> null;
        };
        return new CoroutineStateException(reason, kind.words(reason), name.isEmpty() ? null : details, null);
    }

    private static String at(@Nullable StackTraceElement place) {
        return place == null ? "" : " at " + OneLine.of(place);
    }

    /** Where a running body is, and who drives it. */
    private static String running(Frame frame) {
        Frame leaf = leafOf(frame);
        if (leaf == null) {
            return ", which awaits" + at(frame.location()) + " in a running chain, and what it awaits would await it";
        }
        BodyCode code = leaf.code();
        List<DriverSearch.Driver> drivers = code == null ? List.of() : DriverSearch.of(code);
        if (drivers.isEmpty() && frame instanceof PlainFrame) {
            // no word of another thread: where the method is overridden, it may be this one
            return ", running" + at(frame.location());
        }
        String where = leaf != frame
                ? ", which awaits" + at(frame.location()) + " in a running chain"
                : drivers.size() != 1
                        ? ", running; its body begins" + at(frame.prototype().location())
                        : ", running at " + drivers.get(0).inBody();
        return where + "; " + DriverSearch.text(drivers);
    }

    /**
     * The frame that runs, at the end of a chain that is being driven. A generator that delegates to its own awaiter
     * closes the chain to a ring for a moment, until the error is raised that is made here: null then.
     */
    static @Nullable Frame leafOf(Frame frame) {
        Frame leaf = frame;
        Frame seen = frame;
        int untilNext = 1;
        int distance = 0;
        for (Handle next = leaf.awaiting; next != null && next.stage == Handle.FRAMED; next = leaf.awaiting) {
            leaf = next.frame;
            if (leaf == seen) {
                return null;
            }
            if (++distance == untilNext) {
                seen = leaf;
                untilNext *= 2;
                distance = 0;
            }
        }
        return leaf;
    }
}
