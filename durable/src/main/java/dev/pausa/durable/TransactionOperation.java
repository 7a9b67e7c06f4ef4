package dev.pausa.durable;

import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** See {@link Durable#transaction}. */
final class TransactionOperation<R extends @Nullable Object> extends DurableOperation<R> {
    static final String KIND = "TRANSACTION";

    private final DurableCall<Connection, R> call;

    TransactionOperation(String name, DurableCall<Connection, R> call) {
        super(name);
        this.call = call;
    }

    DurableCall<Connection, R> call() {
        return call;
    }

    @Override
    String kind() {
        return KIND;
    }

    @Override
    @Nullable
    Next begin(Turn turn) throws SQLException {
        Next instead = turn.enter(this);
        return instead != null ? instead : turn.ended(turn.runTransaction());
    }

    @Override
    @Nullable
    Next goOn(Turn turn) throws SQLException {
        Outcome known = turn.savedOutcome();
        if (known != null) {
            return turn.ended(known);
        }
        turn.look(this);
        Next cancelled = turn.cancelled(this);
        return cancelled != null ? cancelled : turn.ended(turn.runTransaction());
    }
}
