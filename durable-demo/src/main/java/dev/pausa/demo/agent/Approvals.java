package dev.pausa.demo.agent;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The questions to people, a table in the agent's database. */
final class Approvals {
    private static final String TABLE = "create table if not exists approval"
            + " (number int generated always as identity primary key, instance varchar not null,"
            + " question varchar not null, answer varchar)";

    /** A row. */
    record Approval(int number, String instance, String question, String answer) {}

    private Approvals() {}

    static void create(Connection database) throws SQLException {
        try (var statement = database.createStatement()) {
            statement.execute(TABLE);
        }
    }

    static int ask(Connection database, String instance, String question) throws SQLException {
        String insert = "insert into approval (instance, question) values (?, ?)";
        try (PreparedStatement statement = database.prepareStatement(insert)) {
            statement.setString(1, instance);
            statement.setString(2, question);
            return statement.executeUpdate();
        }
    }

    /** Returns whether the question was there and had no answer yet. */
    static boolean answer(Connection database, int number, String answer) throws SQLException {
        String update = "update approval set answer = ? where number = ? and answer is null";
        try (PreparedStatement statement = database.prepareStatement(update)) {
            statement.setString(1, answer);
            statement.setInt(2, number);
            return statement.executeUpdate() == 1;
        }
    }

    static List<Approval> all(Connection database) throws SQLException {
        String query = "select number, instance, question, answer from approval order by number";
        List<Approval> found = new ArrayList<>();
        try (PreparedStatement statement = database.prepareStatement(query);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                String answer = rows.getString(4);
                found.add(new Approval(
                        rows.getInt(1), rows.getString(2), rows.getString(3), answer == null ? "" : answer));
            }
        }
        return found;
    }
}
