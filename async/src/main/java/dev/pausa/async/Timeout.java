package dev.pausa.async;

import dev.pausa.Awaitable;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The region of {@link Async#timeout} and {@link Async#timeoutOr}: cancelled by itself when its time is up. */
final class Timeout extends Region {
    private final Duration limit;
    private final boolean hasOtherwise;
    private final @Nullable Object otherwise;
    private @Nullable Deadline deadline;

    Timeout(Duration limit, Awaitable<?> work, boolean hasOtherwise, @Nullable Object otherwise) {
        super(work);
        this.limit = limit;
        this.hasOtherwise = hasOtherwise;
        this.otherwise = otherwise;
    }

    @Override
    void entered() {
        SerialLoop loop = Objects.requireNonNull(task).loop();
        deadline = new Deadline(loop, this, loop.timers().due(limit));
        deadline.set();
    }

    @Override
    void leaving(boolean isMine) {
        Deadline passed = Objects.requireNonNull(deadline);
        passed.drop();
        if (isMine && thrown() instanceof Cancellation) {
            set(otherwise, hasOtherwise ? null : passed.exception());
        }
    }

    @Override
    void aborted() {
        Objects.requireNonNull(deadline).drop();
    }

    @Override
    public String toString() {
        return "timeout after " + limit;
    }
}
