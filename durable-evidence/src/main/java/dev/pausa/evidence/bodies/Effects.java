package dev.pausa.evidence.bodies;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/**
 * What steps do: rows in the database of the instances, and lines in a file outside of it. Nothing makes them unique,
 * so what is done twice shows.
 */
public final class Effects {
    /** The statement that makes the table. */
    public static final String TABLE = "create table effect"
            + " (instance text not null, step text not null, worker text not null,"
            + " at timestamptz not null default clock_timestamp())";

    /** The system property that names the file. */
    public static final String FILE = "evidence.outside";

    /** The system property that names the worker. */
    public static final String WORKER = "evidence.worker";

    private static final String INSERT = "insert into effect (instance, step, worker) values (?, ?, ?)";

    private Effects() {}

    /** Opened at the first use: not each process has such a file. */
    private static final class Outside {
        private static final FileChannel CHANNEL = open();

        private static FileChannel open() {
            try {
                return FileChannel.open(Path.of(System.getProperty(FILE)), StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /**
     * Writes a row.
     *
     * @param connection in whose transaction
     * @param instance the id of the instance
     * @param step the name of the step
     * @return 1
     * @throws SQLException if it fails
     */
    public static int book(Connection connection, String instance, String step) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, instance);
            insert.setString(2, step);
            insert.setString(3, System.getProperty(WORKER, "none"));
            return insert.executeUpdate();
        }
    }

    /**
     * Appends a line, in one write.
     *
     * @param key the step's idempotency key
     * @param instance the id of the instance
     * @param step the name of the step
     * @return 1
     * @throws IOException if it fails
     */
    public static int tell(String key, String instance, String step) throws IOException {
        String line = String.join("\t", instance, step, key, System.getProperty(WORKER, "none")) + "\n";
        ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
        int length = bytes.remaining();
        if (Outside.CHANNEL.write(bytes) != length) {
            throw new IOException("a line was written in part");
        }
        return 1;
    }
}
