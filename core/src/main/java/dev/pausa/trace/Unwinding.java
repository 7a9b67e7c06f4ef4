package dev.pausa.trace;

import static dev.pausa.trace.Elements.elsewhere;
import static dev.pausa.trace.Elements.isLibrary;
import static dev.pausa.trace.Elements.isOfClass;
import static dev.pausa.trace.Elements.joined;
import static dev.pausa.trace.Elements.lastBody;
import static dev.pausa.trace.Elements.with;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The trace of one exception on its way up a chain: the drive loop keeps it from await to await, so that only the first
 * of them has to find out what of the trace belongs to this drive. What stands in the trace is in {@link Traces}.
 */
public final class Unwinding {
    /** A trace of this length gets no longer; the JVM's own end at 1024 by default. */
    private static final int LONGEST = 2048;

    private final Throwable exception;

    /** What stands above the driver: where the exception was made, and the awaits that it passed. */
    private StackTraceElement[] above = new StackTraceElement[0];

    /** The driver and what is below it. */
    private StackTraceElement[] below = new StackTraceElement[0];

    /** The body that it was raised in last; null if that was none of the user's. */
    private @Nullable StackTraceElement raisedIn;

    /** How long the trace was when it was raised there; -1 before. */
    private int length = -1;

    /** Whether the trace can take no more, or its class does not want any. */
    private boolean isOver;

    private Unwinding(Throwable exception) {
        this.exception = exception;
    }

    /**
     * Notes that an exception is raised at an await; never throws.
     *
     * @param known what this gave at the await before, or null
     * @param exception the exception
     * @param place the place of the await, as a stack trace of the awaiting body shows it; null if what awaits is no
     *     body
     * @param thrower any place in the body that threw; null if that is no body
     * @return what the next await gives
     */
    public static @Nullable Unwinding passes(
            @Nullable Unwinding known,
            Throwable exception,
            @Nullable StackTraceElement place,
            @Nullable StackTraceElement thrower) {
        if (!Traces.isOn()) {
            return null;
        }
        try {
            Unwinding now = of(known, exception);
            if (now != known) {
                Traces.cleanAttached(exception);
            }
            now.raise(ofUser(place), ofUser(thrower));
            return now;
        } catch (Throwable noRoom) {
            return known;
        }
    }

    /**
     * Notes that an exception leaves the drive, and cleans the traces of those that are attached to it; never throws.
     *
     * @param known what {@link #passes} gave at the last await, or null
     * @param exception the exception
     * @param root any place in the body that the driver drives; null if that is no body
     */
    public static void leaves(@Nullable Unwinding known, Throwable exception, @Nullable StackTraceElement root) {
        if (!Traces.isOn()) {
            return;
        }
        try {
            of(known, exception).raise(null, ofUser(root));
        } catch (Throwable noRoom) {
            // it keeps the trace that it has
        }
        Traces.cleanAttached(exception);
    }

    private static Unwinding of(@Nullable Unwinding known, Throwable exception) {
        return known != null && known.exception == exception ? known : new Unwinding(exception);
    }

    /** Null for a body of the library's own: no trace shows those. */
    private static @Nullable StackTraceElement ofUser(@Nullable StackTraceElement place) {
        return place == null || isLibrary(place) ? null : place;
    }

    private void raise(@Nullable StackTraceElement place, @Nullable StackTraceElement thrower) {
        if (isOver) {
            return;
        }
        isOver = true; // unless nothing below throws: the exception's class is the user's
        StackTraceElement[] trace = exception.getStackTrace();
        if (trace.length == 0) {
            return;
        }
        if (!goesOn(trace, place, thrower)) {
            begin(trace, place, thrower);
        }
        if (place != null && !isThere(above, place, thrower)) {
            above = with(above, place);
        }
        StackTraceElement[] longer = joined(above, below);
        if (!Arrays.equals(trace, longer)) {
            exception.setStackTrace(longer);
        }
        length = longer.length;
        raisedIn = place;
        isOver = length >= LONGEST;
    }

    /** Returns whether the body threw it on in which it was raised last, and left its trace alone. */
    private boolean goesOn(
            StackTraceElement[] trace, @Nullable StackTraceElement place, @Nullable StackTraceElement thrower) {
        return trace.length == length
                && (thrower == null || raisedIn == null || isOfClass(thrower, raisedIn))
                && isThrownBy(thrower, place);
    }

    /** Finds out what of the trace belongs to this drive. */
    private void begin(
            StackTraceElement[] trace, @Nullable StackTraceElement place, @Nullable StackTraceElement thrower) {
        int drive = Elements.firstOfDrive(trace);
        if (drive < trace.length) {
            above = Elements.withoutLibrary(trace, drive);
            below = Elements.belowDrive(trace);
            if (above.length == 0 || isThrownBy(thrower, place)) {
                return;
            }
        }
        StackTraceElement[] stack = Elements.ofStack();
        below = Elements.belowDrive(stack);
        boolean isOfThisDrive = Elements.endsWith(trace, below); // and was cleaned before
        above = Arrays.copyOf(trace, isOfThisDrive ? trace.length - below.length : lastBody(trace) + 1);
        if (above.length == 0 || !isThrownBy(thrower, place) || thrower == null && !isOfThisDrive) {
            above = with(elsewhere(trace, stack), withoutLine(thrower));
        }
    }

    /**
     * Returns whether what stands above the driver came out of this body: it is the outermost there, or the await of it
     * is there as well. Else the exception was made elsewhere and kept.
     */
    private boolean isThrownBy(@Nullable StackTraceElement thrower, @Nullable StackTraceElement place) {
        if (thrower == null) {
            return true;
        }
        int last = lastBody(above);
        return last >= 0 && isOfClass(above[last], thrower) || place != null && isThere(above, place, thrower);
    }

    /**
     * Returns whether the await was on the stack when the exception was made: bodies had begun directly inside each
     * other, and the one that throws has caught the exception, paused, and throws it again in another drive. Else the
     * body that throws is the outermost there.
     */
    private static boolean isThere(
            StackTraceElement[] above, StackTraceElement place, @Nullable StackTraceElement thrower) {
        int last = lastBody(above);
        if (thrower == null || last < 0 || isOfClass(above[last], thrower)) {
            return false;
        }
        int i = 0;
        while (i < last && !(isOfClass(above[i], thrower) && isSame(above[i + 1], place))) {
            i++;
        }
        return i < last;
    }

    /** The JVM's own elements know the loader, too. */
    private static boolean isSame(StackTraceElement element, StackTraceElement place) {
        return element.getLineNumber() == place.getLineNumber()
                && isOfClass(element, place)
                && element.getMethodName().equals(place.getMethodName());
    }

    /** The body threw what it had kept; on which line is not known. */
    private static @Nullable StackTraceElement withoutLine(@Nullable StackTraceElement thrower) {
        return thrower == null
                ? null
                : new StackTraceElement(thrower.getClassName(), thrower.getMethodName(), thrower.getFileName(), -1);
    }
}
