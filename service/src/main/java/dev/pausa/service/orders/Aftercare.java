package dev.pausa.service.orders;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.sleep;
import static dev.pausa.vertx.VertxAsync.future;

import dev.pausa.Coroutine;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks after orders whose checkout ended without its end: the process died, or the database or a partner was away. */
final class Aftercare {
    private static final Logger LOG = LoggerFactory.getLogger(Aftercare.class);

    private static final String LEFT = """
            SELECT id FROM orders WHERE (status = 'RESERVED' OR refund_due)
            AND changed_at < now() - $1 * interval '1 millisecond' ORDER BY changed_at LIMIT 100
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
                for (Row row :
                        await(future("orders left", pool.preparedQuery(LEFT).execute(Tuple.of(age.toMillis()))))) {
                    await(checkout.giveUp(row.getLong(0)));
                }
            } catch (Exception away) {
                LOG.warn("orders that were left are looked after later, for now: {}", away.toString());
            }
        });
    }
}
