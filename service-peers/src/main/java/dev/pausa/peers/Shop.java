package dev.pausa.peers;

import dev.pausa.service.database.Database;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.Row;
import io.vertx.sqlclient.RowSet;
import io.vertx.sqlclient.Tuple;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** What is the same for all peers: database and partners, how they are asked, and what is made of the answers. */
public final class Shop {
    /** How long the partners may take. */
    public static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final String PRODUCT = "SELECT id, name, price_cents, stock FROM product WHERE id = $1";
    private static final String ORDER =
            "INSERT INTO orders (customer_id, status, total_cents) VALUES ($1, 'CONFIRMED', $2) RETURNING id";
    private static final int PRODUCTS = 10_000;
    private static final int CUSTOMERS = 1_000;
    private static final int DATABASE_CONNECTIONS = 16;
    private static final int PARTNER_CONNECTIONS = 512;

    private final Pool database;
    private final HttpClient partners;

    /**
     * Opens both.
     *
     * @param vertx the Vert.x
     * @param url of the database
     * @param partnerPort where {@link Partners} listens
     */
    public Shop(Vertx vertx, String url, int partnerPort) {
        database = Database.open(vertx, url, DATABASE_CONNECTIONS);
        partners = vertx.createHttpClient(
                new HttpClientOptions().setDefaultHost("localhost").setDefaultPort(partnerPort),
                new PoolOptions().setHttp1MaxSize(PARTNER_CONNECTIONS));
    }

    /**
     * Returns how many products a request wants.
     *
     * @param ctx the request
     * @return how many
     */
    public static int count(RoutingContext ctx) {
        return Integer.parseInt(ctx.request().getParam("queries"));
    }

    /**
     * Asks for a product that is drawn by lot.
     *
     * @return its row
     */
    public Future<RowSet<Row>> product() {
        int id = 1 + ThreadLocalRandom.current().nextInt(PRODUCTS);
        return database.preparedQuery(PRODUCT).execute(Tuple.of(id));
    }

    /**
     * Makes JSON of a product.
     *
     * @param found its row
     * @return the JSON
     */
    public static JsonObject json(RowSet<Row> found) {
        Row row = found.iterator().next();
        return new JsonObject()
                .put("id", row.getInteger(0))
                .put("name", row.getString(1))
                .put("priceCents", row.getInteger(2))
                .put("stock", row.getInteger(3));
    }

    /**
     * Asks a partner.
     *
     * @param path what
     * @return the answer
     */
    public Future<Buffer> ask(String path) {
        return partners.request(HttpMethod.GET, path)
                .compose(request -> request.send())
                .compose(HttpClientResponse::body);
    }

    /**
     * Writes an order.
     *
     * @return a row with its number
     */
    public Future<RowSet<Row>> order() {
        int customer = 1 + ThreadLocalRandom.current().nextInt(CUSTOMERS);
        return database.preparedQuery(ORDER).execute(Tuple.of(customer, 4200L));
    }

    /**
     * Makes JSON of what has come of a checkout.
     *
     * @param payment what one partner said
     * @param parcel what the other said
     * @param order the order's row
     * @return the JSON
     */
    public static JsonObject receipt(Buffer payment, Buffer parcel, RowSet<Row> order) {
        return new JsonObject()
                .put("order", order.iterator().next().getLong(0))
                .put("payment", payment.toString())
                .put("parcel", parcel.toString());
    }
}
