package dev.pausa.frame;

import java.util.List;
import java.util.Optional;

/** Finds the user's code on the stack, for error texts. */
public final class Callers {
    private Callers() {}

    /**
     * Returns the code that is making a coroutine object now: what called the factory method.
     *
     * @return the place in a form for people
     */
    public static String ofFactory() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::toStackTraceElement)
                        .dropWhile(frame -> !frame.getClassName().equals(HANDLE))
                        .filter(frame -> !isLibrary(frame))
                        .findFirst()
                        .map(StackTraceElement::toString)
                        .orElse("an unknown place"));
    }

    /** The constructor that every factory method calls; what stands above it is the weaver, and class loaders of the user's. */
    private static final String HANDLE = "dev.pausa.frame.Handle";

    /** Returns the innermost frames on the stack that are not the library's own. */
    static List<StackTraceElement> stack(int depth) {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::toStackTraceElement)
                        .dropWhile(Callers::isOwn)
                        .limit(depth)
                        .toList());
    }

    /**
     * Returns the innermost frame on the stack that is the user's own code.
     *
     * @return the place, or empty if there is none
     */
    public static Optional<StackTraceElement> nearest() {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::toStackTraceElement)
                        .filter(frame -> !isLibrary(frame))
                        .findFirst());
    }

    /** Code of Pausa's, or of the JDK's that was given a reference such as {@code g::yield}. */
    private static boolean isLibrary(StackTraceElement frame) {
        return isOwn(frame) || "java.base".equals(frame.getModuleName());
    }

    private static boolean isOwn(StackTraceElement frame) {
        String className = frame.getClassName();
        String packageName = className.substring(0, Math.max(className.lastIndexOf('.'), 0));
        return packageName.equals("dev.pausa") || packageName.equals("dev.pausa.frame");
    }

    /** Returns {@code ": await at place"}, or nothing if no place is known. */
    static String hint() {
        return nearest()
                .map(place -> ": the await at " + place + " got no Awaitable and no CompletionStage; check what its"
                        + " operand returns")
                .orElse("");
    }
}
