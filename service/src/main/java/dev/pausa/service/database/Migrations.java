package dev.pausa.service.database;

import static dev.pausa.Coroutine.await;
import static dev.pausa.Coroutine.coroutine;
import static dev.pausa.vertx.VertxAsync.future;

import dev.pausa.Coroutine;
import io.vertx.sqlclient.Pool;
import io.vertx.sqlclient.SqlConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Brings a database to the newest schema: the numbered scripts that it has not had yet, in one transaction. */
public final class Migrations {
    private static final List<String> SCRIPTS = List.of("V1__schema.sql", "V2__seed.sql", "V3__aftercare.sql");

    private static final String BEGIN = """
            BEGIN;
            SELECT pg_advisory_xact_lock(4711);
            CREATE TABLE IF NOT EXISTS migration (script text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now());
            """;

    private Migrations() {}

    /**
     * Brings a database to the newest schema. If several processes do so at once, one does, and the others wait.
     *
     * @param pool the database
     * @return a coroutine in state CREATED
     */
    public static Coroutine<Void> migrate(Pool pool) {
        return coroutine(() -> {
            SqlConnection connection = await(future(pool.getConnection()));
            try {
                await(future(connection.query(BEGIN).execute()));
                for (String script : SCRIPTS) {
                    await(run(connection, script));
                }
                await(future(connection.query("COMMIT").execute()));
            } finally {
                connection.close();
            }
        });
    }

    private static Coroutine<Void> run(SqlConnection connection, String script) {
        return coroutine(() -> {
            String insert = "INSERT INTO migration (script) VALUES ('" + script + "') ON CONFLICT DO NOTHING";
            var done =
                    await(future("migration " + script, connection.query(insert).execute()));
            if (done.rowCount() == 1) {
                await(future(
                        "migration " + script, connection.query(text(script)).execute()));
            }
        });
    }

    private static String text(String script) throws IOException {
        try (InputStream in = Objects.requireNonNull(Migrations.class.getResourceAsStream(script), script)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
