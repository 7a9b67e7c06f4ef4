package dev.pausa.durable;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/** See {@link Durable#step}. */
final class StepOperation<R extends @Nullable Object> extends DurableOperation<R> {
    static final String KIND = "STEP";

    private final RetryPolicy policy;
    private final DurableCall<StepContext, R> call;

    StepOperation(String name, RetryPolicy policy, DurableCall<StepContext, R> call) {
        super(name);
        this.policy = policy;
        this.call = call;
    }

    @Override
    String kind() {
        return KIND;
    }

    @Override
    @Nullable
    Next begin(Turn turn) throws SQLException, InterruptedException {
        Next instead = turn.enter(this);
        return instead != null ? instead : run(turn);
    }

    @Override
    @Nullable
    Next goOn(Turn turn) throws SQLException, InterruptedException {
        turn.look(this);
        Next cancelled = turn.cancelled(this);
        return cancelled != null ? cancelled : run(turn);
    }

    private @Nullable Next run(Turn turn) throws SQLException, InterruptedException {
        if (turn.isLeft()) {
            return null;
        }
        Outcome outcome = turn.runStep(this, call, policy.timeout());
        if (outcome.thrown() != null && turn.failures() + 1 < policy.attempts()) {
            turn.tryLater(outcome.thrown(), policy.wait(turn.failures() + 1));
            return null;
        }
        return turn.ended(outcome);
    }
}
