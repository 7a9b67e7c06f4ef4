package dev.pausa.durable;

import dev.pausa.AwaitIterator;
import dev.pausa.Awaitable;
import dev.pausa.StopIteration;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a durable body waits for: the leaf of each chain that is saved. It is saved as an object with its fields, goes
 * to the engine when it is awaited, and ends with what the engine resumes the body with.
 */
abstract sealed class DurableOperation<T extends @Nullable Object> implements Awaitable<T>, AwaitIterator<T>
        permits StepOperation, TransactionOperation, SleepOperation, ReceiveOperation, ChildOperation {
    /** Under which names the library's own classes stand in snapshots. */
    static final Map<String, Class<?>> TYPES = Map.of(
            "pausa:step/1", StepOperation.class,
            "pausa:transaction/1", TransactionOperation.class,
            "pausa:sleep/1", SleepOperation.class,
            "pausa:receive/1", ReceiveOperation.class,
            "pausa:child/1", ChildOperation.class,
            "pausa:policy/1", RetryPolicy.class,
            "pausa:cancellation/1", DurableCancellation.class);

    private final String name;
    private boolean isShielded;
    private boolean isBegun;

    DurableOperation(String name) {
        this.name = name;
    }

    static <R extends @Nullable Object> Awaitable<R> shielded(Awaitable<R> operation) {
        if (!(operation instanceof DurableOperation<R> own)) {
            throw new IllegalArgumentException(
                    "only an operation of Durable can be shielded, such as a step, and this is a "
                            + operation.getClass().getName() + ": shield each operation that it awaits");
        }
        own.isShielded = true;
        return operation;
    }

    final String name() {
        return name;
    }

    /** Returns the name that messages for it have, and the row. */
    String messageName() {
        return name;
    }

    final boolean isShielded() {
        return isShielded;
    }

    /** Returns what the row says about it. */
    abstract String kind();

    /**
     * Does it, as the body has just come to it.
     *
     * @return what to go on with; null if the turn is over
     */
    abstract @Nullable Next begin(Turn turn) throws SQLException, InterruptedException;

    /** Does it as {@link #begin}, after the chain was loaded, paused at it. */
    abstract @Nullable Next goOn(Turn turn) throws SQLException, InterruptedException;

    // -----------------------------------------------------------------------------------------------------------------
    // The body's side
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public final AwaitIterator<T> awaitIterator() {
        if (isBegun) {
            throw new IllegalStateException(
                    this + " was awaited before: an operation is awaited once; make a new one" + " for each await");
        }
        return this;
    }

    @Override
    public final @Nullable Object next() {
        if (isBegun) {
            throw new StopIteration(null);
        }
        if (!Turn.isDriving()) {
            throw new IllegalStateException(this + " is awaited outside of a durable engine: only a body that was"
                    + " registered with Durable.open(...).register(...) and started with Durable.start can wait for it"
                    + "; on a loop, await the operations of dev.pausa.async.Async");
        }
        isBegun = true;
        return this;
    }

    @Override
    public final @Nullable Object send(@Nullable Object value) {
        throw new StopIteration(value);
    }

    /** Returns what it is, for messages. */
    @Override
    public final String toString() {
        return kind().toLowerCase(java.util.Locale.ROOT) + " '" + name + "'";
    }
}
