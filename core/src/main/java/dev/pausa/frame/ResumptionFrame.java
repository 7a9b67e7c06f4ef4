package dev.pausa.frame;

import dev.pausa.CoroutineStateException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Adapter for an operand that has begun already: a generator that is delegated to, or a step of an asynchronous
 * generator that is awaited, in the middle (AW-029). It goes on with the operand and passes on what comes out.
 */
final class ResumptionFrame extends AdapterFrame {
    final Handle operand;

    ResumptionFrame(Handle operand) {
        this.operand = operand;
    }

    /** Returns what an await or a {@code yieldFrom} begins in order to run this object. */
    static Handle goOnWith(Handle operand) {
        return operand.stage == Handle.CREATED ? operand : new Adapter(new ResumptionFrame(operand));
    }

    /**
     * Leaves it to the loop to go on with the operand, however shallow the stack: the operand may do the same with one
     * of its own.
     */
    @Override
    public @Nullable Object begin(Handle self, int depth) {
        if (operand.isExhausted()) {
            self.stage = Handle.CLOSED;
            return null;
        }
        if (operand.isExecuting()) {
            throw Errors.withWholeTrace(operand, Reason.ALREADY_EXECUTING);
        }
        Handle fetched = fetched();
        if (fetched == null) {
            return null;
        }
        join(self, null);
        return fetched.takeAhead();
    }

    /** Returns the first part of the operand's chain that keeps a value for its next resume. */
    private @Nullable Handle fetched() {
        Handle handle = operand;
        while (handle != null && handle.stage == Handle.FRAMED && !handle.hasAhead()) {
            handle = handle.frame.awaiting;
        }
        return handle != null && handle.stage == Handle.FRAMED ? handle : null;
    }

    /** Becomes a paused link of a chain, between an awaiter and the operand. */
    void join(Handle self, @Nullable Frame awaiter) {
        self.stage = Handle.FRAMED;
        state = 1;
        awaiting = operand;
        up = awaiter;
    }

    /** The operand has ended. */
    @Override
    protected @Nullable Object resume(@Nullable Object value, @Nullable Throwable raised) throws Throwable {
        state = 0;
        if (raised != null) {
            throw raised;
        }
        return value;
    }

    @Override
    Object shownAs(Handle self) {
        return operand;
    }
}
