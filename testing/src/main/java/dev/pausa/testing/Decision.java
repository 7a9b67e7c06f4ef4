package dev.pausa.testing;

/**
 * What ran next, at one point of a run.
 *
 * @param chosen its position among the alternatives; 0 is what a loop by itself does
 * @param of how many there were
 * @param name its name
 * @param first the name of the first
 */
record Decision(int chosen, int of, String name, String first) {
    /** Returns whether a loop by itself would have done something else. */
    boolean isDeviation() {
        return chosen != 0;
    }
}
