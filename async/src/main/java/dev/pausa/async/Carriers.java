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
        @Nullable Object[] captured = new Object[carriers.length];
        for (int i = 0; i < carriers.length; i++) {
            try {
                captured[i] = carriers[i].capture();
            } catch (Throwable thrown) {
                report(carriers[i], thrown);
            }
        }
        return captured;
    }

    /** Runs something with what was captured. */
    static void with(@Nullable Object[] captured, Runnable action) {
        Runnable[] undo = new Runnable[captured.length];
        for (int i = 0; i < captured.length; i++) {
            undo[i] = restore(all[i], captured[i]);
        }
        try {
            action.run();
        } finally {
            for (int i = undo.length - 1; i >= 0; i--) {
                try {
                    undo[i].run();
                } catch (Throwable thrown) {
                    report(all[i], thrown);
                }
            }
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
