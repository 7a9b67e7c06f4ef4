package dev.pausa.evidence.speed;

import com.zaxxer.hikari.HikariDataSource;
import dev.pausa.evidence.bodies.Effects;
import dev.pausa.evidence.cluster.Postgres;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.TimeUnit;

/** A worker on the table: locks a row, does its next step and notes it, in one transaction. */
final class TableWorker {
    private static final String NEXT = "select id, step from job where step < 5 limit 1 for update skip locked";

    private TableWorker() {}

    public static void main(String[] arguments) throws Exception {
        int threads = Integer.parseInt(arguments[1]);
        HikariDataSource pool = Postgres.pool(arguments[0], threads);
        System.out.println("ready");
        for (int i = 0; i < threads; i++) {
            Thread thread = new Thread(() -> work(pool));
            thread.setDaemon(true);
            thread.start();
        }
        System.in.transferTo(java.io.OutputStream.nullOutputStream());
        System.exit(0);
    }

    private static void work(HikariDataSource pool) {
        while (true) {
            try (Connection connection = pool.getConnection()) {
                connection.setAutoCommit(false);
                boolean isDone = next(connection);
                connection.commit();
                if (!isDone) {
                    TimeUnit.MILLISECONDS.sleep(50);
                }
            } catch (SQLException | InterruptedException e) {
                e.printStackTrace();
                return;
            }
        }
    }

    private static boolean next(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NEXT);
                ResultSet row = query.executeQuery()) {
            if (!row.next()) {
                return false;
            }
            String id = row.getString(1);
            Effects.book(connection, id, "row" + row.getInt(2));
            try (PreparedStatement update =
                    connection.prepareStatement("update job set step = step + 1 where id = ?")) {
                update.setString(1, id);
                update.executeUpdate();
            }
            return true;
        }
    }
}
