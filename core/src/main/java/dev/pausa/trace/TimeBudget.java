package dev.pausa.trace;

/**
 * Allows something for so long, and for a small part of the time that passes: for what is of use, but holds up others
 * while it lasts. What took longer than was left is made up for before the next time. One at a time.
 */
public final class TimeBudget {
    private final long most;
    private final int share;

    private long left;
    private long last;
    private boolean isUsed;

    /**
     * Makes a budget that is full.
     *
     * @param most so many nanoseconds are allowed at once
     * @param share one nanosecond more for each so many that pass
     */
    public TimeBudget(long most, int share) {
        this.most = most;
        this.share = share;
        this.left = most;
        this.last = System.nanoTime();
    }

    /**
     * Asks whether it may be done now; {@link #end} must follow if so.
     *
     * @param now the time, as {@link System#nanoTime} has it
     * @return false if the time is used up, or somebody does it just now
     */
    public synchronized boolean begin(long now) {
        long passed = Math.max(0, now - last);
        if (isUsed || left + passed / share <= 0) {
            return false;
        }
        left = Math.min(most, left + passed / share);
        last = now;
        isUsed = true;
        return true;
    }

    /**
     * Says that it was done.
     *
     * @param now the time
     */
    public synchronized void end(long now) {
        left -= Math.max(0, now - last);
        last = now;
        isUsed = false;
    }
}
