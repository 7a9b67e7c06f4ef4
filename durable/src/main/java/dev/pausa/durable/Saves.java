package dev.pausa.durable;

import dev.pausa.durable.DurableTask.State;
import dev.pausa.durable.store.Database;
import dev.pausa.durable.store.Instance;
import dev.pausa.durable.store.Instance.Claim;
import dev.pausa.durable.store.Instance.Origin;
import dev.pausa.durable.store.Instance.Progress;
import dev.pausa.durable.store.Instances;
import dev.pausa.durable.store.Message;
import dev.pausa.durable.store.Messages;
import dev.pausa.durable.store.StepRow;
import dev.pausa.durable.store.Steps;
import dev.pausa.durable.store.Wakeups;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import org.jspecify.annotations.Nullable;

/** The transactions of a turn. Each compares version and fence, so that none counts of a turn that was taken over. */
final class Saves {
    /** The kind of an instance without a chain: before its body has begun, and after it has ended. */
    static final String BEGIN = "BEGIN";

    static final String END = "END";

    private final Engine engine;
    private final Instances instances;
    private final Messages messages;
    private final Steps steps;
    private final Wakeups wakeups;

    Saves(Engine engine) {
        this.engine = engine;
        this.instances = engine.instances();
        this.messages = engine.messages();
        this.steps = engine.steps();
        this.wakeups = engine.wakeups();
    }

    /** What is to be saved; a message for {@code heeding} prevents it. */
    private record Save(
            Progress progress,
            Claim claim,
            List<StepRow> steps,
            @Nullable DurableOperation<?> heeding,
            Turn.Extra extra) {}

    /** There are messages, and so nothing was saved. */
    private static final class Mail extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final transient List<Message> messages;

        Mail(List<Message> messages) {
            super("mail", null, false, false);
            this.messages = messages;
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // On the way
    // -----------------------------------------------------------------------------------------------------------------

    List<Message> inbox(Turn turn, String kind, String name) throws SQLException {
        return engine.database()
                .read(connection ->
                        messages.inbox(connection, turn.row().origin().run(), kind, name, turn.taken()));
    }

    /** Saves that a step was entered; gives the messages that prevent it. */
    List<Message> enter(Turn turn, StepOperation<?> step) throws SQLException {
        Progress progress = at(turn, step, turn.seq() + 1, null, turn.snapshot());
        List<StepRow> rows = with(turn, progress, StepRow.ENTERED);
        return save(turn, new Save(progress, goingOn(turn.row().claim()), rows, step, Turn.NOTHING_ELSE));
    }

    private static Progress at(
            Turn turn, DurableOperation<?> operation, long seq, @Nullable Instant deadline, byte[] snapshot) {
        return new Progress(
                turn.row().progress().version() + 1,
                seq,
                operation.kind(),
                operation.messageName(),
                deadline,
                turn.cancelled(),
                null,
                snapshot);
    }

    /** The claim while the turn goes on: what has gone wrong before does not count any more. */
    private static Claim goingOn(Claim old) {
        return old.in(State.RUNNABLE.name(), null)
                .withRefused(null)
                .withAttempt(0)
                .withTries(1)
                .withFailures(0);
    }

    private static List<StepRow> with(Turn turn, Progress progress, String state) {
        List<StepRow> rows = new ArrayList<>(turn.done());
        rows.add(new StepRow(progress.seq(), progress.kind(), progress.name(), state, 1, null));
        return rows;
    }

    /** Saves that the chain waits, and ends the turn; false if there are messages, which prevent it. */
    boolean waiting(
            Turn turn,
            DurableOperation<?> operation,
            long seq,
            @Nullable Instant deadline,
            byte[] snapshot,
            Turn.Extra extra)
            throws SQLException {
        Instance row = turn.row();
        Progress progress = at(turn, operation, seq, deadline, snapshot);
        boolean isNew = seq != row.progress().seq();
        List<StepRow> rows = isNew ? with(turn, progress, StepRow.ENTERED) : turn.done();
        Claim claim = waiting(row.claim(), deadline, null, 0);
        Turn.Extra timed = (connection, next) -> extra.apply(connection, timed(connection, row.claim(), next));
        boolean isSaved =
                save(turn, new Save(progress, claim, rows, operation, timed)).isEmpty();
        if (isSaved && operation instanceof ChildOperation) {
            engine.wakeups().trigger();
        }
        return isSaved;
    }

    private static Claim waiting(Claim old, @Nullable Instant due, @Nullable String reason, int failures) {
        return old.in(State.WAITING.name(), reason)
                .released()
                .withRefused(null)
                .withDue(due)
                .withAttempt(0)
                .withFailures(failures);
    }

    /** Has a wake-up for when it is due, instead of the one that there was. */
    private Instance timed(Connection connection, Claim old, Instance next) throws SQLException {
        if (old.timer() != null && !old.timer().equals(old.holder())) {
            wakeups.remove(connection, old.timer());
        }
        Claim claim = next.claim();
        String timer = claim.due() == null
                ? null
                : wakeups.add(connection, next.origin().id(), claim.due());
        return next.with(claim.withTimer(timer));
    }

    private List<Message> save(Turn turn, Save save) throws SQLException {
        Instance row = turn.row();
        String token = UUID.randomUUID().toString();
        Instance next;
        try {
            next = commit(row.origin(), token, connection -> write(connection, turn, save, token));
        } catch (Mail mail) {
            return mail.messages;
        }
        turn.saved(next);
        return List.of();
    }

    private Instance write(Connection connection, Turn turn, Save save, String token) throws SQLException {
        Instance row = turn.row();
        Instance next = save.extra.apply(connection, row.with(save.progress, save.claim));
        if (!instances.save(connection, next, row.progress().version(), token)) {
            throw new Fenced(row.origin().id());
        }
        if (save.heeding != null) {
            heed(connection, turn, save.heeding);
        }
        messages.take(connection, turn.taken());
        steps.write(connection, row.origin(), row.progress().seq(), save.steps);
        return next;
    }

    private void heed(Connection connection, Turn turn, DurableOperation<?> operation) throws SQLException {
        String run = turn.row().origin().run();
        List<Message> mail = messages.inbox(connection, run, operation.kind(), operation.messageName(), turn.taken());
        if (!mail.isEmpty()) {
            throw new Mail(mail);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Commits
    // -----------------------------------------------------------------------------------------------------------------

    /** Runs a transaction that writes a token, and finds out whether it took effect if that is not known. */
    private <X extends Exception> Instance commit(Origin origin, String token, Database.Work<Instance, X> work)
            throws SQLException, X {
        Instance[] written = new Instance[1];
        try {
            return engine.database().transaction(connection -> written[0] = work.run(connection));
        } catch (Database.UnknownOutcome unknown) {
            if (written[0] != null && hasHappened(origin.id(), token, unknown)) {
                return written[0];
            }
            throw unknown;
        }
    }

    private static final int ASKED = 8;

    private boolean hasHappened(String id, String token, SQLException unknown) {
        for (int times = 0; times < ASKED; times++) {
            try {
                return engine.database().transaction(connection -> instances.hasToken(connection, id, token));
            } catch (SQLException silent) {
                unknown.addSuppressed(silent);
                if (!Pauses.pause(50L << times)) {
                    return false;
                }
            }
        }
        return false;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Transactions
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Runs a block, and saves the chain as it is paused there, and what the block gave, all in one transaction; gives
     * the messages that prevent it.
     */
    List<Message> transaction(Turn turn, TransactionOperation<?> operation, long seq, byte[] snapshot)
            throws SQLException {
        Progress progress = at(turn, operation, seq, null, snapshot);
        List<StepRow> rows = with(turn, progress, StepRow.DONE);
        Turn.Extra block = (connection, next) -> {
            Boolean hasMail = instances.hold(connection, turn.row());
            if (hasMail == null) {
                throw new Fenced(next.origin().id());
            } else if (hasMail) {
                heed(connection, turn, operation);
            }
            return withOutcome(next, Blocks.run(connection, operation));
        };
        try {
            return save(turn, new Save(progress, goingOn(turn.row().claim()), rows, null, block));
        } catch (Database.UnknownOutcome refused) {
            if (Blocks.isConflict(refused) || Blocks.isRefusal(refused)) {
                throw new Blocks.Failed(Objects.requireNonNull(refused.getCause()), Blocks.isConflict(refused));
            }
            throw refused;
        } catch (SQLException failed) {
            if (Blocks.isConflict(failed)) {
                throw new Blocks.Failed(failed, true);
            }
            throw failed;
        }
    }

    private Instance withOutcome(Instance row, @Nullable Object value) {
        Progress at = row.progress();
        byte[] outcome =
                engine.values().encode(new Outcome(value, null), "what the transaction '" + at.name() + "' gave");
        Progress progress = new Progress(
                at.version(), at.seq(), at.kind(), at.name(), null, at.cancelled(), outcome, at.snapshot());
        return row.with(progress, row.claim());
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Ends of turns
    // -----------------------------------------------------------------------------------------------------------------

    /** Leaves a step that has failed until it is due again. */
    void tryLater(Instance row, String failure, Instant due) throws SQLException {
        Claim old = row.claim();
        claim(row, waiting(old, Engine.kept(due), failure, old.failures() + 1));
    }

    /** Leaves an instance that was claimed, or entered a step, to others. */
    void giveBack(Instance row) throws SQLException {
        Claim old = row.claim();
        int attempt = Math.max(0, old.attempt() - 1);
        claim(
                row,
                old.in(State.RUNNABLE.name(), old.reason())
                        .released()
                        .withRefused(null)
                        .withDue(engine.now())
                        .withAttempt(attempt));
    }

    /** Parks an instance at what was saved last. */
    void park(Instance row, State state, @Nullable String reason) throws SQLException {
        claim(row, Claims.parked(row.claim(), state, String.valueOf(reason)));
    }

    private void claim(Instance row, Claim claim) throws SQLException {
        engine.database().transaction(connection -> {
            Instance next = timed(connection, row.claim(), row.with(claim));
            if (!instances.saveClaim(connection, next, row.claim().fence())) {
                throw new Fenced(row.origin().id());
            }
            return next;
        });
    }

    /** Saves how an instance has ended, and tells its parent. */
    void end(Turn turn, Outcome outcome) throws SQLException {
        State state = State.DONE;
        Outcome told = outcome;
        if (outcome.thrown() instanceof DurableCancellation && turn.cancelled() != null) {
            state = State.CANCELLED;
            told = new Outcome(null, new CancellationException(turn.cancelled()));
        } else if (outcome.thrown() != null) {
            state = State.FAILED;
        }
        Instance row = turn.row();
        String reason = outcome.thrown() == null ? null : Texts.of(outcome.thrown());
        byte[] bytes =
                engine.values().encode(told, "the result of " + row.origin().body());
        Save save = new Save(
                ended(row.progress(), turn.seq(), turn.cancelled(), bytes),
                Claims.over(row.claim(), state, reason),
                turn.done(),
                null,
                (connection, next) -> {
                    Instance timed = timed(connection, row.claim(), next);
                    tellParent(connection, row.origin(), bytes);
                    return timed;
                });
        save(turn, save);
        engine.ended(row.origin());
    }

    /** What is stored of an instance that was ended from outside. */
    Instance terminated(Instance row, String why) {
        byte[] outcome = engine.values().encode(new Outcome(null, new CancellationException(why)), "the reason");
        Progress old = row.progress();
        return row.with(
                ended(old, old.seq(), old.cancelled(), outcome), Claims.over(row.claim(), State.TERMINATED, why));
    }

    static Progress ended(Progress old, long seq, @Nullable String cancelled, byte[] outcome) {
        return new Progress(old.version() + 1, seq, END, "", null, cancelled, outcome, null);
    }

    void tellParent(Connection connection, Origin child, byte[] outcome) throws SQLException {
        if (child.parent() == null || child.parentRun() == null) {
            return;
        }
        Message message = new Message(
                0,
                child.namespace(),
                child.parent(),
                child.parentRun(),
                ChildOperation.KIND,
                child.id(),
                child.run(),
                outcome);
        if (messages.insert(connection, message)) {
            wakeups.add(connection, child.parent(), engine.now());
        }
    }
}
