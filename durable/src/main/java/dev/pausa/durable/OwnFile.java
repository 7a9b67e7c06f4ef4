package dev.pausa.durable;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcConnectionPool;

/** The embedded database of whoever names none: files of H2 in the working folder, and a key beside them. */
final class OwnFile implements AutoCloseable {
    private static final String NAME = "pausa-durable";

    /** What is committed is written at once, and not half a second later: a killed process loses none of it. */
    private static final String AT_ONCE = ";WRITE_DELAY=0";

    /** What fails is thrown; H2 need not write it into a third file. */
    private static final String WITHOUT_TRACE = ";TRACE_LEVEL_FILE=0";

    private final JdbcConnectionPool pool;
    private final Path key;

    private OwnFile(JdbcConnectionPool pool, Path key) {
        this.pool = pool;
        this.key = key;
    }

    static OwnFile open(Path folder, int connections) {
        String url = "jdbc:h2:file:" + folder.resolve(NAME) + AT_ONCE + WITHOUT_TRACE;
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "sa", "");
        pool.setMaxConnections(connections);
        return new OwnFile(pool, folder.resolve(NAME + ".key"));
    }

    /** Returns why the database cannot be used. */
    static String why(Exception unusable) {
        boolean isInUse =
                unusable instanceof SQLException failed && failed.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1;
        return isInUse
                ? "another process has opened the embedded database in "
                        + Path.of("").toAbsolutePath()
                        + ", which one can use at a time; end it, or have all of them use one PostgreSQL with"
                        + " Durable.open(source)"
                : "the database cannot be used: " + unusable.getMessage();
    }

    DataSource source() {
        return pool;
    }

    /** Returns the key in the file, which is made if it is not there, for its owner alone to read. */
    byte[] key() throws IOException {
        if (!Files.exists(key)) {
            byte[] made = new byte[32];
            new SecureRandom().nextBytes(made);
            boolean isPosix = key.getFileSystem().supportedFileAttributeViews().contains("posix");
            Path written = isPosix
                    ? Files.createFile(
                            key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                    : Files.createFile(key);
            Files.writeString(written, HexFormat.of().formatHex(made));
        }
        return HexFormat.of().parseHex(Files.readString(key).trim());
    }

    @Override
    public void close() {
        pool.dispose();
    }
}
