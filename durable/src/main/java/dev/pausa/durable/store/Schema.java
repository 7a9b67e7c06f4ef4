package dev.pausa.durable.store;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;

/** Brings a database to the newest schema: the numbered scripts that it has not had yet. */
public final class Schema {
    private static final List<String> SCRIPTS = List.of("V1.sql");

    private final Database database;

    /**
     * Makes one.
     *
     * @param database the database
     */
    public Schema(Database database) {
        this.database = database;
    }

    /**
     * Brings the database to the newest schema. If several do so at once, one does, and the others wait.
     *
     * @throws SQLException if the database fails
     */
    public void migrate() throws SQLException {
        synchronized (Schema.class) { // H2 commits at each statement of a script, and so lets go of the lock
            begin();
            for (int number = 1; number <= SCRIPTS.size(); number++) {
                int each = number;
                database.transaction(connection -> {
                    apply(connection, each);
                    return each;
                });
            }
        }
    }

    private void begin() throws SQLException {
        if (hasTable()) {
            return; // who only works needs no right to make tables
        }
        try {
            database.transaction(connection ->
                    execute(connection, "create table if not exists pausa_schema (script integer primary key)"));
        } catch (SQLException failed) { // PostgreSQL: two that make the same table at once
            if (!hasTable()) {
                throw failed;
            }
        }
        database.transaction(
                connection -> Duplicates.insert(connection, "insert into pausa_schema (script) values (0)"));
    }

    private boolean hasTable() {
        try {
            return database.read(
                            connection -> Sql.list(connection, "select script from pausa_schema", row -> row.getInt(1)))
                    != null;
        } catch (SQLException none) {
            return false;
        }
    }

    private static boolean apply(Connection connection, int number) throws SQLException {
        Sql.list(connection, "select script from pausa_schema where script = 0 for update", row -> row.getInt(1));
        List<Integer> done =
                Sql.list(connection, "select script from pausa_schema where script = ?", row -> row.getInt(1), number);
        if (!done.isEmpty()) {
            return false;
        }
        String bytes = connection.getMetaData().getDatabaseProductName().equals("PostgreSQL") ? "bytea" : "blob";
        for (String statement : text(SCRIPTS.get(number - 1)).split(";\\s*\n")) {
            execute(connection, statement.replace("${bytes}", bytes));
        }
        return Duplicates.insert(connection, "insert into pausa_schema (script) values (?)", number);
    }

    private static boolean execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            return statement.execute(sql);
        }
    }

    private static String text(String script) {
        try (InputStream in = Objects.requireNonNull(Schema.class.getResourceAsStream(script), script)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("(?m)^\\s*--.*$", "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Returns the key that is kept in the database for a namespace; makes one if there is none.
     *
     * @param namespace the namespace
     * @return the key
     * @throws SQLException if the database fails
     */
    public byte[] key(String namespace) throws SQLException {
        byte[] made = new byte[32];
        new SecureRandom().nextBytes(made);
        database.transaction(connection -> Duplicates.insert(
                connection,
                "insert into pausa_key (namespace, secret) values (?, ?)",
                namespace,
                HexFormat.of().formatHex(made)));
        String kept = database.read(connection -> Sql.one(
                connection, "select secret from pausa_key where namespace = ?", row -> row.getString(1), namespace));
        return HexFormat.of().parseHex(Objects.requireNonNull(kept));
    }
}
