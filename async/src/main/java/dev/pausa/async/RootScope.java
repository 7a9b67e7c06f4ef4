package dev.pausa.async;

import dev.pausa.diagnostics.Diagnostics;
import java.lang.ref.Cleaner;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the root tasks of a loop live in. It is never left; it is cancelled when the loop is stopped. */
final class RootScope extends Scope {
    private static final Cleaner CLEANER = Cleaner.create();

    static {
        Diagnostics.addLoops(new DumpedLoops());
    }

    /** The loops that have tasks: they are reachable, also if nobody holds them but what their tasks wait for. */
    private static final Set<SerialLoop> LIVE = ConcurrentHashMap.newKeySet();

    private final SerialLoop loop;

    /** The failures of root tasks that may still be asked for. */
    private final Set<Unobserved> unobserved = ConcurrentHashMap.newKeySet();

    RootScope(SerialLoop loop) {
        super(null);
        this.loop = loop;
    }

    static Set<SerialLoop> live() {
        return Collections.unmodifiableSet(LIVE);
    }

    void take(LoopTask<?> task) {
        if (size() == 0) {
            LIVE.add(loop);
            Watchdog.watch();
        }
        add(task);
    }

    @Override
    @Nullable
    Region around() {
        return null;
    }

    @Override
    boolean isEntered() {
        return true;
    }

    @Override
    void leaving(boolean isMine) {
        throw new AssertionError("never left");
    }

    @Override
    void taskEnded(LoopTask<?> task) {
        Throwable failure = task.unobservedFailure();
        if (failure != null) {
            Unobserved kept = new Unobserved(task.name(), failure, task.ending());
            unobserved.add(kept);
            CLEANER.register(task, () -> report(kept));
        }
        if (size() == 0) {
            LIVE.remove(loop);
        }
        endIfEmpty();
    }

    void endIfEmpty() {
        if (loop.isStopping() && size() == 0) {
            loop.allEnded();
        }
    }

    void reportUnobserved() {
        unobserved.forEach(this::report);
    }

    private void report(Unobserved failure) {
        if (unobserved.remove(failure) && !failure.ending().isObserved()) {
            Reports.failure(
                    "task '" + failure.name() + "' of a loop failed, and nobody asked for its outcome",
                    failure.failure());
        }
    }

    /** A failure that may be lost. It does not hold the task. */
    private record Unobserved(String name, Throwable failure, Ending<?> ending) {
        @Override
        public boolean equals(@Nullable Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }
}
