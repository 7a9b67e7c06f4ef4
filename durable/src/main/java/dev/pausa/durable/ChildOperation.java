package dev.pausa.durable;

import dev.pausa.durable.store.Message;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** See {@link Durable#child}. */
final class ChildOperation<R extends @Nullable Object> extends DurableOperation<R> {
    static final String KIND = "CHILD";

    private final String key;
    private final @Nullable Object argument;

    /** The id of the child, as soon as there is one. */
    private @Nullable String id;

    ChildOperation(String key, String name, @Nullable Object argument) {
        super(name);
        this.key = key;
        this.argument = argument;
    }

    @Override
    String kind() {
        return KIND;
    }

    String id(Turn turn) {
        if (id == null) {
            id = turn.childId(name());
        }
        return id;
    }

    @Override
    @Nullable
    Next begin(Turn turn) throws SQLException {
        throw new UnsupportedOperationException("children are not there yet");
    }

    @Override
    @Nullable
    Next goOn(Turn turn) throws SQLException {
        throw new UnsupportedOperationException("children are not there yet");
    }
}
