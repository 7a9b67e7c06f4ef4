package dev.pausa.frame;

import java.util.List;
import java.util.Optional;
import java.util.Set;

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
                        .dropWhile(frame -> !FACTORIES.contains(frame.getClassName()))
                        .filter(frame -> !isOwn(frame.getClassName()))
                        .findFirst()
                        .map(StackTraceElement::toString)
                        .orElse("an unknown place"));
    }

    private static final Set<String> FACTORIES =
            Set.of("dev.pausa.Coroutine", "dev.pausa.Generator", "dev.pausa.AsyncGenerator");

    /** Returns the innermost frames on the stack that are not the library's own. */
    static List<StackTraceElement> stack(int depth) {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::toStackTraceElement)
                        .dropWhile(frame -> isOwn(frame.getClassName()))
                        .limit(depth)
                        .toList());
    }

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
        return FACTORIES.contains(className) || className.startsWith("dev.pausa.frame.");
    }

    /** Returns {@code ": await at place"}, or nothing if no place is known. */
    static String hint() {
        return nearest()
                .map(place -> ": the await at " + place + " got no Awaitable and no CompletionStage; check what its"
                        + " operand returns")
                .orElse("");
    }
}
