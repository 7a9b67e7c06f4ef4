package dev.pausa.durable;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** See {@link Durable#sleep}. */
final class SleepOperation extends DurableOperation<Void> {
    static final String KIND = "SLEEP";

    private final Duration duration;

    SleepOperation(Duration duration) {
        super("sleep");
        this.duration = duration;
    }

    @Override
    String kind() {
        return KIND;
    }

    @Override
    @Nullable
    Next begin(Turn turn) throws SQLException {
        Next cancelled = turn.cancelled(this);
        if (cancelled != null || duration.isNegative() || duration.isZero()) {
            return cancelled != null ? cancelled : Next.value(null);
        }
        Instant deadline = turn.deadline(duration);
        while (!turn.waitFor(this, deadline, Turn.NOTHING_ELSE)) {
            turn.look(this);
            Next raised = turn.cancelled(this);
            if (raised != null) {
                return raised;
            }
        }
        return null;
    }

    @Override
    @Nullable
    Next goOn(Turn turn) throws SQLException {
        Instant deadline = Objects.requireNonNull(turn.deadline());
        do {
            turn.look(this);
            Next cancelled = turn.cancelled(this);
            if (cancelled != null) {
                return turn.ended(cancelled);
            }
            if (turn.isPast(deadline)) {
                return turn.ended(Next.value(null));
            }
        } while (!turn.waitOn(this, Turn.NOTHING_ELSE));
        return null;
    }
}
