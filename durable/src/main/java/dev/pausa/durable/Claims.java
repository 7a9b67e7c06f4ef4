package dev.pausa.durable;

import dev.pausa.durable.DurableTask.State;
import dev.pausa.durable.store.ForgedRow;
import dev.pausa.durable.store.Instance;
import dev.pausa.durable.store.Instance.Claim;
import dev.pausa.durable.store.Instance.Progress;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who works on what: the first transaction of a turn, and the last one of a turn that has failed. */
final class Claims {
    private final Engine engine;

    Claims(Engine engine) {
        this.engine = engine;
    }

    /** A claim, and what stood there before it. */
    record Claimed(Instance row, Claim before) {}

    /** Claims an instance for a wake-up; null if there is nothing to do, or another one is at work. */
    @Nullable
    Claimed claim(String id, String wakeup) throws SQLException {
        return engine.database().transaction(connection -> {
            Instance row;
            try {
                row = engine.instances().lock(connection, id);
            } catch (ForgedRow forged) {
                engine.instances().park(connection, id, State.FORGED.name(), Texts.of(forged));
                return null;
            }
            if (row == null || !isOpen(row) || isHeldByAnother(connection, row, wakeup)) {
                return null;
            }
            boolean isAgain = wakeup.equals(row.claim().holder());
            if (!isAgain && !hasWork(connection, row)) {
                keepTimer(connection, row, wakeup);
                return null;
            }
            return claimed(connection, row, wakeup);
        });
    }

    private static boolean isOpen(Instance row) {
        State state = State.valueOf(row.claim().state());
        return !state.hasEnded() && !state.isParked();
    }

    private boolean isHeldByAnother(Connection connection, Instance row, String wakeup) throws SQLException {
        String holder = row.claim().holder();
        return holder != null && !holder.equals(wakeup) && engine.wakeups().exists(connection, holder);
    }

    private boolean hasWork(Connection connection, Instance row) throws SQLException {
        Instant due = row.claim().due();
        Progress progress = row.progress();
        return due != null && !engine.clock().now().isBefore(due)
                || !engine.messages()
                        .inbox(connection, row.origin().run(), progress.kind(), progress.name(), Set.of())
                        .isEmpty();
    }

    /** A timer that came too early is set again. */
    private void keepTimer(Connection connection, Instance row, String wakeup) throws SQLException {
        Claim claim = row.claim();
        if (claim.due() != null && wakeup.equals(claim.timer())) {
            engine.instances()
                    .setTimer(
                            connection,
                            row.origin().id(),
                            engine.wakeups().add(connection, row.origin().id(), claim.due()));
        }
    }

    private @Nullable Claimed claimed(Connection connection, Instance row, String wakeup) throws SQLException {
        Claim old = row.claim();
        if (old.attempt() >= engine.attempts()) {
            String reason = "worked on " + old.attempt() + " times without getting on; last failure: "
                    + (old.reason() == null ? "its worker died" : old.reason());
            engine.instances().saveClaim(connection, row.with(parked(old, State.POISON, reason)), old.fence());
            return null;
        }
        boolean isTry = row.progress().kind().equals(StepOperation.KIND);
        Claim claim = old.in(State.RUNNABLE.name(), old.reason())
                .withDue(old.due() == null ? engine.now() : old.due())
                .withHolder(wakeup)
                .withFence(old.fence() + 1)
                .withAttempt(old.attempt() + 1)
                .withTries(old.tries() + (isTry ? 1 : 0));
        Instance next = row.with(claim);
        engine.instances().saveClaim(connection, next, old.fence());
        return new Claimed(next, old);
    }

    static Claim parked(Claim old, State state, String reason) {
        return old.in(state.name(), Texts.shortened(reason, Texts.LONGEST_REASON))
                .released()
                .withFence(old.fence() + (state == State.POISON ? 1 : 0));
    }

    static Claim over(Claim old, State state, @Nullable String reason) {
        return old.in(state.name(), reason)
                .released()
                .withRefused(null)
                .withAttempt(0)
                .withFailures(0);
    }

    /**
     * Gives a claim back as it was: this build cannot load the instance, another one may.
     *
     * @param row what was saved last, by the turn itself perhaps
     */
    void refuse(Claimed claimed, Instance row, String why) throws SQLException {
        boolean isSaved = row.progress().version() != claimed.row().progress().version();
        Claim before = isSaved ? row.claim() : claimed.before();
        Instant again = engine.clock().now().plus(pause(isSaved ? null : before.due()));
        engine.database().transaction(connection -> {
            Claim claim = before.withRefused(Texts.shortened(engine.build() + ": " + why, Texts.LONGEST_REASON))
                    .withTimer(engine.wakeups().add(connection, row.origin().id(), again))
                    .withHolder(null)
                    .withFence(row.claim().fence());
            return engine.instances()
                    .saveClaim(connection, row.with(claim), row.claim().fence());
        });
    }

    /** The longer it was due in vain, the longer until it is looked at again. */
    private Duration pause(@Nullable Instant due) {
        Duration waited = due == null
                ? LEAST
                : Duration.between(due, engine.clock().now()).dividedBy(2);
        Duration atLeast = waited.compareTo(LEAST) < 0 ? LEAST : waited;
        return atLeast.compareTo(MOST) > 0 ? MOST : atLeast;
    }

    private static final Duration LEAST = Duration.ofSeconds(2);
    private static final Duration MOST = Duration.ofMinutes(10);

    /** Notes the failure of a turn, for people; the wake-up is tried again in any case. */
    void failed(Instance row, Throwable failure) {
        try {
            engine.database().transaction(connection -> {
                Instance now = engine.instances().lock(connection, row.origin().id());
                if (now == null || now.claim().fence() != row.claim().fence()) {
                    return false;
                }
                Claim old = now.claim();
                Claim claim = old.in(old.state(), Texts.of(failure));
                return engine.instances().saveClaim(connection, now.with(claim), old.fence());
            });
        } catch (SQLException also) {
            failure.addSuppressed(also);
        }
    }
}
