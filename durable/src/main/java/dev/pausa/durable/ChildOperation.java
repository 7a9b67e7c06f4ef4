package dev.pausa.durable;

import dev.pausa.durable.store.Instance;
import dev.pausa.durable.store.Message;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** See {@link Durable#child}. */
final class ChildOperation<R extends @Nullable Object> extends DurableOperation<R> {
    static final String KIND = "CHILD";

    private final String key;
    private final @Nullable Object argument;

    /** The id of the child, once there is one. */
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

    /** Returns the child's id, which is also the name of the message that tells its end. */
    @Override
    String messageName() {
        return Objects.requireNonNull(id, "not begun");
    }

    @Override
    @Nullable
    Next begin(Turn turn) throws SQLException {
        if (!turn.hasBody(key)) {
            return Next.raise(new IllegalArgumentException(
                    "no body is registered as " + key + ", which a child is to be started of"));
        }
        id = turn.childId(name());
        Instance child = turn.child(messageName(), key, argument);
        do {
            turn.look(this);
            Next cancelled = turn.cancelled(this);
            if (cancelled != null) {
                return cancelled;
            }
        } while (!turn.waitFor(this, null, turn.starting(child)));
        return null;
    }

    /** A cancel goes down, and then the child's end is waited for all the same. */
    @Override
    @Nullable
    Next goOn(Turn turn) throws SQLException {
        Message end;
        do {
            end = turn.look(this);
        } while (end == null && !turn.waitOn(this, turn.cancelling(this)));
        if (end == null) {
            return null;
        }
        Outcome outcome = turn.take(end);
        Next cancelled = outcome.thrown() == null ? null : turn.cancelled(this);
        return turn.ended(cancelled != null ? cancelled : outcome.next());
    }
}
