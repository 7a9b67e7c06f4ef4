package dev.pausa.async;

import dev.pausa.AwaitIterator;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineState;
import dev.pausa.GeneratorExit;
import dev.pausa.Step;
import org.jspecify.annotations.Nullable;

/**
 * Closes what cannot wait: {@link GeneratorExit} is raised where it is paused, and each operation that it awaits then
 * raises a {@link Cancellation}.
 */
final class HardClose {
    /** How many operations one may await on its way out. */
    private static final int PATIENCE = 100;

    private HardClose() {}

    static void region(Region region) {
        Object work = region.work();
        try {
            region.aborted(); // the tasks in it first
            if (work instanceof Coroutine<?> coroutine) {
                SerialLoop.forNobody(() -> close(coroutine));
            } else if (work instanceof AwaitIterator<?> iterator) {
                iterator.close();
            }
        } catch (Throwable thrown) {
            Reports.failure("closing a " + region + " failed", thrown);
        } finally {
            region.markLeft();
        }
    }

    private static void close(Coroutine<?> coroutine) {
        if (coroutine.state() == CoroutineState.CREATED) {
            coroutine.close();
            return;
        }
        Throwable raised = new GeneratorExit();
        for (int i = 0; i < PATIENCE && raised != null; i++) {
            raised = step(coroutine, raised);
        }
        if (raised != null) {
            Reports.failure(coroutine + " goes on although its loop is closed", raised);
        }
    }

    /** Returns what to raise next; null if it has ended. */
    private static @Nullable Throwable step(Coroutine<?> coroutine, Throwable raised) {
        try {
            return coroutine.stepRaising(raised) instanceof Step.Returned<?>
                    ? null
                    : new Cancellation(new Cause(Cancellation.Kind.SHUTDOWN, "the loop is closed"));
        } catch (GeneratorExit | Cancellation asExpected) {
            return null;
        } catch (Throwable thrown) {
            Reports.failure(coroutine.name() + " failed while it was closed", thrown);
            return null;
        }
    }
}
