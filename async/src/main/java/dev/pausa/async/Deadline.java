package dev.pausa.async;

import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** When a region is cancelled by itself. */
final class Deadline extends Timer {
    private final SerialLoop loop;
    private final Region region;

    /** Where the region was paused when the time was up. */
    private @Nullable Place place;

    private boolean hasPassed;

    Deadline(SerialLoop loop, Region region, long due) {
        super(due);
        this.loop = loop;
        this.region = region;
    }

    /** Begins to count; what is due already cancels at once. */
    void set() {
        if (loop.timers().isDue(this)) {
            expire();
        } else {
            loop.timers().add(this);
        }
    }

    void drop() {
        loop.timers().remove(this);
    }

    @Override
    void expire() {
        hasPassed = true;
        if (region.own() == null) {
            LoopTask<?> task = region.task;
            place = task == null ? null : Place.of(task, region);
            region.cancel(new Cause(Cancellation.Kind.DEADLINE, "the deadline of a " + region + " has passed"));
        }
    }

    /** Deadlines come after operations that are due at the same instant, and outer ones before inner ones. */
    @Override
    int rank() {
        return region.depth();
    }

    Instant at() {
        return loop.timers().instant(due());
    }

    /** Whether it was this that cancelled the region. */
    boolean hasPassed() {
        return hasPassed && place != null;
    }

    TimeoutException exception() {
        return place == null ? new TimeoutException(region.toString()) : place.timeout(region);
    }
}
