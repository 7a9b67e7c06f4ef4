package dev.pausa.diagnostics;

import dev.pausa.diagnostics.Diagnostics.NeverAwaited;
import dev.pausa.diagnostics.Diagnostics.Unawaited;
import dev.pausa.trace.Callers;
import java.lang.ref.Cleaner;
import java.util.List;
import java.util.Objects;

/**
 * Has something that is to be awaited reported as a coroutine is, if it is forgotten before that: an operation of a
 * driver. For drivers that make awaitables of their own, while {@linkplain Diagnostics#neverAwaited() that is} {@link
 * NeverAwaited#ALWAYS}: it costs a phantom reference and a look at the stack for each.
 */
public final class AwaitWatch {
    private static final Cleaner CLEANER = Cleaner.create();

    private final Forgotten forgotten;
    private final Cleaner.Cleanable cleanable;

    private AwaitWatch(Object made, Forgotten forgotten) {
        this.forgotten = forgotten;
        this.cleanable = CLEANER.register(made, forgotten);
    }

    /** What remains of it when it is out of reach. */
    private static final class Forgotten implements Runnable {
        private final Unawaited report;
        private volatile boolean isAwaited;

        Forgotten(Unawaited report) {
            this.report = report;
        }

        @Override
        public void run() {
            if (!isAwaited) {
                Tracking.forgotten(report);
            }
        }
    }

    /**
     * Begins to watch. The report has the place where it was made: the innermost call that is neither the library's nor
     * the driver's, and as many as {@linkplain Diagnostics#setOriginTracking origin tracking} wants.
     *
     * @param made what is to be awaited; it is not kept alive
     * @param name what reports call it, such as {@code operation 'Sleep'}
     * @param driver a class of the driver's; what is in its package is the driver's
     * @return who is told of the await; it is kept in the object, and nowhere else
     * @throws NullPointerException if an argument is null
     */
    public static AwaitWatch begin(Object made, String name, Class<?> driver) {
        Objects.requireNonNull(made, "made");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(driver, "driver");
        int depth = Math.max(1, Diagnostics.originTracking());
        List<StackTraceElement> origin = Callers.makingOf(driver.getPackageName(), depth);
        return new AwaitWatch(made, new Forgotten(new Unawaited(name, origin)));
    }

    /** Ends to watch, since it is awaited, or since it is not wanted any more for a reason of the driver's. */
    public void end() {
        forgotten.isAwaited = true;
        cleanable.clean();
    }
}
