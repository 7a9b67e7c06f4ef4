package dev.pausa.durable;

import java.time.Duration;
import java.util.Objects;

/**
 * How often a step is tried. Between two tries the instance waits in the database.
 *
 * @param attempts how many tries may fail before the last one's exception is raised at the await; tries that were cut
 *     off by a crash do not count
 * @param first how long to wait after the first failed try
 * @param factor how many times longer to wait after each further one
 * @param timeout how long a try may take; then its thread is interrupted, the try has failed with a
 *     {@link java.util.concurrent.TimeoutException}, and what comes of it later is ignored
 */
public record RetryPolicy(int attempts, Duration first, double factor, Duration timeout) {
    /** A wait is never longer. */
    private static final Duration LONGEST = Duration.ofDays(365);

    /**
     * Makes one.
     *
     * @param attempts at least 1
     * @param first zero or more
     * @param factor at least 1
     * @param timeout more than zero
     * @throws IllegalArgumentException if one of them is less
     */
    public RetryPolicy {
        Objects.requireNonNull(first, "first");
        Objects.requireNonNull(timeout, "timeout");
        boolean isOne = attempts >= 1 && !first.isNegative() && factor >= 1 && timeout.compareTo(Duration.ZERO) > 0;
        if (!isOne) {
            throw new IllegalArgumentException("a retry policy needs at least 1 attempt, a first wait of 0 or more, a"
                    + " factor of at least 1 and a timeout of more than 0: " + attempts + " attempts, first " + first
                    + ", factor " + factor + ", timeout " + timeout);
        }
    }

    /** Returns how long to wait after so many failed tries. */
    Duration wait(int failures) {
        double millis = first.toMillis() * Math.pow(factor, failures - 1);
        return millis < LONGEST.toMillis() ? Duration.ofMillis((long) millis) : LONGEST;
    }
}
