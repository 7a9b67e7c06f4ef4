package dev.pausa.durable.flink;

import org.jspecify.annotations.Nullable;

/**
 * A coroutine that failed and was let go of: see {@link CoroutineFunction#deadLetters}. Everything is text, so that it
 * can be written anywhere and be read by a newer version of the job.
 *
 * @param key the key, as text
 * @param timestamp the event time at which it failed, or {@link Long#MIN_VALUE} if there is none
 * @param event the event that it went on with, as text; empty if a timer ended its wait
 * @param failure what was thrown
 * @param trace with its stack trace
 * @param snapshot the coroutine as it was before the event, as JSON; empty if it had not paused before
 */
public record DeadLetter(String key, long timestamp, String event, String failure, String trace, String snapshot) {
    static String text(@Nullable Object object) {
        return object == null ? "" : object.toString();
    }
}
