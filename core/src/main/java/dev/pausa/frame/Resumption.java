package dev.pausa.frame;

import dev.pausa.CoroutineStateException.Reason;
import org.jspecify.annotations.Nullable;

/**
 * Adapter for an operand that has begun already: a generator that is delegated to, or a step of an asynchronous generator that is
 * awaited, in the middle (AW-029). It goes on with the operand and passes on what comes out.
 */
final class Resumption extends AdapterFrame {
    private final Handle operand;

    private Resumption(Handle operand) {
        this.operand = operand;
    }

    /** Returns what an await or a {@code yieldFrom} begins in order to run this object. */
    static Handle goOnWith(Handle operand) {
        return operand.stage == Handle.CREATED ? operand : new Adapter(new Resumption(operand));
    }

    @Override
    public @Nullable Object begin(Handle self, int depth) {
        if (depth > MAX_DEPTH && !operand.isExhausted()) {
            return null;
        }
        self.stage = Handle.STARTING;
        Object result = null;
        boolean isPaused = false;
        try {
            result = goOn();
            isPaused = operand.stage == Handle.FRAMED;
        } finally {
            self.stage = isPaused ? Handle.FRAMED : Handle.CLOSED;
        }
        if (isPaused) {
            state = 1;
            awaiting = operand;
        }
        return result;
    }

    private @Nullable Object goOn() {
        if (operand.isExhausted()) {
            return null;
        }
        if (operand.isRunning()) {
            throw operand.frame.kind().error(Reason.ALREADY_EXECUTING);
        }
        return operand.hasAhead() ? operand.takeAhead() : operand.drive(null);
    }

    /** The operand has ended. */
    @Override
    public @Nullable Object resume(@Nullable Object value, @Nullable Throwable raised) throws Throwable {
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
