package dev.pausa.service.orders;

import static dev.pausa.AsyncResource.closing;
import static dev.pausa.AsyncResource.withReturning;
import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.async.Async.timeout;
import static dev.pausa.service.database.Transactions.inTransaction;
import static dev.pausa.vertx.VertxAsync.future;
import static dev.pausa.vertx.VertxAsync.items;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.Coroutine.Block;
import dev.pausa.service.http.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.core.parsetools.RecordParser;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;

/**
 * Takes orders from lines of {@code customerId,productId,quantity,note}, all of them or none. The client is read no
 * faster than the database writes, {@value #ROWS} lines at a time.
 */
final class Upload {
    private static final int ROWS = 500;
    private static final int LONGEST_LINE = 64 << 10; // also what may lie there of lines that were not asked for

    private static final String INSERT = """
            WITH wanted AS (
                SELECT nextval(pg_get_serial_sequence('orders', 'id')) AS id, w.*, p.price_cents
                FROM unnest($1::int[], $2::int[], $3::int[], $4::text[]) AS w(customer, product, quantity, note)
                JOIN product p ON p.id = w.product JOIN customer c ON c.id = w.customer),
            inserted AS (
                INSERT INTO orders (id, customer_id, status, note, total_cents) OVERRIDING SYSTEM VALUE
                SELECT id, customer, 'NEW', note, quantity::bigint * price_cents FROM wanted)
            INSERT INTO order_line (order_id, product_id, quantity, price_cents)
            SELECT id, product, quantity, price_cents FROM wanted
            """;

    private final Pool pool;
    private final OrderEvents events;
    private final Duration stall;

    Upload(Pool pool, OrderEvents events, Duration stall) {
        this.pool = pool;
        this.events = events;
        this.stall = stall;
    }

    Block<RoutingContext> handler() {
        return ctx -> {
            ctx.request().pause(); // until the transaction has begun
            RecordParser lines = RecordParser.newDelimited("\n", ctx.request()).maxRecordSize(LONGEST_LINE);
            int count = await(withReturning(
                    closing(items(lines)),
                    each -> await(inTransaction(pool, connection -> await(store(connection, each))))));
            events.publish("uploaded", new JsonObject().put("orders", count));
            await(future(ctx.response()
                    .setStatusCode(201)
                    .putHeader("Content-Type", "application/json")
                    .end(new JsonObject().put("orders", count).toBuffer())));
        };
    }

    private Coroutine<Integer> store(SqlConnection connection, AsyncGenerator<Buffer, Void> lines) {
        return coroutine(() -> {
            int count = 0;
            var batch = lines.chunk(ROWS);
            while (await(next(batch, count))) {
                await(insert(connection, parse(batch.current(), count), count));
                count += batch.current().size();
            }
            return count;
        });
    }

    private Coroutine<Boolean> next(AsyncGenerator<List<Buffer>, Void> batch, int count) {
        return coroutine(() -> {
            try {
                return await(timeout(stall, batch.advance()));
            } catch (TimeoutException slow) {
                throw new Problem(408, "the lines after line " + count + " did not come in time");
            } catch (IllegalStateException e) {
                if (!String.valueOf(e.getMessage()).contains("record is too long")) {
                    throw e;
                }
                throw new Problem(413, "a line after line " + count + " is longer than " + LONGEST_LINE + " bytes");
            }
        });
    }

    private static List<OrderRequest> parse(List<Buffer> lines, int count) {
        List<OrderRequest> wanted = new ArrayList<>();
        for (Buffer line : lines) {
            int number = count + wanted.size() + 1;
            try {
                wanted.add(parse(line.toString().stripTrailing()));
            } catch (Problem wrong) {
                throw new Problem(wrong.status(), "line " + number + ": " + wrong.getMessage());
            }
        }
        return wanted;
    }

    private static OrderRequest parse(String line) {
        List<String> fields = CsvLine.split(line);
        if (fields.size() != 4) {
            throw new Problem(
                    400, "expected customerId,productId,quantity,note, but there are " + fields.size() + " fields");
        }
        Line wanted = new Line(
                number(fields.get(1), "productId", Integer.MAX_VALUE),
                number(fields.get(2), "quantity", OrderParser.MOST_QUANTITY));
        return new OrderRequest(
                number(fields.get(0), "customerId", Integer.MAX_VALUE),
                OrderParser.note(fields.get(3)),
                List.of(wanted));
    }

    private static int number(String text, String where, int most) {
        try {
            return OrderParser.number(Integer.valueOf(text), where, most);
        } catch (NumberFormatException e) {
            return OrderParser.number(text, where, most);
        }
    }

    private static Coroutine<Void> insert(SqlConnection connection, List<OrderRequest> wanted, int count) {
        return coroutine(() -> {
            Tuple columns = Tuple.of(
                    wanted.stream().map(OrderRequest::customerId).toArray(Integer[]::new),
                    wanted.stream().map(each -> each.lines().get(0).productId()).toArray(Integer[]::new),
                    wanted.stream().map(each -> each.lines().get(0).quantity()).toArray(Integer[]::new),
                    wanted.stream().map(OrderRequest::note).toArray(String[]::new));
            var stored = await(
                    future("insert of lines", connection.preparedQuery(INSERT).execute(columns)));
            if (stored.rowCount() < wanted.size()) {
                throw new Problem(
                        422,
                        "lines " + (count + 1) + " to " + (count + wanted.size())
                                + " name a customer or a product that does not exist");
            }
        });
    }
}
