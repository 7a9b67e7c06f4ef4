package dev.pausa.async;

import dev.pausa.Awaitable;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The region of {@link Async#shield}: cancels from around do not reach what is in it, for a while. */
final class Shield extends Region {
    private final Duration limit;
    private @Nullable Timer end;
    private boolean isOpen;

    Shield(Duration limit, Awaitable<?> work) {
        super(work);
        this.limit = limit;
    }

    @Override
    boolean isShielded() {
        return !isOpen;
    }

    @Override
    void entered() {
        LoopTask<?> by = Objects.requireNonNull(task);
        Timers timers = by.loop().timers();
        long due = timers.due(limit);
        for (Region around = around(); around != null; around = around.around()) {
            if (around instanceof Shield outer && outer.end != null && !outer.isOpen) {
                due = Math.min(due, outer.end.due());
            }
        }
        end = new Timer(due) {
            @Override
            void expire() {
                open(by);
            }

            /** As with deadlines: what is over at the same instant comes first. */
            @Override
            int rank() {
                return depth();
            }
        };
        if (timers.isDue(end)) {
            open(by);
        } else {
            timers.add(end);
        }
    }

    private void open(LoopTask<?> by) {
        isOpen = true;
        Cause around = Objects.requireNonNull(around()).reason();
        if (around != null) {
            Reports.failure(
                    "a shield of " + limit + " did not suffice: what it kept away is raised now in task '" + by.name()
                            + "', " + Place.of(by).text(),
                    new Cancellation(around));
        }
        Cancelling.spread(this);
    }

    @Override
    void leaving(boolean isMine) {
        drop();
    }

    @Override
    void aborted() {
        drop();
    }

    private void drop() {
        Objects.requireNonNull(task).loop().timers().remove(Objects.requireNonNull(end));
    }

    @Override
    public String toString() {
        return "shield for " + limit;
    }
}
