package dev.pausa.benchmarks;

/** Compares what a peer computed with what every peer must compute. */
final class Checksum {
    private Checksum() {}

    static int check(int expected, int actual) {
        if (actual != expected) {
            throw wrong(expected, actual);
        }
        return actual;
    }

    static long check(long expected, long actual) {
        if (actual != expected) {
            throw wrong(expected, actual);
        }
        return actual;
    }

    private static AssertionError wrong(long expected, long actual) {
        return new AssertionError("the checksum is " + actual + ", and should be " + expected);
    }
}
