package claims;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.durable.Durable.receive;
import static dev.pausa.durable.Durable.transaction;

import dev.pausa.Coroutine;
import dev.pausa.durable.Durable;
import dev.pausa.evidence.bodies.Effects;
import java.time.Duration;

/** A version that waits for something else: what is paused has no place in it. */
public final class Claims {
    private Claims() {}

    /** Adds the body to a worker. */
    public static Durable.Builder register(Durable.Builder builder) {
        return builder.host("claims", Claims.class).register("claim", 1, Claims::claim);
    }

    static Coroutine<String> claim(String id) {
        return coroutine(() -> {
            int amount = await(transaction("assess", c -> Effects.book(c, id, "assess")));
            int paid = await(receive("approval", Integer.class, Duration.ofDays(30)));
            await(transaction("pay", c -> Effects.book(c, id, "incompatible")));
            return "incompatible " + (amount + paid);
        });
    }
}
