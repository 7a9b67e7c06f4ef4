package claims;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.durable.Durable.receive;
import static dev.pausa.durable.Durable.transaction;

import dev.pausa.Coroutine;
import dev.pausa.durable.Durable;
import dev.pausa.durable.Snapshot;
import dev.pausa.durable.SnapshotEdit;
import dev.pausa.evidence.bodies.Effects;
import java.time.Duration;

/** A version that counts in longs: what is paused needs a migration. */
public final class Claims {
    private Claims() {}

    /** Adds the body to a worker. */
    public static Durable.Builder register(Durable.Builder builder) {
        return builder.host("claims", Claims.class)
                .register("claim", 2, Claims::claim)
                .migrate("claim", 1, Claims::toLong);
    }

    static Coroutine<String> claim(String id) {
        return coroutine(() -> {
            long amount = await(transaction("assess", c -> Effects.book(c, id, "assess")));
            int paid = await(receive("go", Integer.class, Duration.ofDays(30)));
            await(transaction("pay", c -> Effects.book(c, id, "migrated")));
            return "migrated " + (amount + paid);
        });
    }

    private static Snapshot toLong(Snapshot old) {
        SnapshotEdit edit = old.edit();
        edit.frames().get(0).set("amount", long.class, 100L);
        return edit.as("claim", 2);
    }
}
