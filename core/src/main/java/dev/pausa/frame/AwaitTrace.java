package dev.pausa.frame;

import dev.pausa.trace.Traces;
import org.jspecify.annotations.Nullable;

/** Puts the places of awaits into the trace of an exception that travels through a chain: see {@link Traces}. */
final class AwaitTrace {
    private AwaitTrace() {}

    /**
     * Notes that an exception is raised at the await where a frame stands.
     *
     * @return whether the trace can take more
     */
    static boolean passes(Throwable exception, Frame awaiter) {
        if (!Traces.isOn()) {
            return false;
        }
        try {
            StackTraceElement place = awaiter.placeOfCall(awaiter.state);
            return place == null || Traces.passes(exception, place, throwerOf(awaiter));
        } catch (Throwable hostile) { // the exception keeps the trace that it has
            return false;
        }
    }

    /** The class of the frame that threw, by way of which the await ends. */
    private static String throwerOf(Frame awaiter) {
        return awaiter.awaiting == null ? "" : awaiter.awaiting.frame.getClass().getName();
    }

    /**
     * Notes that an exception came out of a frame into which the driver had raised it.
     *
     * @param state the frame's state when the exception was raised in
     */
    static void raised(Throwable exception, Frame leaf, int state) {
        if (!Traces.isOn() || leaf instanceof AwaitIteratorFrame) { // that has called passedOn
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
