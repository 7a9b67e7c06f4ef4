package dev.pausa.durable.store;

import org.jspecify.annotations.Nullable;

/**
 * A row of {@code pausa_step}, of the history.
 *
 * @param seq the number of the operation
 * @param kind its kind
 * @param name its name
 * @param state ENTERED, DONE or FAILED
 * @param tries how often it was tried
 * @param failure what it threw, or null
 */
public record StepRow(
        long seq,
        String kind,
        String name,
        String state,
        int tries,
        @Nullable String failure) {
    /** It was entered, and has not ended. */
    public static final String ENTERED = "ENTERED";

    /** It has given a value. */
    public static final String DONE = "DONE";

    /** It has thrown. */
    public static final String FAILED = "FAILED";
}
