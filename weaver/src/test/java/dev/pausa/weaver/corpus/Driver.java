package dev.pausa.weaver.corpus;

import dev.pausa.Coroutine;
import dev.pausa.Step;

/** Runs a body to its end, and counts its pauses. */
public final class Driver {
    private Driver() {}

    private static long pauses;

    /** How often anything has paused so far. */
    static long pauses() {
        return pauses;
    }

    public static Object run(Coroutine.ResultBody<?> body) {
        return toEnd(Coroutine.coroutine(body));
    }

    public static Object run(Coroutine.Body body) {
        return toEnd(Coroutine.coroutine(body));
    }

    private static Object toEnd(Coroutine<?> coroutine) {
        Step<?> step = coroutine.step(null);
        while (step instanceof Step.Yielded<?>) {
            pauses++;
            step = coroutine.step(null);
        }
        return ((Step.Returned<?>) step).value();
    }
}
