package dev.pausa.async;

import dev.pausa.AwaitIterator;
import dev.pausa.StopIteration;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One await of an {@link Operation}: what the body is paused at, what the loop gets, and what wakes it.
 *
 * <pre>
 *   null      -&gt; BEGINNING   begin(), by the loop
 *   BEGINNING -&gt; PARKED      park(), by the loop
 *   BEGINNING -&gt; an outcome  a waker, while the loop is inside begin(): the task goes on at once
 *   PARKED    -&gt; an outcome  a waker: the task is made ready
 *   PARKED    -&gt; WITHDRAWN   withdrawn(), by the loop
 * </pre>
 *
 * An outcome is the value itself, {@link #NULL}, or a {@link Failure}. It is there once, and never changes: whoever
 * sets it has won.
 */
final class Wait<T extends @Nullable Object> implements AwaitIterator<T>, Waker<T>, Runnable {
    private static final Object BEGINNING = new Object();
    private static final Object PARKED = new Object();
    private static final Object WITHDRAWN = new Object();
    private static final Object NULL = new Object();

    /** An exception as an outcome. */
    private record Failure(Throwable thrown) {}

    private static final VarHandle SLOT;

    static {
        try {
            SLOT = MethodHandles.lookup().findVarHandle(Wait.class, "slot", Object.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    final Operation<T> operation;

    /** Whose wait it is; written by the loop before it begins. */
    private @Nullable LoopTask<?> task;

    /**
     * See the class; written by any thread. The loop's first write needs no order of its own: whoever hands the waker
     * to another thread hands over what was written before.
     */
    private volatile @Nullable Object slot;

    Wait(Operation<T> operation) {
        this.operation = operation;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The body's side
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public @Nullable Object next() {
        Object now = slot;
        if (now == null) {
            SerialLoop.requireAny(operation);
            return this;
        }
        if (now instanceof Failure failure) {
            throw Reports.rethrow(failure.thrown());
        }
        if (now == BEGINNING || now == PARKED || now == WITHDRAWN) {
            throw new IllegalStateException("resumed before '" + operation
                    + "' had ended: somebody else than its loop drove the" + " coroutine that waits for it");
        }
        throw new StopIteration(now == NULL ? null : now);
    }

    /** Returns what an await of it gives; null also if that is null, or there is nothing yet, or a failure. */
    @Nullable
    T valueIfThere() {
        Object now = slot;
        return isMark(now) || now instanceof Failure ? null : Typed.as(now);
    }

    private static boolean isMark(@Nullable Object slot) {
        return slot == null || slot == BEGINNING || slot == PARKED || slot == WITHDRAWN || slot == NULL;
    }

    @Override
    public String toString() {
        return "the operation '" + operation + "', which a dev.pausa.async.Loop can wait for and no other driver";
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The loop's side
    // -----------------------------------------------------------------------------------------------------------------

    /** Returns the loop that has begun it. */
    SerialLoop loop() {
        return Objects.requireNonNull(task).loop();
    }

    boolean isFresh() {
        return slot == null;
    }

    void begin(LoopTask<?> waiting) {
        task = waiting;
        SLOT.setOpaque(this, BEGINNING);
        operation.begin(this);
    }

    /** Returns whether there is something to wait for: not if it was completed inside {@link #begin}. */
    boolean park() {
        return slot == BEGINNING && SLOT.compareAndSet(this, BEGINNING, PARKED);
    }

    boolean isParked() {
        return slot == PARKED;
    }

    /** Returns whether it is over without an outcome, after the operation has said that there will be none. */
    boolean withdrawn() {
        return SLOT.compareAndSet(this, PARKED, WITHDRAWN);
    }

    /** Ends it because {@code begin} threw; what its waker does from now on comes too late. */
    void failedToBegin(Throwable thrown) {
        slot = new Failure(thrown);
    }

    /** Has the task go on, when another thread has ended it and the loop gets to it. */
    @Override
    public void run() {
        Objects.requireNonNull(task).resumeAfter(this);
    }

    @Nullable
    Throwable failure() {
        return slot instanceof Failure failure ? failure.thrown() : null;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The waker's side
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public boolean complete(T value) {
        return end(value == null ? NULL : value);
    }

    @Override
    public boolean fail(Throwable failure) {
        return end(new Failure(Signals.asFailure(Objects.requireNonNull(failure, "failure"), operation)));
    }

    /**
     * Completes the wait of an operation that is still inside {@code begin} and has given the waker to nobody: so there
     * is no race to win.
     */
    static <T extends @Nullable Object> void completeAtOnce(Waker<T> unshared, T value) {
        if (unshared instanceof Wait<T> wait) {
            SLOT.set(wait, value == null ? NULL : value);
        } else {
            unshared.complete(value);
        }
    }

    private boolean end(Object outcome) {
        Object before = slot;
        while (before == BEGINNING || before == PARKED) {
            if (SLOT.compareAndSet(this, before, outcome)) {
                if (before == PARKED) {
                    Objects.requireNonNull(task).completed(this);
                }
                return true;
            }
            before = slot;
        }
        return false;
    }
}
