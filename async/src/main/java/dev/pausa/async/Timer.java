package dev.pausa.async;

/** Something that a loop does at a point of its time. */
abstract class Timer {
    private final long due;

    /** Where it is in the heap of {@link Timers}; negative if it is not there. */
    int index = -1;

    /** Which came first, among those with one due time and rank. */
    int order;

    Timer(long due) {
        this.due = due;
    }

    /** Returns when, in nanoseconds of the loop's time. */
    final long due() {
        return due;
    }

    /** Returns which comes first of those that are due at the same instant: the smaller. */
    int rank() {
        return 0;
    }

    /** Called once, on the loop. */
    abstract void expire();
}
