package dev.pausa.trace;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Stack traces across awaits. The stack that an exception was made on has the innermost body, the library, and the
 * driver; the bodies that await were not on it. So each time the drive loop raises an exception in an awaiting body,
 * the place of that await is put into the trace, above the driver, and the library's part is taken out:
 *
 * <pre>
 *   made                    raised in b              raised in a
 *   c, Orders.java:30       c, Orders.java:30        c, Orders.java:30
 *   (library)               b, Orders.java:20        b, Orders.java:20
 *   main, Main.java:5       main, Main.java:5        a, Orders.java:10
 *                                                    main, Main.java:5
 * </pre>
 *
 * A drive inside another one has a library part of its own, which stands further up; so the first one is always the
 * innermost drive's. What follows from await to await is in {@link Unwinding}.
 *
 * <p>An exception may come into a drive from elsewhere: a driver raises it in, a stage failed with it, or a body throws
 * what it had kept. Then what it had stays in front, without the end that the two stacks share; {@link Elements#BORDER}
 * stands behind that if there is any; then comes what the drive puts in. When it comes into yet another drive, it is
 * cut off at the border again, so one that is raised in a million bodies stays as long as one that is raised in two.
 *
 * <pre>
 *   a stage's failure       an exception that c had kept
 *   read, Disk.java:7       load, Cache.java:3
 *   run, Thread.java:9      main, Main.java:2
 *   (border)                (border)
 *   b, Orders.java:20       c, Orders.java
 *   a, Orders.java:10       b, Orders.java:20
 *   main, Main.java:5       main, Main.java:5
 * </pre>
 *
 * <p>The exception is changed, not copied. One without a writable trace is left alone. Its class may be the user's, and
 * may override what is called here: whatever that does, the drive goes on with the exception as it is. Nothing here
 * runs unless something is thrown.
 */
public final class Traces {
    private Traces() {}

    /** See {@link dev.pausa.diagnostics.Diagnostics#setAwaitTraces}. */
    private static volatile boolean isOn = true;

    /** So many exceptions that hang on one are looked at: a {@code getCause} may give a new one each time. */
    private static final int MOST_ATTACHED = 256;

    // -----------------------------------------------------------------------------------------------------------------
    // Putting in
    // -----------------------------------------------------------------------------------------------------------------

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
            if (trace.length > 0) {
                StackTraceElement[] stack = Elements.ofStack();
                StackTraceElement[] drive = Arrays.copyOfRange(stack, Elements.firstOfDrive(stack), stack.length);
                exception.setStackTrace(Elements.joined(Elements.with(Elements.elsewhere(trace, stack), place), drive));
            }
        } catch (Throwable hostile) {
            // it keeps the trace that it has
        }
    }

    /**
     * Notes that an await throws an exception that may have been made elsewhere; called by the code that gives the
     * await its outcome.
     *
     * @param exception the exception
     */
    public static void enters(Throwable exception) {
        if (!isOn) {
            return;
        }
        try {
            StackTraceElement[] trace = exception.getStackTrace();
            StackTraceElement[] stack = Elements.ofStack();
            int caller = 1;
            while (caller < stack.length && isOfTraces(stack[caller])) {
                caller++;
            }
            // the caller's own line is another one
            StackTraceElement[] below = Arrays.copyOfRange(stack, Math.min(caller + 1, stack.length), stack.length);
            if (trace.length > 0 && !Elements.endsWith(trace, below)) {
                exception.setStackTrace(Elements.joined(Elements.elsewhere(trace, stack), stack));
            }
        } catch (Throwable hostile) {
            // it keeps the trace that it has
        }
    }

    private static boolean isOfTraces(StackTraceElement element) {
        return element.getClassName().equals(Traces.class.getName());
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
        while (from < trace.length && Elements.isLibrary(trace[from]) && !Elements.isBody(trace[from])) {
            from++;
        }
        if (isOn && from < trace.length) {
            error.setStackTrace(Arrays.copyOfRange(trace, from, trace.length));
        }
        return error;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Taking out
    // -----------------------------------------------------------------------------------------------------------------

    /** Takes the innermost drive's part out of the traces of all that is attached to an exception. Never throws. */
    static void cleanAttached(Throwable exception) {
        try {
            Set<Throwable> known = Collections.newSetFromMap(new IdentityHashMap<>());
            Deque<Throwable> left = new ArrayDeque<>();
            known.add(exception);
            meetAttached(exception, known, left);
            while (!left.isEmpty()) {
                clean(left.remove(), known, left);
            }
        } catch (Throwable full) {
            // they keep the traces that they have
        }
    }

    private static void meetAttached(Throwable exception, Set<Throwable> known, Deque<Throwable> left) {
        for (Throwable suppressed : exception.getSuppressed()) {
            meet(suppressed, known, left);
        }
        meet(exception.getCause(), known, left);
    }

    private static void meet(@Nullable Throwable exception, Set<Throwable> known, Deque<Throwable> left) {
        if (exception != null && known.size() < MOST_ATTACHED && known.add(exception)) {
            left.add(exception);
        }
    }

    private static void clean(Throwable exception, Set<Throwable> known, Deque<Throwable> left) {
        try {
            StackTraceElement[] trace = exception.getStackTrace();
            StackTraceElement[] cleaned = Elements.withoutDrive(trace);
            if (cleaned.length < trace.length && cleaned.length > 0) {
                exception.setStackTrace(cleaned);
            }
            meetAttached(exception, known, left);
        } catch (Throwable hostile) {
            // the others may be better
        }
    }
}
