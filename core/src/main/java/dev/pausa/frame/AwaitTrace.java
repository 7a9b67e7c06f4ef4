package dev.pausa.frame;

import dev.pausa.trace.Traces;
import dev.pausa.trace.Unwinding;
import org.jspecify.annotations.Nullable;

/** Puts the places of awaits into the trace of an exception that travels through a chain: see {@link Traces}. */
final class AwaitTrace {
    private AwaitTrace() {}

    /**
     * Notes that an exception is raised at the await where a frame stands.
     *
     * @param known what this gave at the await before, or null
     * @return what the next await gives
     */
    static @Nullable Unwinding passes(@Nullable Unwinding known, Throwable exception, Frame awaiter) {
        if (!Traces.isOn()) {
            return null;
        }
        try {
            Handle awaited = awaiter.awaiting;
            return Unwinding.passes(
                    known,
                    exception,
                    awaiter.placeOfCall(awaiter.state),
                    awaited == null ? null : awaited.frame.placeOfCall(0));
        } catch (Throwable noRoom) { // the exception keeps the trace that it has
            return known;
        }
    }

    /**
     * Notes that an exception leaves the drive.
     *
     * @param known what {@link #passes} gave at the last await, or null
     */
    static void leaves(@Nullable Unwinding known, Throwable exception, Frame root) {
        if (!Traces.isOn()) {
            return;
        }
        try {
            Unwinding.leaves(known, exception, root.placeOfCall(0));
        } catch (Throwable noRoom) {
            // it keeps the trace that it has
        }
    }

    /**
     * Notes that an exception came out of a frame into which the driver had raised it.
     *
     * @param state the frame's state when the exception was raised in
     */
    static void raised(Throwable exception, Frame leaf, int state) {
        if (!Traces.isOn() || leaf instanceof AwaitIteratorFrame) { // that has called enters
            return;
        }
        @Nullable StackTraceElement place;
        try {
            place = leaf.placeOfCall(state);
        } catch (Throwable noRoom) {
            return;
        }
        Traces.raised(exception, place);
    }
}
