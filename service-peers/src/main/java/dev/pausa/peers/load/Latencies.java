package dev.pausa.peers.load;

import java.util.Arrays;

/** How long each answer of a run took. */
public final class Latencies {
    private long[] nanos = new long[1024];
    private int count;
    private boolean isSorted;
    private long allNanos;

    void add(long each) {
        if (count == nanos.length) {
            nanos = Arrays.copyOf(nanos, 2 * count);
        }
        nanos[count++] = each;
        isSorted = false;
    }

    void took(long all) {
        allNanos = all;
    }

    /**
     * Returns how many answers there were.
     *
     * @return how many
     */
    public int count() {
        return count;
    }

    /**
     * Returns how many there were in a second, on average.
     *
     * @return how many
     */
    public double perSecond() {
        return count * 1e9 / allNanos;
    }

    /**
     * Returns what so many of a hundred answers took at most.
     *
     * @param percent how many, such as 99
     * @return milliseconds
     */
    public double percentileMillis(double percent) {
        if (!isSorted) {
            Arrays.sort(nanos, 0, count);
            isSorted = true;
        }
        int rank = (int) Math.ceil(percent / 100 * count);
        return nanos[Math.max(0, rank - 1)] / 1e6;
    }
}
