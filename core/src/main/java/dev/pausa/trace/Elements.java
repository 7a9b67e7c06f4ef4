package dev.pausa.trace;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The elements of stack traces: which are the library's, which are a body's, and where in a trace a drive stands. */
final class Elements {
    private Elements() {}

    /**
     * Between where an exception was made and the drive that it came out of, if those are two stacks: the one element
     * that stays.
     */
    static final StackTraceElement BORDER = new StackTraceElement(Library.COROUTINE, "await", "Coroutine.java", -1);

    /** Returns the stack of the caller. */
    static StackTraceElement[] ofStack() {
        return new Throwable().getStackTrace();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What is what
    // -----------------------------------------------------------------------------------------------------------------

    /** Returns whether an element is the library's, or is what the weaver puts between the library and a body. */
    static boolean isLibrary(StackTraceElement element) {
        if (Library.isOwn(element.getClassName()) && !element.equals(BORDER)) {
            return true;
        }
        return isBody(element) && isBridge(element) || isOfRewriting(element);
    }

    /** Returns whether an element is of what stands for a lambda, or of what was added to a class for its bodies. */
    private static boolean isOfRewriting(StackTraceElement element) {
        return FrameNames.isBodyClass(element.getClassName())
                || element.getMethodName().startsWith(FrameNames.ADDED_METHOD);
    }

    /** Returns whether an element belongs to a frame class, by its name: {@code Orders$load$coroutine1}. */
    static boolean isBody(StackTraceElement element) {
        return FrameNames.isFrameClass(element.getClassName());
    }

    /** Returns whether an element is of the class of another one. */
    static boolean isOfClass(StackTraceElement element, StackTraceElement other) {
        return element.getClassName().equals(other.getClassName());
    }

    /**
     * Returns whether an element is of the part of the library that a drive goes through and a body that begins another
     * one does not.
     */
    static boolean isDrive(StackTraceElement element) {
        String type = element.getClassName();
        return type.equals(Library.HANDLE) || type.equals(Library.CHAIN);
    }

    private static boolean isBridge(StackTraceElement element) {
        String method = element.getMethodName();
        return element.getLineNumber() < 0 && (method.equals("begin") || method.equals("resume"));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Where a drive stands
    // -----------------------------------------------------------------------------------------------------------------

    /** Returns the index of the first element of the innermost drive; the length if there is no drive. */
    static int firstOfDrive(StackTraceElement[] trace) {
        int i = 0;
        while (i < trace.length && !isDrive(trace[i])) {
            i++;
        }
        return i;
    }

    /** Returns the index of the first element below the innermost drive, the driver. */
    static int endOfDrive(StackTraceElement[] trace) {
        int i = firstOfDrive(trace);
        while (i < trace.length && isLibrary(trace[i])) {
            i++;
        }
        return i;
    }

    /** Returns what stands below the innermost drive, the driver first. */
    static StackTraceElement[] belowDrive(StackTraceElement[] trace) {
        return Arrays.copyOfRange(trace, endOfDrive(trace), trace.length);
    }

    /** Returns a trace without the innermost drive, and without what the library has above it. */
    static StackTraceElement[] withoutDrive(StackTraceElement[] trace) {
        int drive = firstOfDrive(trace);
        return joined(withoutLibrary(trace, drive), belowDrive(trace));
    }

    /** Returns whether a trace ends with these elements, of which there must be some. */
    static boolean endsWith(StackTraceElement[] trace, StackTraceElement[] end) {
        return end.length > 0
                && end.length <= trace.length
                && Arrays.equals(trace, trace.length - end.length, trace.length, end, 0, end.length);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Parts
    // -----------------------------------------------------------------------------------------------------------------

    /** Returns the first elements, so many, except the library's. */
    static StackTraceElement[] withoutLibrary(StackTraceElement[] trace, int end) {
        List<StackTraceElement> kept = new ArrayList<>(end);
        for (int i = 0; i < end; i++) {
            if (!isLibrary(trace[i])) {
                kept.add(trace[i]);
            }
        }
        return kept.toArray(StackTraceElement[]::new);
    }

    /** Returns the index of the last body; -1 if there is none. */
    static int lastBody(StackTraceElement[] trace) {
        int i = trace.length - 1;
        while (i >= 0 && !isBody(trace[i])) {
            i--;
        }
        return i;
    }

    /**
     * Returns what an exception had when it came into a drive: without an earlier drive, which stands behind a border,
     * and without the end that it shares with the stack of this one.
     */
    static StackTraceElement[] elsewhere(StackTraceElement[] trace, StackTraceElement[] stack) {
        int border = Arrays.asList(trace).indexOf(BORDER);
        int end = border < 0 ? trace.length : border;
        for (int i = stack.length - 1; i >= 0 && end > 0 && trace[end - 1].equals(stack[i]); i--) {
            end--;
        }
        StackTraceElement[] before = withoutLibrary(trace, end);
        return before.length == 0 ? before : with(before, BORDER);
    }

    /** Returns a longer array with one more element at its end, unless that is null. */
    static StackTraceElement[] with(StackTraceElement[] elements, @Nullable StackTraceElement last) {
        return last == null ? elements : joined(elements, new StackTraceElement[] {last});
    }

    /** Returns both, one behind the other. */
    static StackTraceElement[] joined(StackTraceElement[] first, StackTraceElement[] second) {
        StackTraceElement[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
