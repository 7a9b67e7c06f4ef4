package dev.pausa.evidence.bodies;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.durable.Durable.receive;
import static dev.pausa.durable.Durable.transaction;

import dev.pausa.Coroutine;
import java.time.Duration;

/** Waits for so many payments, and books each. */
public final class Payments {
    /** How many there will be: with the values 1, 2, … */
    public static final int COUNT = 5;

    private Payments() {}

    /**
     * Returns the body.
     *
     * @param id of the instance
     * @return a coroutine, whose result is the sum of what was paid
     */
    public static Coroutine<Integer> collect(String id) {
        return coroutine(() -> {
            int sum = 0;
            for (int i = 0; i < COUNT; i++) {
                int paid = await(receive("pay", Integer.class, Duration.ofDays(1)));
                await(transaction("book", c -> Effects.book(c, id, "pay" + paid)));
                sum += paid;
            }
            return sum;
        });
    }
}
