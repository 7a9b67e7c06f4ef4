package dev.pausa.evidence.bodies;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.durable.Durable.receive;
import static dev.pausa.durable.Durable.sleep;
import static dev.pausa.durable.Durable.step;
import static dev.pausa.durable.Durable.transaction;

import dev.pausa.Coroutine;
import dev.pausa.durable.RetryPolicy;
import java.time.Duration;

/** Bodies that wait. */
public final class Waits {
    /** How long {@link #nap} sleeps. */
    public static final Duration NAP = Duration.ofSeconds(4);

    private static final RetryPolicy ONCE = new RetryPolicy(3, Duration.ofMillis(100), 2, Duration.ofSeconds(30));

    private Waits() {}

    /** How many steps a body makes before it waits. */
    public record Walk(String id, int steps) {}

    /**
     * Sleeps between two rows.
     *
     * @param id of the instance
     * @return a coroutine
     */
    public static Coroutine<Integer> nap(String id) {
        return coroutine(() -> {
            int done = await(transaction("before", c -> Effects.book(c, id, "before")));
            await(sleep(NAP));
            return done + await(transaction("after", c -> Effects.book(c, id, "after")));
        });
    }

    /**
     * Waits for a signal, and writes a row.
     *
     * @param id of the instance
     * @return a coroutine
     */
    public static Coroutine<Integer> park(String id) {
        return coroutine(() -> {
            int sent = await(receive("go", Integer.class, Duration.ofDays(365)));
            await(transaction("went", c -> Effects.book(c, id, "went")));
            return sent;
        });
    }

    /**
     * Writes five rows, each in a transaction of its own.
     *
     * @param id of the instance
     * @return a coroutine
     */
    public static Coroutine<Integer> five(String id) {
        return coroutine(() -> {
            int done = 0;
            for (int i = 0; i < 5; i++) {
                int number = i;
                done += await(transaction("row", c -> Effects.book(c, id, "row" + number)));
            }
            return done;
        });
    }

    /**
     * Makes many steps, then waits for a signal, and writes a row.
     *
     * @param walk how many
     * @return a coroutine
     */
    public static Coroutine<Integer> walk(Walk walk) {
        return coroutine(() -> {
            int sum = 0;
            for (int i = 0; i < walk.steps(); i++) {
                int number = i;
                sum += await(step("walk", ONCE, s -> number % 2));
            }
            await(transaction("waits", c -> Effects.book(c, walk.id(), "waits")));
            int sent = await(receive("go", Integer.class, Duration.ofDays(365)));
            await(transaction("woke", c -> Effects.book(c, walk.id(), "woke")));
            return sum + sent;
        });
    }
}
