package dev.pausa.conformance.diagnostics;

import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.Coroutine.suspend;

import dev.pausa.Coroutine;
import dev.pausa.diagnostics.Diagnostics;
import java.util.List;
import java.util.concurrent.Callable;

/** What {@link SeveralCopiesTest} runs in class loaders of their own. */
final class LoadedCopy implements Callable<Object> {
    /** Makes a paused coroutine of this name while tracking is on. */
    @Override
    public Object call() {
        Diagnostics.setTracking(true);
        Coroutine<Object> c = coroutine("in the copy", () -> {
            int count = 3;
            Object given = suspend("s");
            return List.of(count, given);
        });
        c.send(null);
        return c;
    }
}
