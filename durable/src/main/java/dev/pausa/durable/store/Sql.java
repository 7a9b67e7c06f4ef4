package dev.pausa.durable.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Statements with their parameters. */
final class Sql {
    private Sql() {}

    /** Reads a row. */
    @FunctionalInterface
    interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    static int update(Connection connection, String sql, @Nullable Object... parameters) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            return statement.executeUpdate();
        }
    }

    static <T> List<T> list(Connection connection, String sql, Reader<T> reader, @Nullable Object... parameters)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            set(statement, parameters);
            List<T> found = new ArrayList<>();
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(reader.read(rows));
                }
            }
            return found;
        }
    }

    static <T> @Nullable T one(Connection connection, String sql, Reader<T> reader, @Nullable Object... parameters)
            throws SQLException {
        List<T> found = list(connection, sql, reader, parameters);
        return found.isEmpty() ? null : found.get(0);
    }

    private static void set(PreparedStatement statement, @Nullable Object... parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            Object each = parameters[i];
            if (each instanceof Instant instant) {
                statement.setObject(i + 1, OffsetDateTime.ofInstant(instant, ZoneOffset.UTC));
            } else if (each instanceof byte[] bytes) {
                statement.setBytes(i + 1, bytes);
            } else if (each instanceof Null nothing) {
                statement.setNull(i + 1, nothing.type);
            } else {
                statement.setObject(i + 1, each);
            }
        }
    }

    /** A null of a type, which drivers want to know. */
    private record Null(int type) {}

    static Object orNull(byte @Nullable [] bytes) {
        return bytes == null ? new Null(Types.BINARY) : bytes;
    }

    static Object orNull(@Nullable Instant instant) {
        return instant == null ? new Null(Types.TIMESTAMP_WITH_TIMEZONE) : instant;
    }

    static Object orNull(@Nullable String text) {
        return text == null ? new Null(Types.VARCHAR) : text;
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime found = row.getObject(column, OffsetDateTime.class);
        return found == null ? null : found.toInstant();
    }

    /** Returns a time as the database keeps it. */
    static @Nullable Instant kept(@Nullable Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
    }
}
