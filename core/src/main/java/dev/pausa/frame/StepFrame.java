package dev.pausa.frame;

import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.GeneratorExit;
import dev.pausa.StopAsyncIteration;
import dev.pausa.frame.AsyncStep.Mode;
import dev.pausa.trace.OneLine;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The frame of one step of an asynchronous generator: it checks that the step may begin, runs the generator's body to
 * its next yield, and turns what comes out into the step's outcome. The unit of exclusion is the step, not the body's
 * stretch between two pauses: a step that is paused at an await keeps all others out (AG-008).
 */
final class StepFrame extends AdapterFrame {
    final Handle generator;
    private final Mode mode;
    private @Nullable Object value;
    private @Nullable Throwable raised;
    private boolean isReplaced;

    /** What the first {@code send} gave; it takes the place of the value (AG-067). */
    @Nullable
    Object first;

    StepFrame(Handle generator, Mode mode, @Nullable Object value, @Nullable Throwable raised) {
        this.generator = generator;
        this.mode = mode;
        this.value = value;
        this.raised = raised;
    }

    /**
     * Takes the way from the generator's frame back to its handle, by way of this step, so that a {@link HandlePhantom}
     * can be told that both are out of reach. The next drive walks down, and links them anew.
     */
    void unlink() {
        generator.frame.up = null;
        Frame leaf = end;
        if (leaf != null) {
            leaf.end = null;
            end = null;
        }
    }

    Mode mode() {
        return mode;
    }

    @Nullable
    Object value() {
        return value;
    }

    @Nullable
    Throwable raised() {
        return raised;
    }

    /** Returns whether it does what it was made for: nothing was sent or raised into it before it began. */
    boolean isPlain() {
        return first == null && !isReplaced;
    }

    /** Has an exception raised in the generator instead of what the step was made for. */
    void replace(Throwable exception) {
        value = null;
        raised = exception;
        isReplaced = true;
    }

    @Override
    Kind kind() {
        return Kind.ASYNC_GENERATOR;
    }

    @Override
    String neverAwaited(Labels labels) {
        return "coroutine method '" + method() + "' of '" + OneLine.of(Look.name(generator)) + "'";
    }

    /** Returns Python's name of the method that gave the step. */
    String method() {
        return switch (mode) {
            case ASEND, ADVANCE -> "asend";
            case ARAISE -> "athrow";
            case ACLOSE -> "aclose";
        };
    }

    /** Returns the step's name for people. */
    String describeStep() {
        return mode.describe(OneLine.of(Look.name(generator)));
    }

    /** A driver that closes a step means its generator: the two are one level. */
    @Override
    Frame closedAs() {
        return awaiting == null ? this : generator.frame;
    }

    @Override
    void ended(Handle self, @Nullable Object result, @Nullable Throwable thrown) {
        ((AsyncStep<?>) self).forget(generator.frame.prototype());
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The beginning
    // -----------------------------------------------------------------------------------------------------------------

    @Override
    public @Nullable Object begin(Handle self, int depth) throws Throwable {
        if (depth > MAX_DEPTH) {
            return null;
        }
        refuseFirstValue();
        self.begun();
        Object result;
        try {
            LostOutcome.notice(generator);
            result = generator.stage == Handle.CLOSED ? afterTheEnd() : run(depth);
        } catch (Throwable thrown) {
            self.finish(this, null, thrown);
            throw thrown;
        }
        if (awaiting == null) {
            self.finish(this, result, null);
        } else {
            state = 1;
            self.stage = Handle.FRAMED;
        }
        return result;
    }

    /** Only a step that sends takes a value at its start; the others stay as they were (AG-026). */
    private void refuseFirstValue() {
        if (first == null) {
            return;
        }
        if (mode == Mode.ASEND || mode == Mode.ADVANCE) {
            value = first;
            first = null;
        } else if (generator.stage == Handle.CREATED
                || isAtYield() && !((AsyncGeneratorFrame) generator.frame).isClosing) {
            first = null;
            throw new CoroutineStateException(
                    Reason.JUST_STARTED,
                    Reason.JUST_STARTED.text(),
                    "the step of " + OneLine.of(Look.name(generator)) + " takes no value",
                    null);
        }
    }

    private boolean isAtYield() {
        return generator.stage == Handle.FRAMED && !Look.isInStep(generator);
    }

    /** The outcome of a step of a finished generator (AG-003, AG-022, AG-023). */
    private @Nullable Object afterTheEnd() throws Throwable {
        if (isReplaced) {
            return failed(Objects.requireNonNull(raised));
        }
        return mode == Mode.ARAISE || mode == Mode.ACLOSE ? null : ended();
    }

    private @Nullable Object run(int depth) throws Throwable {
        if (Look.isInStep(generator)) {
            throw Errors.stepUnderWay(mode.operation + "(): asynchronous generator is already running", generator);
        }
        Object result =
                generator.stage == Handle.CREATED ? start(depth) : goOn((AsyncGeneratorFrame) generator.frame, depth);
        if (generator.stage == Handle.CLOSED) {
            return ended();
        }
        // It has yielded, or paused at an await. No call before that is noted: it could find the stack full.
        AsyncGeneratorFrame body = (AsyncGeneratorFrame) generator.frame;
        if (body.awaiting == Chain.YIELDED) {
            body.awaiting = null;
            body.isStepping = false;
            return yielded(body, result);
        }
        awaiting = generator;
        return result;
    }

    private @Nullable Object start(int depth) throws Throwable {
        if (raised != null) {
            Throwable out = Kind.ASYNC_GENERATOR.leaving(raised, generator, generator.frame);
            generator.finish(generator.frame, null, out);
            return failed(out);
        }
        if (value != null) {
            throw generator.justStarted();
        }
        try {
            return generator.frame.begin(generator, depth);
        } catch (Throwable thrown) {
            return failed(thrown);
        }
    }

    private @Nullable Object goOn(AsyncGeneratorFrame body, int depth) throws Throwable {
        if (body.isClosing && !isReplaced && mode != Mode.ASEND && mode != Mode.ADVANCE) {
            throw new StopAsyncIteration(); // AG-042
        }
        generator.keep(null);
        body.isStepping = true; // no call between this and the try: it could find the stack full
        Object result;
        try {
            result = body.resume(value, raised, depth);
        } catch (Throwable thrown) {
            body.isStepping = false;
            Chain.refuseIfNotPaused(this, thrown);
            if (body.state > 0) { // not entered, for the stack is full: another step can go on with it
                throw thrown;
            }
            generator.finish(body, null, thrown);
            return failed(thrown);
        }
        body.isClosing |= mode == Mode.ACLOSE && !isReplaced;
        if (body.state == 0) {
            generator.finish(body, result, null);
        }
        return result;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The end
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * The step was paused at an await in the generator, which has now ended, yielded (it is still there then), or
     * thrown.
     */
    @Override
    protected @Nullable Object resume(@Nullable Object result, @Nullable Throwable thrown) throws Throwable {
        state = 0;
        if (generator.stage == Handle.FRAMED) {
            ((AsyncGeneratorFrame) generator.frame).isStepping = false;
        }
        if (thrown != null) {
            return failed(thrown);
        }
        return generator.stage == Handle.CLOSED ? ended() : yielded(generator.frame, result);
    }

    private @Nullable Object yielded(Frame body, @Nullable Object result) {
        if (body.state >= GUARDED) {
            generator.watch();
        }
        if (mode == Mode.ACLOSE) {
            throw Errors.withWholeTrace(generator, Reason.IGNORED_EXIT);
        }
        if (mode == Mode.ADVANCE) {
            generator.keep(Fetched.of(result));
            return true;
        }
        return result;
    }

    private @Nullable Object ended() {
        if (mode == Mode.ACLOSE) {
            return null;
        }
        if (mode == Mode.ADVANCE) {
            return false;
        }
        throw new StopAsyncIteration();
    }

    private @Nullable Object failed(Throwable thrown) throws Throwable {
        if (mode == Mode.ACLOSE && (thrown instanceof GeneratorExit || thrown instanceof StopAsyncIteration)) {
            return null;
        }
        throw thrown;
    }
}
