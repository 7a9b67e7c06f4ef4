package dev.pausa.durable;

import dev.pausa.durable.store.Message;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** See {@link Durable#receive(String, Class, Duration)}. */
final class ReceiveOperation<T extends @Nullable Object> extends DurableOperation<T> {
    static final String KIND = "RECEIVE";

    /** A class has no form as data; its name is compared with those of the value's types. */
    private final String type;

    private final @Nullable Duration atMost;

    ReceiveOperation(String name, Class<T> type, @Nullable Duration atMost) {
        super(name);
        this.type = type.getName();
        this.atMost = atMost;
    }

    @Override
    String kind() {
        return KIND;
    }

    @Override
    @Nullable
    Next begin(Turn turn) throws SQLException {
        Instant deadline = atMost == null ? null : turn.deadline(atMost);
        do {
            Message message = turn.look(this);
            Next cancelled = turn.cancelled(this);
            if (cancelled != null) {
                return cancelled;
            }
            if (message != null) {
                return turn.passed(this, received(turn.take(message)));
            }
            if (turn.isPast(deadline)) {
                return turn.passed(this, Next.raise(tooLate()));
            }
        } while (!turn.waitFor(this, deadline, Turn.NOTHING_ELSE));
        return null;
    }

    @Override
    @Nullable
    Next goOn(Turn turn) throws SQLException {
        do {
            Message message = turn.look(this);
            if (message != null) {
                return turn.ended(received(turn.take(message)));
            }
            Next cancelled = turn.cancelled(this);
            if (cancelled != null) {
                return turn.ended(cancelled);
            }
            if (turn.isPast(turn.deadline())) {
                return turn.ended(Next.raise(tooLate()));
            }
        } while (!turn.waitOn(this, Turn.NOTHING_ELSE));
        return null;
    }

    private TimeoutException tooLate() {
        return new TimeoutException("no signal '" + name() + "' came within " + atMost);
    }

    private Next received(Outcome outcome) {
        Object value = outcome.value();
        if (value == null || isOfType(value.getClass())) {
            return outcome.next();
        }
        return Next.raise(new ClassCastException("the signal '" + name() + "' has a "
                + value.getClass().getName() + ", and the body receives a " + type));
    }

    private boolean isOfType(@Nullable Class<?> actual) {
        if (actual == null) {
            return false;
        }
        boolean isOne =
                actual.getName().equals(type) || type.equals("java.lang.Object") || isOfType(actual.getSuperclass());
        for (Class<?> face : actual.getInterfaces()) {
            isOne = isOne || isOfType(face);
        }
        return isOne;
    }
}
