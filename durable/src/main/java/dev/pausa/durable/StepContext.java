package dev.pausa.durable;

import java.util.Objects;

/**
 * What a step gets.
 *
 * @param key the same for each try of this step, and for no other step of any run: for receivers who do a thing once
 *     for each key
 * @param fence grows whenever a worker takes the instance over; so a receiver that keeps the highest one it has seen
 *     can refuse a worker that was taken for dead
 * @param attempt which try this is, from 1; tries that were cut off by a crash count
 */
public record StepContext(String key, long fence, int attempt) {
    /**
     * Makes one; the engine does.
     *
     * @param key the key
     * @param fence the fence
     * @param attempt the number of the try
     */
    public StepContext {
        Objects.requireNonNull(key, "key");
    }
}
