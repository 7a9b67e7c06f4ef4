package dev.pausa.frame;

import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes the errors about the state of a coroutine object: Python's words, and behind them which object it is and where it stands. */
final class Errors {
    private Errors() {}

    /** The error of code that broke a rule with this object, and calls now: its trace begins there. */
    static CoroutineStateException of(Handle handle, Reason reason) {
        return Traces.fromCaller(make(handle.frame.kind(), reason, handle.name(), handle.frame));
    }

    /** The error of code that broke a rule with the object of this frame, which knows no other name than the default. */
    static CoroutineStateException of(Kind kind, Reason reason, Frame frame) {
        return Traces.fromCaller(make(kind, reason, frame.displayName(), frame));
    }

    /** The same with the whole trace: for the drive loop, which raises it at an await as any exception of a chain. */
    static CoroutineStateException withWholeTrace(Handle handle, Reason reason) {
        return make(handle.frame.kind(), reason, handle.name(), handle.frame);
    }

    /** The same with the whole trace. */
    static CoroutineStateException withWholeTrace(Kind kind, Reason reason, Frame frame) {
        return make(kind, reason, frame.displayName(), frame);
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
        return place == null ? "" : " at " + place;
    }

    /** Where a running body is, and who drives it, if that is this thread; from another one's stack nothing can be told cheaply. */
    private static String running(Frame frame) {
        if (frame instanceof PlainFrame) {
            return ", running" + at(frame.location());
        }
        String body = frame.getClass().getName();
        List<StackTraceElement> stack = StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::toStackTraceElement)
                        .dropWhile(element -> !element.getClassName().equals(body))
                        .filter(element -> !Traces.isLibrary(element))
                        .toList());
        if (stack.isEmpty()) {
            return ", paused last or begun" + at(frame.location())
                    + "; a chain that it is part of is running, or another thread drives it";
        }
        String driver = stack.stream()
                .filter(element -> !Traces.isBody(element))
                .findFirst()
                .map(element -> "; driven by this thread, at " + element)
                .orElse("; driven by this thread");
        return ", running at " + stack.get(0) + driver;
    }
}
