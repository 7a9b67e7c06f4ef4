package dev.pausa.async;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The timers of a loop: a heap in an array, ordered by due time, rank, and order of setting. Time is a count of
 * nanoseconds that never goes back; one {@link #now} holds for a whole turn. Sums saturate: what lies beyond 292 years
 * never comes.
 *
 * <p>Confined to the loop, except {@link #instant()}.
 */
final class Timers {
    private final Clock clock;
    private @Nullable Timer[] heap = new Timer[16];
    private int size;
    private int order;
    private long now;

    /** Where the loop's time comes from. */
    interface Clock {
        /** Returns nanoseconds since a fixed instant; never less than before. */
        long nanos();

        /** Returns the time of day. */
        Instant instant();
    }

    Timers(Clock clock) {
        this.clock = clock;
        this.now = clock.nanos();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Time
    // -----------------------------------------------------------------------------------------------------------------

    /** Reads the clock, for a new turn. */
    void readClock() {
        now = Math.max(now, clock.nanos());
    }

    Instant instant() {
        return clock.instant();
    }

    long due(Duration fromNow) {
        return saturated(now, nanos(fromNow));
    }

    long due(Instant at) {
        return due(Duration.between(clock.instant(), at));
    }

    Instant instant(long due) {
        return clock.instant().plusNanos(due - now);
    }

    boolean isDue(Timer timer) {
        return timer.due() <= now;
    }

    static long nanos(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException tooLong) {
            return duration.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    private static long saturated(long a, long b) {
        long sum = a + b;
        return ((a ^ sum) & (b ^ sum)) < 0 ? (a < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : sum;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Timers
    // -----------------------------------------------------------------------------------------------------------------

    int size() {
        return size;
    }

    /**
     * Returns the nanoseconds until the next one is due, at most 0 if it is; {@link Long#MAX_VALUE} if there is none.
     */
    long untilNext() {
        if (size == 0) {
            return Long.MAX_VALUE;
        }
        long due = at(0).due();
        return due == Long.MAX_VALUE ? Long.MAX_VALUE : due - clock.nanos();
    }

    void add(Timer timer) {
        if (size == heap.length) {
            heap = Arrays.copyOf(heap, size + (size >> 1));
        }
        timer.order = order++;
        up(size++, timer);
    }

    /** Removes one, if it is there. */
    void remove(Timer timer) {
        int hole = timer.index;
        if (hole < 0) {
            return;
        }
        timer.index = -1;
        Timer last = at(--size);
        heap[size] = null;
        if (last != timer) {
            down(hole, last);
            if (heap[hole] == last) {
                up(hole, last);
            }
        }
        shrink();
    }

    /** Has all expire that are due. */
    void expire() {
        for (@Nullable Timer due = takeDue(); due != null; due = takeDue()) {
            due.expire();
        }
    }

    private @Nullable Timer takeDue() {
        if (size == 0 || at(0).due() > now) {
            return null;
        }
        Timer due = at(0);
        remove(due);
        return due;
    }

    private void shrink() {
        if (heap.length > 1024 && size < heap.length / 4) {
            heap = Arrays.copyOf(heap, heap.length / 2);
        }
    }

    private void up(int from, Timer timer) {
        int hole = from;
        while (hole > 0) {
            int parent = (hole - 1) >>> 1;
            if (!isBefore(timer, at(parent))) {
                break;
            }
            put(hole, at(parent));
            hole = parent;
        }
        put(hole, timer);
    }

    private void down(int from, Timer timer) {
        int hole = from;
        for (int child = 2 * hole + 1; child < size; child = 2 * hole + 1) {
            if (child + 1 < size && isBefore(at(child + 1), at(child))) {
                child++;
            }
            if (!isBefore(at(child), timer)) {
                break;
            }
            put(hole, at(child));
            hole = child;
        }
        put(hole, timer);
    }

    private Timer at(int index) {
        return Objects.requireNonNull(heap[index]);
    }

    private void put(int index, Timer timer) {
        heap[index] = timer;
        timer.index = index;
    }

    private static boolean isBefore(Timer a, Timer b) {
        if (a.due() != b.due()) {
            return a.due() < b.due();
        }
        int byRank = a.rank() - b.rank();
        return byRank != 0 ? byRank < 0 : a.order - b.order < 0;
    }
}
