package dev.pausa.service.database;

import io.vertx.core.Vertx;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.PoolOptions;
import java.util.concurrent.TimeUnit;

/** Opens pools of connections. */
public final class Database {
    /** No statement runs longer than this; then PostgreSQL itself ends it. */
    private static final String STATEMENT_MILLIS = "10000";

    private Database() {}

    /**
     * Makes the pool of one event loop. Its connections are made when they are needed, and again when they were lost.
     *
     * @param vertx the Vert.x, in whose current context the connections live
     * @param url as {@code postgresql://user:password@host:port/database}
     * @param size how many connections it has at most
     * @return a pool
     */
    public static Pool open(Vertx vertx, String url, int size) {
        PgConnectOptions connect = PgConnectOptions.fromUri(url)
                .setCachePreparedStatements(true)
                .addProperty("application_name", "pausa-service")
                .addProperty("client_min_messages", "warning")
                .addProperty("statement_timeout", STATEMENT_MILLIS)
                .addProperty("idle_in_transaction_session_timeout", STATEMENT_MILLIS);
        // A request that waits for a connection is ended by its own time, which is shorter.
        PoolOptions pool =
                new PoolOptions().setMaxSize(size).setConnectionTimeout(1).setConnectionTimeoutUnit(TimeUnit.HOURS);
        return PgBuilder.pool().connectingTo(connect).with(pool).using(vertx).build();
    }
}
