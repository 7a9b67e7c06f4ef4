package dev.pausa.durable.store;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;

/** The table {@code pausa_message}: the inboxes of one namespace. */
public final class Messages {
    private final String namespace;
    private final Seal seal;

    /**
     * Makes one.
     *
     * @param namespace the namespace
     * @param seal what authenticates rows
     */
    public Messages(String namespace, Seal seal) {
        this.namespace = namespace;
        this.seal = seal;
    }

    /**
     * Stores a message.
     *
     * @param connection the connection, in a transaction
     * @param message the message
     * @return whether it was stored; false if one like it was before
     * @throws SQLException if the database fails
     */
    public boolean insert(Connection connection, Message message) throws SQLException {
        return Duplicates.insert(
                connection,
                "insert into pausa_message (namespace, id, run, kind, name, dedupe, content, mac, taken)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, false)",
                namespace,
                message.id(),
                message.run(),
                message.kind(),
                message.name(),
                message.dedupe(),
                message.content(),
                seal.of(message));
    }

    /**
     * Returns the messages that an operation waits for, and cancels: of each the first ones.
     *
     * @param connection the connection
     * @param run the run that they are for
     * @param kind the kind of the operation
     * @param name its name
     * @param but the numbers of messages that do not count any more
     * @return the messages that were not taken, in the order in which they were stored
     * @throws ForgedRow if one of them is not authentic
     * @throws SQLException if the database fails
     */
    public List<Message> inbox(Connection connection, String run, String kind, String name, Set<Long> but)
            throws SQLException {
        String sql = "select number, namespace, id, run, kind, name, dedupe, content, mac from pausa_message"
                + " where namespace = ? and run = ? and taken = false and (kind = 'CANCEL' or kind = ? and name = ?)"
                + " order by number fetch first " + (but.size() + 2) + " rows only";
        List<Message> found = Sql.list(connection, sql, this::read, namespace, run, kind, name);
        found.removeIf(each -> but.contains(each.number()));
        return found;
    }

    /**
     * Takes messages: nobody gets them any more.
     *
     * @param connection the connection, in a transaction
     * @param numbers their numbers
     * @throws SQLException if the database fails
     */
    public void take(Connection connection, Set<Long> numbers) throws SQLException {
        for (Long each : numbers) {
            Sql.update(connection, "update pausa_message set taken = true where number = ?", each);
        }
    }

    private Message read(ResultSet row) throws SQLException {
        Message found = new Message(
                row.getLong("number"),
                row.getString("namespace"),
                row.getString("id"),
                row.getString("run"),
                row.getString("kind"),
                row.getString("name"),
                row.getString("dedupe"),
                row.getBytes("content"));
        if (!Seal.isEqual(seal.of(found), row.getString("mac"))) {
            throw new ForgedRow("the message " + found.number() + " for the instance " + found.id());
        }
        return found;
    }
}
