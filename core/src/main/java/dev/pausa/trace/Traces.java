package dev.pausa.trace;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stack traces across awaits. The stack that an exception was made on has the innermost body, the library, and the driver; the bodies that
 * await were not on it. So each time the drive loop raises an exception in an awaiting body, the place of that await is put into the trace,
 * where the library's part of it begins; and when the exception leaves the drive, that part is taken out:
 *
 * <pre>
 *   made                    raised in b              raised in a              left the drive
 *   c, Orders.java:30       c, Orders.java:30        c, Orders.java:30        c, Orders.java:30
 *   (library)               b, Orders.java:20        b, Orders.java:20        b, Orders.java:20
 *   main, Main.java:5       (library)                a, Orders.java:10        a, Orders.java:10
 *                           main, Main.java:5        (library)                main, Main.java:5
 *                                                    main, Main.java:5
 * </pre>
 *
 * A drive inside another one has a library part of its own, which stands further up; so the first one is always the innermost drive's. An
 * exception that a driver raised in gets its awaits in front of what it had. One that was made elsewhere, on another stack, and that an
 * await throws, has none: {@link #BORDER} stands behind what it had, and behind that the stack of the await.
 *
 * <p>The exception is changed, not copied. One without a writable trace is left alone. Its class may be the user's, and may override what
 * is called here: whatever that does, the drive goes on with the exception as it is. Nothing here runs unless something is thrown.
 */
public final class Traces {
    private Traces() {}

    /** See {@link dev.pausa.diagnostics.Diagnostics#setAwaitTraces}. */
    private static volatile boolean isOn = true;

    /** A trace of this length gets no longer; the JVM's own end at 1024 by default. */
    private static final int LONGEST = 2048;

    /** So many exceptions that hang on one are looked at: a {@code getCause} may give a new one each time. */
    private static final int MOST_ATTACHED = 256;

    /** Stands for the library where the stack was not looked at. */
    private static final StackTraceElement LIBRARY = new StackTraceElement(Library.CHAIN, "resumeLeaf", null, -1);

    /** Shows where an exception that was made on another stack came into a chain: the one element of the library's that stays. */
    private static final StackTraceElement BORDER =
            new StackTraceElement(Library.COROUTINE, "await", "Coroutine.java", -1);

    // ------------------------------------------------------------------------------------------------------------------
    // Putting in
    // ------------------------------------------------------------------------------------------------------------------

    /**
     * Returns whether traces go across awaits.
     *
     * @return false if all traces are left alone
     */
    public static boolean isOn() {
        return isOn;
    }

    /**
     * Says whether traces go across awaits; see {@code Diagnostics.setAwaitTraces}.
     *
     * @param isOn false to leave all traces alone
     */
    public static void setOn(boolean isOn) {
        Traces.isOn = isOn;
    }

    /**
     * Notes that an exception is raised at an await.
     *
     * @param exception the exception
     * @param place the place of the await, as a stack trace of the awaiting body shows it
     * @param thrower the name of the frame class by way of which the await ends
     * @return whether the trace can take more
     */
    public static boolean passes(Throwable exception, StackTraceElement place, String thrower) {
        if (!isOn) {
            return false;
        }
        try {
            return isLibrary(place) || put(exception, place, thrower);
        } catch (Throwable hostile) {
            return false;
        }
    }

    private static boolean put(Throwable exception, StackTraceElement place, String thrower) {
        StackTraceElement[] trace = exception.getStackTrace();
        if (trace.length == 0 || trace.length >= LONGEST) {
            return false;
        }
        int at = firstOfDrive(trace);
        if (at == trace.length) {
            StackTraceElement[] stack = new Throwable().getStackTrace();
            int below = stack.length - endOfDrive(stack);
            if (endsLike(trace, stack, below)) { // made in this drive, and its library part was taken out before
                at = trace.length - below;
                trace = inserted(trace, at, LIBRARY);
            } else {
                trace = joined(trace, stack);
                at = firstOfDrive(trace);
            }
        }
        while (at > 0 && isLibrary(trace[at - 1])) { // the bridge from the drive to the body
            at--;
        }
        if (!isThere(trace, at, place, thrower)) {
            exception.setStackTrace(inserted(trace, at, place));
        }
        return true;
    }

    /**
     * Whether the await was on the stack when the exception was made: bodies had begun directly inside each other, and the one that
     * throws has caught the exception, paused, and throws it again in another drive. Else the body that throws is the outermost there.
     */
    private static boolean isThere(StackTraceElement[] trace, int end, StackTraceElement place, String thrower) {
        int last = end - 1;
        while (last >= 0 && !isBody(trace[last])) {
            last--;
        }
        if (last < 0 || trace[last].getClassName().equals(thrower)) {
            return false;
        }
        boolean hasPlace = false;
        boolean hasThrower = false;
        for (int i = 0; i <= last; i++) {
            hasPlace |= isSame(trace[i], place);
            hasThrower |= trace[i].getClassName().equals(thrower);
        }
        return hasPlace && hasThrower;
    }

    /** The JVM's own elements know the loader, too. */
    private static boolean isSame(StackTraceElement element, StackTraceElement place) {
        return element.getLineNumber() == place.getLineNumber()
                && element.getClassName().equals(place.getClassName())
                && element.getMethodName().equals(place.getMethodName());
    }

    /**
     * Notes that an exception came out of a body into which the driver had raised it.
     *
     * @param exception the exception
     * @param place the place of the pause, as a stack trace of the body shows it; null if what was paused is no body
     */
    public static void raised(Throwable exception, @Nullable StackTraceElement place) {
        if (!isOn) {
            return;
        }
        try {
            StackTraceElement[] trace = exception.getStackTrace();
            if (trace.length > 0 && trace.length < LONGEST) {
                trace = inserted(trace, 0, LIBRARY);
                exception.setStackTrace(place == null ? trace : inserted(trace, 0, place));
            }
        } catch (Throwable hostile) {
            // it keeps the trace that it has
        }
    }

    /**
     * Returns the length of a trace, for {@link #passedOn}.
     *
     * @param exception the exception
     * @return how many elements its trace has; 0 if that cannot be told
     */
    public static int length(Throwable exception) {
        try {
            return isOn ? exception.getStackTrace().length : 0;
        } catch (Throwable hostile) {
            return 0;
        }
    }

    /**
     * Notes that a foreign iterator into which an exception was raised threw it; it may have put something in front of the trace.
     *
     * @param exception the exception
     * @param lengthBefore what {@link #length} gave before
     */
    public static void passedOn(Throwable exception, int lengthBefore) {
        if (!isOn || lengthBefore == 0) {
            return;
        }
        try {
            StackTraceElement[] trace = exception.getStackTrace();
            if (lengthBefore <= trace.length && trace.length < LONGEST) {
                exception.setStackTrace(inserted(trace, trace.length - lengthBefore, LIBRARY));
            }
        } catch (Throwable hostile) {
            // it keeps the trace that it has
        }
    }

    /**
     * Notes that an await throws an exception that may have been made elsewhere; called by the code that gives the await its outcome.
     *
     * @param exception the exception
     */
    public static void enters(Throwable exception) {
        if (!isOn) {
            return;
        }
        try {
            StackTraceElement[] trace = exception.getStackTrace();
            StackTraceElement[] stack = new Throwable().getStackTrace();
            int caller = 1;
            while (caller < stack.length && stack[caller].getClassName().equals(Traces.class.getName())) {
                caller++;
            }
            boolean isMadeHere =
                    endsLike(trace, stack, stack.length - caller - 1); // the caller's own line is another one
            if (trace.length > 0 && trace.length < LONGEST && !isMadeHere) {
                exception.setStackTrace(joined(elsewhere(trace, stack), stack));
            }
        } catch (Throwable hostile) {
            // it keeps the trace that it has
        }
    }

    /** What an exception had when it came in: without an earlier await of the same failure, and without the end that both stacks share. */
    private static StackTraceElement[] elsewhere(StackTraceElement[] trace, StackTraceElement[] stack) {
        List<StackTraceElement> before = new ArrayList<>();
        for (int i = 0; i < trace.length && !trace[i].equals(BORDER); i++) {
            if (!isLibrary(trace[i])) {
                before.add(trace[i]);
            }
        }
        int end = stack.length - 1;
        while (before.size() > 1 && end >= 0 && before.get(before.size() - 1).equals(stack[end])) {
            before.remove(before.size() - 1);
            end--;
        }
        before.add(BORDER);
        return before.toArray(StackTraceElement[]::new);
    }

    private static StackTraceElement[] inserted(StackTraceElement[] trace, int at, StackTraceElement element) {
        StackTraceElement[] longer = new StackTraceElement[trace.length + 1];
        System.arraycopy(trace, 0, longer, 0, at);
        longer[at] = element;
        System.arraycopy(trace, at, longer, at + 1, trace.length - at);
        return longer;
    }

    private static StackTraceElement[] joined(StackTraceElement[] first, StackTraceElement[] second) {
        StackTraceElement[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Whether the last elements of both, so many, are the same. */
    private static boolean endsLike(StackTraceElement[] trace, StackTraceElement[] stack, int count) {
        return count > 0
                && count <= trace.length
                && Arrays.equals(trace, trace.length - count, trace.length, stack, stack.length - count, stack.length);
    }

    /**
     * Lets the trace of an error of the library's begin at the code that called it.
     *
     * @param error the error
     * @param <X> its type
     * @return the same object
     */
    public static <X extends Throwable> X fromCaller(X error) {
        StackTraceElement[] trace = error.getStackTrace();
        int from = 0;
        while (from < trace.length && isLibrary(trace[from]) && !isBody(trace[from])) {
            from++;
        }
        if (isOn && from < trace.length) {
            error.setStackTrace(Arrays.copyOfRange(trace, from, trace.length));
        }
        return error;
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Taking out
    // ------------------------------------------------------------------------------------------------------------------

    /**
     * Takes the drive's own part out of the traces of an exception that leaves it, and of those that are attached to it.
     *
     * @param exception the exception
     */
    public static void leaves(Throwable exception) {
        if (!isOn) {
            return;
        }
        try {
            Set<Throwable> known = Collections.newSetFromMap(new IdentityHashMap<>());
            Deque<Throwable> left = new ArrayDeque<>();
            meet(exception, known, left);
            while (!left.isEmpty()) {
                clean(left.remove(), known, left);
            }
        } catch (Throwable full) {
            // it keeps the trace that it has
        }
    }

    private static void meet(@Nullable Throwable exception, Set<Throwable> known, Deque<Throwable> left) {
        if (exception != null && known.size() < MOST_ATTACHED && known.add(exception)) {
            left.add(exception);
        }
    }

    private static void clean(Throwable exception, Set<Throwable> known, Deque<Throwable> left) {
        try {
            StackTraceElement[] trace = exception.getStackTrace();
            StackTraceElement[] cleaned = withoutDrive(trace);
            if (cleaned.length < trace.length && cleaned.length > 0) {
                exception.setStackTrace(cleaned);
            }
            for (Throwable suppressed : exception.getSuppressed()) {
                meet(suppressed, known, left);
            }
            meet(exception.getCause(), known, left);
        } catch (Throwable hostile) {
            // the others may be better
        }
    }

    /** Without the library's part up to the driver, and the small parts above it, where bodies began directly inside each other. */
    private static StackTraceElement[] withoutDrive(StackTraceElement[] trace) {
        List<StackTraceElement> kept = new ArrayList<>(trace.length);
        boolean isAbove = true;
        for (int i = 0; i < trace.length; i++) {
            if (!isAbove || !isLibrary(trace[i])) {
                kept.add(trace[i]);
                continue;
            }
            boolean isDriven = false;
            for (; i < trace.length && isLibrary(trace[i]); i++) {
                isDriven |= isDrive(trace[i]);
            }
            i--;
            isAbove = !isDriven;
        }
        return kept.toArray(StackTraceElement[]::new);
    }

    // ------------------------------------------------------------------------------------------------------------------
    // What is what
    // ------------------------------------------------------------------------------------------------------------------

    /** The index of the first element of the innermost drive. */
    private static int firstOfDrive(StackTraceElement[] trace) {
        int i = 0;
        while (i < trace.length && !isDrive(trace[i])) {
            i++;
        }
        return i;
    }

    /** The index of the first element below the innermost drive, the driver. */
    private static int endOfDrive(StackTraceElement[] stack) {
        int i = firstOfDrive(stack);
        while (i < stack.length && isLibrary(stack[i])) {
            i++;
        }
        return i;
    }

    /** Whether a stack frame belongs to the library, or is what the weaver puts between the library and a body. */
    static boolean isLibrary(StackTraceElement element) {
        if (Library.isOwn(element.getClassName()) && !element.equals(BORDER)) {
            return true;
        }
        return isBody(element) && isBridge(element);
    }

    private static boolean isDrive(StackTraceElement element) {
        String type = element.getClassName();
        return type.equals(Library.HANDLE) || type.equals(Library.CHAIN);
    }

    private static boolean isBridge(StackTraceElement element) {
        String method = element.getMethodName();
        return element.getLineNumber() < 0 && (method.equals("begin") || method.equals("resume"));
    }

    /** Whether a stack frame belongs to a frame class, by its name: {@code Orders$load$coroutine1}. */
    static boolean isBody(StackTraceElement element) {
        return FrameNames.isFrameClass(element.getClassName());
    }
}
