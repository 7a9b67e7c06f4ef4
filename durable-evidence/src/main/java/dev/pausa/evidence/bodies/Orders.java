package dev.pausa.evidence.bodies;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.durable.Durable.step;
import static dev.pausa.durable.Durable.transaction;

import dev.pausa.Coroutine;
import dev.pausa.durable.RetryPolicy;
import java.time.Duration;
import java.util.List;

/** An order of five steps: three that change the database, two that reach outside of it. */
public final class Orders {
    /** The steps that change the database, each exactly once. */
    public static final List<String> INSIDE = List.of("reserve", "bill", "close");

    /** The steps that reach outside, each at least once and with the same key. */
    public static final List<String> OUTSIDE = List.of("charge", "ship");

    /** What an order returns: as many as its steps are. */
    public static final int RESULT = 5;

    private static final RetryPolicy PATIENT =
            new RetryPolicy(1000, Duration.ofMillis(100), 1.5, Duration.ofSeconds(30));

    private Orders() {}

    /**
     * Returns the body.
     *
     * @param id of the instance
     * @return a coroutine
     */
    public static Coroutine<Integer> order(String id) {
        return coroutine(() -> {
            int done = 0;
            done += await(transaction("reserve", c -> Effects.book(c, id, "reserve")));
            done += await(step("charge", PATIENT, s -> Effects.tell(s.key(), id, "charge")));
            done += await(transaction("bill", c -> Effects.book(c, id, "bill")));
            done += await(step("ship", PATIENT, s -> Effects.tell(s.key(), id, "ship")));
            done += await(transaction("close", c -> Effects.book(c, id, "close")));
            return done;
        });
    }
}
