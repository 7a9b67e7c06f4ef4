package dev.pausa.trace;

import java.util.ArrayList;
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
                        // above it stand the weaver, and class loaders of the user's
                        .dropWhile(frame -> !frame.getClassName().equals(Library.PROTOTYPES))
                        .filter(frame -> !isLibrary(frame))
                        .findFirst()
                        .map(StackTraceElement::toString)
                        .orElse("an unknown place"));
    }

    /**
     * Returns the innermost calls on the stack, from the first on that is not the library's own.
     *
     * @param depth how many
     * @return the places, innermost first
     */
    public static List<StackTraceElement> stack(int depth) {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::toStackTraceElement)
                        .dropWhile(Callers::isOwn)
                        .limit(depth)
                        .toList());
    }

    /**
     * Returns the innermost calls on the stack, from the first on that is neither the library's own nor in a package
     * nor a constructor: where a driver was asked to make an object.
     *
     * @param packageName the driver's package
     * @param depth how many
     * @return the places, innermost first
     */
    public static List<StackTraceElement> makingOf(String packageName, int depth) {
        return StackWalker.getInstance()
                .walk(frames -> frames.map(StackWalker.StackFrame::toStackTraceElement)
                        .dropWhile(frame -> isOwn(frame) || isIn(frame, packageName) || isConstructor(frame))
                        .limit(depth)
                        .toList());
    }

    private static boolean isIn(StackTraceElement frame, String packageName) {
        String type = frame.getClassName();
        return type.substring(0, Math.max(type.lastIndexOf('.'), 0)).equals(packageName);
    }

    private static boolean isConstructor(StackTraceElement frame) {
        return frame.getMethodName().equals("<init>");
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

    /**
     * Returns where the bodies stand that have begun directly inside a body, and have not paused yet, if this thread
     * runs it. Of several objects of that body that it runs, the innermost one that a driver drives is taken.
     *
     * @param frameClass the binary name of the body's frame class
     * @return the places, innermost first; a new list
     */
    public static List<StackTraceElement> bodiesInside(String frameClass) {
        return bodiesInside(Elements.ofStack(), frameClass);
    }

    static List<StackTraceElement> bodiesInside(StackTraceElement[] stack, String frameClass) {
        List<StackTraceElement> inDrive = new ArrayList<>();
        int outer = -1;
        for (int i = 0; i < stack.length && !(outer >= 0 && Elements.isDrive(stack[i])); i++) {
            StackTraceElement element = stack[i];
            if (Elements.isDrive(element)) {
                inDrive.clear();
            } else if (Elements.isBody(element) && !Elements.isLibrary(element)) {
                outer = element.getClassName().equals(frameClass) ? inDrive.size() : outer;
                inDrive.add(inSource(element));
            }
        }
        return outer < 0 ? new ArrayList<>() : inDrive.subList(0, outer);
    }

    /** As {@code location()} shows a body: with the class that declares it. */
    private static StackTraceElement inSource(StackTraceElement body) {
        return new StackTraceElement(
                FrameNames.declaring(body.getClassName(), body.getMethodName()),
                body.getMethodName(),
                body.getFileName(),
                body.getLineNumber());
    }

    /** Code of Pausa's, or of the JDK's that was given a reference such as {@code g::yield}. */
    private static boolean isLibrary(StackTraceElement frame) {
        return isOwn(frame) || "java.base".equals(frame.getModuleName());
    }

    private static boolean isOwn(StackTraceElement frame) {
        return Library.isOwn(frame.getClassName());
    }

    /**
     * Returns what an error about an await's operand says of the place.
     *
     * @return a text that can be added to the message; empty if no place is known
     */
    public static String hint() {
        return nearest()
                .map(place -> ": the await at " + place + " got no Awaitable and no CompletionStage; check what its"
                        + " operand returns")
                .orElse("");
    }
}
