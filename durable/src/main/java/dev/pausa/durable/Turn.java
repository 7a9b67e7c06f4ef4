package dev.pausa.durable;

import dev.pausa.Step;
import dev.pausa.durable.store.ForgedRow;
import dev.pausa.durable.store.Instance;
import dev.pausa.durable.store.Instance.Progress;
import dev.pausa.durable.store.Message;
import dev.pausa.durable.store.StepRow;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one wake-up does with one instance: it loads the chain, drives it until it has to wait, and saves it on the way.
 * One thread uses it. What it has in memory counts for nothing until it is saved.
 */
final class Turn {
    private static final ThreadLocal<@Nullable Turn> DRIVING = new ThreadLocal<>();

    /** What else is done in a save; gives the row with what became known by it. */
    interface Extra {
        Instance apply(Connection connection, Instance row) throws SQLException;
    }

    static final Extra NOTHING_ELSE = (connection, row) -> row;

    private final Engine engine;
    private final Saves saves;
    private final Chain chain;

    /** The row as it was saved last, by this turn. */
    private Instance row;

    private long seq;
    private @Nullable String cancelled;
    private final Set<Long> taken = new HashSet<>();
    private final List<StepRow> done = new ArrayList<>();

    Turn(Engine engine, Instance claimed) {
        this.engine = engine;
        this.saves = engine.saves();
        this.row = claimed;
        this.seq = claimed.progress().seq();
        this.cancelled = claimed.progress().cancelled();
        this.chain = new Chain(engine.snapshots(), claimed.origin().body());
    }

    /** Whether this thread is driving a durable body. */
    static boolean isDriving() {
        return DRIVING.get() != null;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Driving
    // -----------------------------------------------------------------------------------------------------------------

    /** Loads the chain; throws a SnapshotException if this build cannot. */
    void load() {
        Progress progress = row.progress();
        if (!hasBody(row.origin().body())) {
            throw SnapshotException.incompatible(
                    "no body is registered as " + row.origin().body());
        }
        if (progress.snapshot() == null) {
            chain.begin(engine.values().decode(row.origin().argument()));
        } else {
            chain.load(progress.snapshot());
            outcome(progress); // is looked at before the body runs: a build that cannot read it leaves it to others
        }
    }

    private @Nullable Outcome outcome(Progress progress) {
        return progress.outcome() == null ? null : engine.values().outcome(progress.outcome());
    }

    /** Drives the chain until it waits, ends, or cannot be saved; throws a SnapshotException as {@link #load} does. */
    void drive() throws SQLException, InterruptedException {
        try {
            Next next = row.progress().snapshot() == null ? Next.value(null) : leaf().goOn(this);
            while (next != null) {
                next = after(resumed(next));
            }
        } catch (SnapshotException unsavable) {
            if (unsavable.reason() != SnapshotException.Reason.UNSAVABLE) {
                throw unsavable; // something came that this build cannot read
            }
            saves.park(row, DurableTask.State.UNSAVABLE, unsavable.getMessage());
        } catch (ForgedRow forged) {
            saves.park(row, DurableTask.State.FORGED, forged.getMessage());
        }
    }

    /** Lets go of what is in memory. */
    void discard() {
        chain.discard();
    }

    private DurableOperation<?> leaf() {
        return chain.leaf();
    }

    /** What the body did when it was gone on with: what it waits for, or how it has ended. */
    private Object resumed(Next next) {
        DRIVING.set(this);
        Watchdog.Run run = engine.watchdog().begin(row.origin());
        try {
            Step<?> step = chain.resume(next);
            return step instanceof Step.Yielded<?> yielded
                    ? Objects.requireNonNullElse(yielded.value(), "null")
                    : new Outcome(((Step.Returned<?>) step).value(), null);
        } catch (VirtualMachineError machine) {
            throw machine;
        } catch (Throwable thrown) {
            return new Outcome(null, Foreign.explained(thrown));
        } finally {
            engine.watchdog().end(run);
            DRIVING.remove();
        }
    }

    private @Nullable Next after(Object event) throws SQLException, InterruptedException {
        if (event instanceof Outcome ended) {
            saves.end(this, ended);
            return null;
        }
        if (!(event instanceof DurableOperation<?> operation)) {
            return Next.raise(Foreign.refused(event));
        }
        return operation.begin(this);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The inbox
    // -----------------------------------------------------------------------------------------------------------------

    /** Reads the inbox: takes a cancel, and returns the first message that the operation waits for, if there is one. */
    @Nullable
    Message look(DurableOperation<?> operation) throws SQLException {
        return heed(saves.inbox(this, operation.kind(), operation.messageName()));
    }

    private @Nullable Message heed(List<Message> mail) {
        Message first = null;
        for (Message each : mail) {
            if (each.kind().equals(Message.CANCEL)) {
                taken.add(each.number());
                cancelled = cancelled != null
                        ? cancelled
                        : String.valueOf(engine.values().decode(each.content()));
            } else if (first == null) {
                first = each;
            }
        }
        return first;
    }

    /** Takes a message, with the next save, and returns what it says. */
    Outcome take(Message message) {
        Outcome outcome = engine.values().outcome(message.content());
        taken.add(message.number());
        return outcome;
    }

    /** Returns what is raised at an operation if the instance is cancelled; else null. */
    @Nullable
    Next cancelled(DurableOperation<?> operation) {
        return cancelled == null || operation.isShielded() ? null : Next.raise(new DurableCancellation(cancelled));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Steps and transactions
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Saves that a step was entered.
     *
     * @return null if it was; else what to go on with instead
     */
    @Nullable
    Next enter(StepOperation<?> step) throws SQLException {
        Next raised = cancelled(step);
        List<Message> mail = List.of();
        do {
            heed(mail);
            raised = cancelled(step);
            mail = raised != null ? List.of() : saves.enter(this, step);
        } while (!mail.isEmpty());
        return raised;
    }

    /** If this process is to end, leaves the operation that was entered to others. */
    boolean isLeft() throws SQLException {
        if (engine.isClosing()) {
            saves.giveBack(row);
        }
        return engine.isClosing();
    }

    int failures() {
        return row.claim().failures();
    }

    Outcome runStep(StepOperation<?> operation, DurableCall<StepContext, ?> call, Duration timeout)
            throws InterruptedException {
        StepContext context = new StepContext(
                key(operation), row.claim().fence(), Math.max(1, row.claim().tries()));
        return engine.calls().run(() -> call.run(context), timeout, operation.toString());
    }

    private String key(StepOperation<?> operation) {
        Instance.Origin origin = row.origin();
        return origin.namespace() + "/" + origin.run() + "/" + row.progress().seq() + "/" + operation.name();
    }

    /** Leaves a step that has failed for a while. */
    void tryLater(Throwable failure, Duration pause) throws SQLException {
        saves.tryLater(row, Texts.of(failure), engine.clock().now().plus(pause));
    }

    /** Returns the outcome that was saved with the operation at the leaf, or null if there is none. */
    @Nullable
    Outcome savedOutcome() {
        return outcome(row.progress());
    }

    /** Runs a transaction at the leaf, and returns what to go on with. */
    Next transact(TransactionOperation<?> operation, long number) throws SQLException {
        byte[] snapshot = snapshot();
        TransactionOperation<?> present = operation;
        for (int conflicts = 0; ; ) {
            Next raised = cancelled(operation);
            if (raised != null) {
                return raised;
            }
            try {
                List<Message> mail = saves.transaction(this, present, number, snapshot);
                if (mail.isEmpty()) {
                    return Objects.requireNonNull(savedOutcome()).next();
                }
                heed(mail);
            } catch (Blocks.Failed failed) {
                reload(snapshot);
                if (!failed.isConflict() || conflicts++ == Blocks.MOST_CONFLICTS) {
                    return failed(operation, number, Objects.requireNonNull(failed.getCause()));
                }
                present = (TransactionOperation<?>) leaf();
            }
        }
    }

    private Next failed(TransactionOperation<?> operation, long number, Throwable thrown) {
        seq = number;
        Next next = throughCodec(new Outcome(null, thrown), operation).next();
        note(number, operation.kind(), operation.name(), next, 1);
        return next;
    }

    private void reload(byte[] snapshot) {
        chain.discard();
        chain.load(snapshot);
    }

    private Outcome throughCodec(Outcome outcome, DurableOperation<?> operation) {
        return engine.values().outcome(engine.values().encode(outcome, "what " + operation + " gave"));
    }

    /**
     * The operation at the leaf has ended.
     *
     * @return what the body gets, which went through the codec
     */
    Next ended(Outcome outcome) {
        Outcome seen = throughCodec(outcome, leaf());
        if (outcome.thrown() != null) {
            reload(Objects.requireNonNull(row.progress().snapshot()));
        }
        return ended(seen.next());
    }

    Next ended(Next next) {
        Progress progress = row.progress();
        note(
                progress.seq(),
                progress.kind(),
                progress.name(),
                next,
                Math.max(1, row.claim().tries()));
        return next;
    }

    /** An operation ended as it was begun, without a save. */
    Next passed(DurableOperation<?> operation, Next next) {
        seq++;
        note(seq, operation.kind(), operation.messageName(), next, 1);
        return next;
    }

    private void note(long number, String kind, String name, Next next, int tries) {
        String state = next.thrown() == null ? StepRow.DONE : StepRow.FAILED;
        String failure = next.thrown() == null ? null : Texts.of(next.thrown());
        done.add(new StepRow(number, kind, name, state, tries, failure));
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Waiting
    // -----------------------------------------------------------------------------------------------------------------

    /** Returns the time after a duration, as far as databases know times. */
    Instant deadline(Duration duration) {
        Instant now = engine.clock().now();
        boolean isFar = duration.compareTo(Duration.between(now, LAST)) > 0;
        return Engine.kept(isFar ? LAST : now.plus(duration));
    }

    private static final Instant LAST = Instant.parse("9999-12-31T00:00:00Z");

    /** Returns the time at which the operation at the leaf ends by itself, or null. */
    @Nullable
    Instant deadline() {
        return row.progress().deadline();
    }

    boolean isPast(@Nullable Instant deadline) {
        return deadline != null && !engine.clock().now().isBefore(deadline);
    }

    /**
     * Saves that the chain waits, as it has just come to an operation.
     *
     * @return false if there is a message: then nothing was saved
     */
    boolean waitFor(DurableOperation<?> operation, @Nullable Instant deadline, Extra extra) throws SQLException {
        return saves.waiting(this, operation, seq + 1, deadline, chain.save(run(), version()), extra);
    }

    /** Saves as {@link #waitFor}, of a chain that has waited before and was woken for something else. */
    boolean waitOn(DurableOperation<?> operation, Extra extra) throws SQLException {
        byte[] snapshot = Objects.requireNonNull(row.progress().snapshot());
        return saves.waiting(this, operation, seq, deadline(), snapshot, extra);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What saves need
    // -----------------------------------------------------------------------------------------------------------------

    Instance row() {
        return row;
    }

    /** The row was saved, with all that had happened. */
    void saved(Instance next) {
        row = next;
        seq = next.progress().seq();
        taken.clear();
        done.clear();
    }

    long seq() {
        return seq;
    }

    @Nullable
    String cancelled() {
        return cancelled;
    }

    Set<Long> taken() {
        return taken;
    }

    List<StepRow> done() {
        return done;
    }

    byte[] snapshot() {
        return chain.save(run(), version());
    }

    private String run() {
        return row.origin().run();
    }

    private long version() {
        return row.progress().version() + 1;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Children
    // -----------------------------------------------------------------------------------------------------------------

    String childId(String name) {
        return row.origin().id() + "/" + name + "." + (seq + 1);
    }

    boolean hasBody(String key) {
        return engine.snapshots().hasBody(key);
    }

    Instance child(String id, String key, @Nullable Object argument) {
        return engine.outside().fresh(id, key, argument, row.origin());
    }

    /** Starts a child in the save that its parent waits for it. */
    Extra starting(Instance child) {
        return (connection, next) -> {
            if (!engine.outside().insert(connection, child)) {
                throw new IllegalStateException(
                        "there is an instance " + child.origin().id() + " already, which an"
                                + " earlier run of its parent has left: delete its row");
            }
            return next;
        };
    }

    /** If a cancel was taken by this turn, passes it on to the child that is waited for. */
    Extra cancelling(ChildOperation<?> child) {
        boolean isNew = cancelled != null && row.progress().cancelled() == null && !child.isShielded();
        return isNew ? (connection, next) -> passedOn(connection, next, child.messageName()) : NOTHING_ELSE;
    }

    private Instance passedOn(Connection connection, Instance next, String id) throws SQLException {
        Instance child = engine.instances().find(connection, id);
        if (child != null && !Engine.isEnd(child.claim().state())) {
            engine.outside().cancel(connection, child.origin(), "its parent was cancelled: " + cancelled);
        }
        return next;
    }
}
