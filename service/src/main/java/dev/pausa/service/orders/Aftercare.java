package dev.pausa.service.orders;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.all;
import static dev.pausa.async.Async.sleep;
import static dev.pausa.vertx.VertxAsync.future;

import dev.pausa.Coroutine;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after orders whose checkout ended without its end: the process died, or the database or a partner was away. It
 * takes those that nobody has looked after for a while; one that fails again has its turn after the others.
 */
final class Aftercare {
    private static final Logger LOG = LoggerFactory.getLogger(Aftercare.class);
    private static final int AT_ONCE = 8;

    /** Other event loops, and other processes, leave alone what this one has taken. */
    private static final String TAKE = """
            UPDATE orders SET looked_after_at = now() WHERE id IN (
                SELECT id FROM orders WHERE (status = 'RESERVED' OR refund_due)
                AND coalesce(looked_after_at, changed_at) < now() - $1 * interval '1 millisecond'
                ORDER BY coalesce(looked_after_at, changed_at) LIMIT 100 FOR UPDATE SKIP LOCKED)
            RETURNING id
            """;

    private final Pool pool;
    private final Checkout checkout;

    /** A reservation that is older than this has nobody any more. */
    private final Duration age;

    Aftercare(Pool pool, Checkout checkout, Duration age) {
        this.pool = pool;
        this.checkout = checkout;
        this.age = age;
    }

    Coroutine<Void> forever() {
        return coroutine(() -> {
            while (true) {
                await(sleep(age));
                await(once());
            }
        });
    }

    private Coroutine<Void> once() {
        return coroutine(() -> {
            try {
                var taken = await(
                        future("orders left", pool.preparedQuery(TAKE).execute(Tuple.of((double) age.toMillis()))));
                List<Coroutine<Void>> work = new ArrayList<>();
                for (Row row : taken) {
                    work.add(lookAfter(row.getLong(0)));
                }
                await(all(AT_ONCE, work));
            } catch (Exception away) {
                LOG.warn("orders that were left are looked after later, for now: {}", away.toString());
            }
        });
    }

    private Coroutine<Void> lookAfter(long id) {
        return coroutine(() -> {
            try {
                await(checkout.giveUp(id));
            } catch (Exception failure) {
                LOG.warn("order {} is looked after again later, for now: {}", id, failure.toString());
            }
        });
    }
}
