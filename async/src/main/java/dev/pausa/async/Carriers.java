package dev.pausa.async;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** All {@linkplain ContextCarrier carriers}. Where there is none, a task carries null, and nothing is done. */
final class Carriers {
    private static final Runnable NOTHING = () -> {};

    private static volatile ContextCarrier<?>[] all = {};

    private Carriers() {}

    static synchronized void add(ContextCarrier<?> carrier) {
        ContextCarrier<?>[] more = Arrays.copyOf(all, all.length + 1);
        more[all.length] = carrier;
        all = more;
    }

    /** Returns what all carriers take from this thread, in their order; null if there is none. */
    static @Nullable Object @Nullable [] capture() {
        ContextCarrier<?>[] carriers = all;
        if (carriers.length == 0) {
            return null;
        }
        return fill(new Object[carriers.length], carriers);
    }

    /** Captures anew what was captured before; in the same place, if there is room. */
    static @Nullable Object[] captureInto(@Nullable Object[] before) {
        ContextCarrier<?>[] carriers = all;
        return fill(carriers.length == before.length ? before : new Object[carriers.length], carriers);
    }

    private static @Nullable Object[] fill(@Nullable Object[] captured, ContextCarrier<?>[] carriers) {
        for (int i = 0; i < carriers.length; i++) {
            captured[i] = capture(carriers[i]);
        }
        return captured;
    }

    private static @Nullable Object capture(ContextCarrier<?> carrier) {
        try {
            return carrier.capture();
        } catch (Throwable thrown) {
            report(carrier, thrown);
            return null;
        }
    }

    /** Runs a task with what was captured. */
    static void with(@Nullable Object[] captured, LoopTask<?> task) {
        with(captured, 0, task);
    }

    /** Restores the first, and all after it inside of that: an array of what undoes them is made for no turn. */
    private static void with(@Nullable Object[] captured, int first, LoopTask<?> task) {
        if (first == captured.length) {
            task.advance();
            return;
        }
        ContextCarrier<?> carrier = all[first];
        Runnable undo = restore(carrier, captured[first]);
        try {
            with(captured, first + 1, task);
        } finally {
            undo(carrier, undo);
        }
    }

    private static void undo(ContextCarrier<?> carrier, Runnable undo) {
        try {
            undo.run();
        } catch (Throwable thrown) {
            report(carrier, thrown);
        }
    }

    private static <C extends @Nullable Object> Runnable restore(ContextCarrier<C> carrier, @Nullable Object captured) {
        try {
            return carrier.restore(Typed.as(captured));
        } catch (Throwable thrown) {
            report(carrier, thrown);
            return NOTHING;
        }
    }

    private static void report(ContextCarrier<?> carrier, Throwable thrown) {
        Reports.failure("a context carrier failed: " + carrier.getClass().getName(), thrown);
    }
}
