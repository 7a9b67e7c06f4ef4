package dev.pausa.testing.model;

/**
 * Something that is done at a time: what comes first is due first, has the smaller rank, or was set first.
 *
 * @param due when, in milliseconds
 * @param rank 0 for operations; for limits of time, how deep in they are
 * @param number in the order of setting
 * @param action what is done
 */
record Timer(long due, int rank, int number, Runnable action) implements Comparable<Timer> {
    @Override
    public int compareTo(Timer other) {
        int byDue = Long.compare(due, other.due);
        int byRank = byDue != 0 ? byDue : Integer.compare(rank, other.rank);
        return byRank != 0 ? byRank : Integer.compare(number, other.number);
    }
}
