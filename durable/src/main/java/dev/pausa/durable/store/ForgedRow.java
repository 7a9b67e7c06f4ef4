package dev.pausa.durable.store;

import java.sql.SQLException;

/** A row says something that nobody with the key has written. */
public final class ForgedRow extends SQLException {
    private static final long serialVersionUID = 1L;

    ForgedRow(String what) {
        super(what + " was written, or changed, by somebody without the key of this engine");
    }
}
