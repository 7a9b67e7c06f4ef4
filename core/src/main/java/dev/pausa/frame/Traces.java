package dev.pausa.frame;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

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
 * exception that was made elsewhere has none: where it comes in, the current stack is put behind it, or, if the driver raised it, in front.
 *
 * <p>The exception is changed, not copied. One without a writable trace is left alone. Nothing here runs unless something is thrown.
 */
final class Traces {
    private Traces() {}

    /** See {@link dev.pausa.Diagnostics#setAwaitTraces}. */
    static volatile boolean isOn = true;

    /** A trace of this length gets no longer; the JVM's own end at 1024 by default. */
    private static final int LONGEST = 2048;

    /** Stands for the library where the stack was not looked at. */
    private static final StackTraceElement LIBRARY =
            new StackTraceElement("dev.pausa.frame.Chain", "resumeLeaf", null, -1);

    // ------------------------------------------------------------------------------------------------------------------
    // Putting in
    // ------------------------------------------------------------------------------------------------------------------

    /**
     * Notes that an exception is raised at the await where a frame stands.
     *
     * @return whether the trace can take more
     */
    static boolean passes(Throwable exception, Frame awaiter) {
        StackTraceElement place = isOn ? awaiter.placeOfCall(awaiter.state) : null;
        if (place == null) {
            return isOn;
        }
        StackTraceElement[] trace = exception.getStackTrace();
        if (trace.length == 0 || trace.length >= LONGEST) {
            return false;
        }
        int at = firstOfLibrary(trace, 0);
        if (at == trace.length) { // made elsewhere
            trace = joined(trace, new Throwable().getStackTrace());
        }
        exception.setStackTrace(inserted(trace, at, place));
        return true;
    }

    /** Notes that an exception came out of a frame into which the driver had raised it, at this point. */
    static void raised(Throwable exception, Frame leaf, int state) {
        StackTraceElement place = isOn ? leaf.placeOfCall(state) : null;
        StackTraceElement[] trace = place == null ? new StackTraceElement[0] : exception.getStackTrace();
        if (trace.length > 0 && trace.length < LONGEST) {
            exception.setStackTrace(joined(new StackTraceElement[] {place, LIBRARY}, trace));
        }
    }

    /** Notes that an exception that was made elsewhere comes into a chain here, on the stack of the body that awaits. */
    static void enters(Throwable exception) {
        StackTraceElement[] trace = isOn ? exception.getStackTrace() : new StackTraceElement[0];
        if (trace.length > 0 && trace.length < LONGEST && firstOfLibrary(trace, 0) == trace.length) {
            exception.setStackTrace(joined(trace, new Throwable().getStackTrace()));
        }
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

    /** Lets the trace of an error of the library's begin at the code that called it. */
    static <X extends Throwable> X fromCaller(X error) {
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

    /** Takes the drive's own part out of the traces of an exception that leaves it, and of those that are attached to it. */
    static void leaves(Throwable exception) {
        if (!isOn) {
            return;
        }
        Set<Throwable> done = Collections.newSetFromMap(new IdentityHashMap<>());
        Deque<Throwable> open = new ArrayDeque<>(List.of(exception)); // not recursive: the chain may be long
        for (Throwable t = open.poll(); t != null; t = open.poll()) {
            if (done.add(t)) {
                clean(t);
                Collections.addAll(open, t.getSuppressed());
                if (t.getCause() != null) {
                    open.add(t.getCause());
                }
            }
        }
    }

    private static void clean(Throwable exception) {
        StackTraceElement[] trace = exception.getStackTrace();
        StackTraceElement[] cleaned = withoutDrive(trace);
        if (cleaned.length < trace.length && cleaned.length > 0) {
            exception.setStackTrace(cleaned);
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

    private static int firstOfLibrary(StackTraceElement[] trace, int from) {
        int i = from;
        while (i < trace.length && !isLibrary(trace[i])) {
            i++;
        }
        return i;
    }

    private static final Set<String> OBJECTS = Set.of(
            "dev.pausa.Coroutine", "dev.pausa.Generator", "dev.pausa.AsyncGenerator", "dev.pausa.Coroutine$View");

    /** Whether a stack frame belongs to the drive: the library's code, or what the weaver puts between it and a body. */
    static boolean isLibrary(StackTraceElement element) {
        String type = element.getClassName();
        return type.startsWith("dev.pausa.frame.") || OBJECTS.contains(type) || isBody(element) && isBridge(element);
    }

    private static boolean isDrive(StackTraceElement element) {
        String type = element.getClassName();
        return type.equals("dev.pausa.frame.Handle") || type.equals("dev.pausa.frame.Chain");
    }

    private static boolean isBridge(StackTraceElement element) {
        String method = element.getMethodName();
        return element.getLineNumber() < 0 && (method.equals("begin") || method.equals("resume"));
    }

    /** Whether a stack frame belongs to a frame class, by its name: {@code Orders$load$coroutine1}. */
    static boolean isBody(StackTraceElement element) {
        String type = element.getClassName();
        int end = type.length();
        while (end > 0 && (Character.isDigit(type.charAt(end - 1)) || type.charAt(end - 1) == '_')) {
            end--;
        }
        return end < type.length()
                && (type.startsWith("coroutine", end - 9)
                        || type.startsWith("generator", end - 9)
                        || type.startsWith("block", end - 5))
                && type.indexOf('$') > 0;
    }
}
