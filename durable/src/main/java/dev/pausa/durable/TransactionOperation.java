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
        return turn.transact(this, turn.seq() + 1);
    }

    /** What it gave was saved with it, unless a migration has put it there in the place of something else. */
    @Override
    @Nullable
    Next goOn(Turn turn) throws SQLException {
        Outcome known = turn.savedOutcome();
        return known != null ? known.next() : turn.transact(this, turn.seq());
    }
}
