package dev.pausa.service.orders;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.timeout;
import static dev.pausa.service.database.Transactions.inTransaction;
import static dev.pausa.vertx.VertxAsync.future;

import dev.pausa.Coroutine;
import dev.pausa.Coroutine.Block;
import dev.pausa.vertx.Sink;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Cursor;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;

/**
 * Writes all orders, as they were at one moment. The database is asked for the next rows when the client has taken the
 * last ones, so an export of any length takes the memory of {@value #ROWS} rows.
 */
final class Export {
    private static final int ROWS = 200;
    private static final String ALL = "SELECT " + Order.COLUMNS + " FROM orders o ORDER BY o.id";

    private final Pool pool;
    private final Duration stall;

    Export(Pool pool, Duration stall) {
        this.pool = pool;
        this.stall = stall;
    }

    Block<RoutingContext> as(Format format) {
        return ctx -> {
            ctx.response().setChunked(true).putHeader("Content-Type", format.contentType);
            Sink<Buffer> client = Sink.of(ctx.response());
            await(inTransaction(pool, connection -> await(write(connection, format, client))));
            await(timeout(stall, client.end()));
        };
    }

    private Coroutine<Void> write(SqlConnection connection, Format format, Sink<Buffer> client) {
        return coroutine(() -> {
            Cursor cursor =
                    await(future("prepared export", connection.prepare(ALL))).cursor();
            String before = format.begin;
            do {
                Buffer part = Buffer.buffer();
                RowSet<Row> rows = await(future("rows of the export", cursor.read(ROWS)));
                for (Row row : rows) {
                    format.write(Order.of(row), part.appendString(before));
                    before = format.separator;
                }
                await(timeout(stall, client.write(part)));
            } while (cursor.hasMore());
            String rest = before.equals(format.begin) ? format.begin + format.end : format.end;
            await(timeout(stall, client.write(Buffer.buffer(rest))));
        });
    }
}
