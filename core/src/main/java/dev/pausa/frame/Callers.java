package dev.pausa.frame;

import java.util.Optional;

/** Finds the user's code on the stack, for error texts. */
public final class Callers {
    private Callers() {}

    /**
     * Returns the code that is making a coroutine now: what called the factory method.
     *
     * @return the place in a form for people
     */
    public static String ofFactory() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::toStackTraceElement)
                        .dropWhile(frame -> !frame.getClassName().equals(COROUTINE))
                        .filter(frame -> !isOwn(frame.getClassName()))
                        .findFirst()
                        .map(StackTraceElement::toString)
                        .orElse("an unknown place"));
    }

    private static final String COROUTINE = "dev.pausa.Coroutine";

    /**
     * Returns the innermost frame on the stack that is not the library's own.
     *
     * @return the place, or empty if there is none
     */
    public static Optional<StackTraceElement> nearest() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::toStackTraceElement)
                        .filter(frame -> !isOwn(frame.getClassName()))
                        .findFirst());
    }

    private static boolean isOwn(String className) {
        return className.equals(COROUTINE) || className.startsWith("dev.pausa.frame.");
    }

    /** Returns {@code ": await at place"}, or nothing if no place is known. */
    static String hint() {
        return nearest()
                .map(place -> ": the await at " + place + " got no Awaitable and no CompletionStage; check what its"
                        + " operand returns")
                .orElse("");
    }
}
