package dev.pausa.service.database;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.shield;
import static dev.pausa.vertx.VertxAsync.future;
import static dev.pausa.vertx.VertxAsync.releasable;

import dev.pausa.Coroutine;
import dev.pausa.Coroutine.ResultBlock;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Transaction;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs blocks in transactions. */
public final class Transactions {
    /** How long the end of a transaction may take, whatever happens to its task meanwhile. */
    private static final Duration END = Duration.ofSeconds(10);

    private Transactions() {}

    /**
     * Makes a coroutine that runs a block in a transaction: committed when the block returns, rolled back when it
     * throws or is cancelled. The connection goes back to its pool after that, in any case.
     *
     * @param pool where the connection comes from
     * @param block gets the connection; a body of its own
     * @param <R> what the block returns
     * @return a coroutine in state CREATED
     */
    public static <R extends @Nullable Object> Coroutine<R> inTransaction(
            Pool pool, ResultBlock<SqlConnection, R> block) {
        return coroutine(() -> {
            SqlConnection connection =
                    await(releasable("connection of the pool", pool.getConnection(), SqlConnection::close));
            try {
                Transaction transaction = await(future("begin", connection.begin()));
                R result = await(block.bind(connection));
                await(shield(END, future("commit", transaction.commit())));
                return result;
            } finally {
                // What was not committed is rolled back by that.
                await(shield(END, future("end of a transaction", connection.close())));
            }
        });
    }
}
