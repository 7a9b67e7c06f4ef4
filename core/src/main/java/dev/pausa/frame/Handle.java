package dev.pausa.frame;

import dev.pausa.CoroutineObject.Local;
import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.GeneratorExit;
import java.lang.ref.Reference;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The driver's end of a chain of frames: what every coroutine object is made of. It holds the body until the first step,
 * then the frame, and drives that. User code sees only the subclasses.
 */
public abstract class Handle extends Holder {
    /**
     * Makes an object for a body; weaves the body's class if this is its first use.
     *
     * @param kind the body's kind
     * @param body the body
     * @param name its name, or null for the default
     */
    protected Handle(Kind kind, Object body, @Nullable String name) {
        this(kind, Objects.requireNonNull(body, "body"), null, body, name);
    }

    /**
     * Makes an object for a body that gets an argument; weaves the body's class if this is its first use.
     *
     * @param kind the body's kind
     * @param body the body
     * @param argument what it gets
     */
    protected Handle(Kind kind, Object body, @Nullable Object argument) {
        this(kind, Objects.requireNonNull(body, "body"), argument, new Applied(body, argument), null);
    }

    private Handle(Kind kind, Object body, @Nullable Object argument, Object held, @Nullable String name) {
        Prototypes.Slot slot = Prototypes.slot(kind, body);
        Frame prototype = slot.known();
        if (prototype == null) {
            // This object is not handed on here: then it need not exist at all, where all of its life is inlined.
            Prototypes.First first = slot.first(kind, body, argument);
            this.frame = first.prototype();
            this.held = first.isSample() ? Tracking.sampled(first.prototype(), held) : held;
        } else {
            this.frame = prototype;
            this.held = held;
        }
        if (name != null) {
            setName(name);
        }
        if (Tracking.isOn) {
            Tracking.made(this);
        }
    }

    /** For an adapter: a frame without a body. */
    Handle(Frame frame) {
        this.frame = frame;
    }

    /**
     * Runs a body that has no suspension point, as it is.
     *
     * @param kind the body's kind
     * @param body the body
     * @param argument its argument, if it is one of the kind {@link Kind#BLOCK}
     * @return what it returned
     * @throws Throwable what it threw
     */
    protected abstract @Nullable Object runPlain(Kind kind, Object body, @Nullable Object argument) throws Throwable;

    /**
     * Tells whether a value was fetched that nobody has taken yet.
     *
     * @return false unless this is a generator that was asked whether it has a next element
     */
    protected boolean hasAhead() {
        return false;
    }

    /**
     * Takes the value that was fetched.
     *
     * @return the value
     */
    protected @Nullable Object takeAhead() {
        throw new AssertionError("nothing was fetched");
    }

    /**
     * Returns why nothing can be sent while a value is fetched.
     *
     * @return the error
     */
    protected final IllegalStateException cannotSend() {
        return Traces.fromCaller(new IllegalStateException(
                "cannot send: hasNext() has fetched the next value, so the generator " + OneLine.of(name())
                        + " is paused one yield further, at " + OneLine.of(String.valueOf(location()))
                        + "; take that value with next() first, or do not mix hasNext() with send()"));
    }

    /**
     * Told once when the body has ended; {@link #held()} is null then. Runs within the drive loop and must not throw.
     *
     * @param result what it returned
     * @param thrown what it threw, or null
     */
    protected void ended(@Nullable Object result, @Nullable Throwable thrown) {}

    // ------------------------------------------------------------------------------------------------------------------
    // Driving
    // ------------------------------------------------------------------------------------------------------------------

    /**
     * Tells whether it is finished, which after a drive means that the drive's result is what the body returned.
     *
     * @return true in state CLOSED
     */
    protected final boolean isClosed() {
        return stage == CLOSED;
    }

    /**
     * Tells whether the first step has begun.
     *
     * @return false in state CREATED
     */
    protected final boolean hasBegun() {
        return stage != CREATED;
    }

    /**
     * Tells whether it has a frame of its own.
     *
     * @return true from the first pause, of a generator from the first step, to the end
     */
    protected final boolean hasFrame() {
        return stage == FRAMED;
    }

    /**
     * Resumes with a value.
     *
     * @param value what the suspension point gives
     * @return the yielded value, or what the body returned if it {@linkplain #isClosed() is finished} now; null if this is a generator that
     *     was finished before
     */
    protected final @Nullable Object drive(@Nullable Object value) {
        Frame self = frame;
        if (self.state > 0 && self.up == null) {
            return self.awaiting == null ? driveAlone(self, value, null, false) : run(CHAIN, value, null, null);
        }
        // A first step is not handed the value: else it would have to exist as an object wherever this is inlined.
        return stage == CREATED ? start(value != null) : driveOther(value);
    }

    /** Resumes a frame that awaits nothing and is not awaited; if it is to be closed, the exit does not come out. */
    private @Nullable Object driveAlone(
            Frame self, @Nullable Object value, @Nullable Throwable raised, boolean isClosing) {
        try {
            int point = self.state;
            Object result;
            try {
                result = self.resume(value, raised);
            } catch (Throwable thrown) {
                return threw(self, point, raised, thrown, isClosing);
            }
            if (self.state > 0 && self.awaiting == null) {
                if (self.state >= Frame.GUARDED) {
                    watch();
                }
                Reference.reachabilityFence(this); // its frame must not be closed for being out of reach while it runs
                return result;
            }
            return Chain.carryOn(this, self, self, null, result, null, null);
        } catch (StackOverflowError full) { // no calls here: there may be no room for any
            self.end = null; // the links may not be complete
            if (stage == FRAMED && (self.state == 0 || self.state == Frame.RUNNING)) {
                self.state = 0;
                stage = CLOSED;
            }
            throw full;
        }
    }

    private @Nullable Object threw(
            Frame self, int point, @Nullable Throwable raised, Throwable thrown, boolean isClosing) {
        if (isClosing && self.state == 0 && thrown instanceof GeneratorExit) {
            finish(self, null, thrown);
            return null;
        }
        if (thrown == raised && self.state <= 0 && !(thrown instanceof GeneratorExit)) {
            Traces.raised(thrown, self, point);
        }
        throw Sneaky.rethrow(leave(self, thrown));
    }

    // What run() does; numbers, since a switch over an enum reads a table, which the JIT compiler cannot see through.
    /** See {@link #firstStep}. */
    static final int FIRST = 0;
    /** See {@link #driveChain}. */
    private static final int CHAIN = 1;
    /** See {@link Chain#resumeLeaf}. */
    static final int ANY = 2;

    /**
     * Does a drive that nothing forbids. When the stack is full it ends in a StackOverflowError wherever it is, also between the end of one body
     * and the resume of the next; but nothing stays RUNNING. What was lost by that is noticed at the next drive: see {@link Lost}.
     */
    @Nullable
    Object run(int what, @Nullable Object value, @Nullable Throwable raised, @Nullable Throwable exit) {
        try {
            return switch (what) {
                case FIRST -> firstStep();
                case CHAIN -> driveChain(frame, value);
                default -> Chain.resumeLeaf(this, frame, value, raised, exit);
            };
        } catch (StackOverflowError full) { // as in driveAlone
            int state = frame.state;
            frame.end = null;
            if (stage == STARTING || stage == FRAMED && (state == 0 || state == Frame.RUNNING)) {
                frame.state = 0;
                stage = CLOSED;
            } else if (state < Frame.RUNNING) {
                frame.state = ~state;
            }
            throw full;
        }
    }

    /** Resumes at the leaf, which is known in O(1) unless a part of the chain was driven from elsewhere. */
    private @Nullable Object driveChain(Frame root, @Nullable Object value) {
        Frame leaf = root.end;
        if (leaf == null || leaf.end != root || leaf.state <= 0 || leaf.awaiting != null) {
            return Chain.resumeLeaf(this, root, value, null, null);
        }
        int point = root.state;
        root.state = ~point;
        Object result;
        try {
            result = leaf.resume(value, null);
        } catch (Throwable thrown) {
            if (thrown instanceof StackOverflowError noRoom) { // as in resumeLeaf
                if (leaf.state > 0) {
                    throw noRoom;
                }
                if (leaf.state == Frame.RUNNING) {
                    leaf.state = 0;
                }
            }
            Chain.refuseIfNotPaused(root, thrown);
            return Chain.carryOn(this, root, leaf, null, null, thrown, null);
        }
        if (leaf.state > 0 && leaf.awaiting == null) {
            root.state =
                    point; // not the complement of what is there: a driver who was refused may have written that too
            if (leaf.state >= Frame.GUARDED) {
                watch();
            }
            Reference.reachabilityFence(this);
            return result;
        }
        return Chain.carryOn(this, root, leaf, null, result, null, null);
    }

    /** The drives that are not a plain resume: the forbidden, those of a coroutine somebody else awaits, and the recorded. */
    private @Nullable Object driveOther(@Nullable Object value) {
        Lost.notice(this);
        if (isExhausted()) {
            return null;
        }
        requireDrivable();
        return Drives.resume(this, "value", value, null, null);
    }

    private @Nullable Object start(boolean hasValue) {
        if (hasValue) {
            throw justStarted();
        }
        return frame.up == null ? run(FIRST, null, null, null) : Drives.start(this);
    }

    private @Nullable Object firstStep() {
        Object result;
        try {
            result = frame.begin(this, 0);
        } catch (Throwable thrown) {
            Throwable out = Chain.forDriver(frame, thrown);
            Traces.leaves(out);
            throw Sneaky.rethrow(out);
        }
        if (stage != FRAMED) {
            return result;
        }
        if (frame.awaiting != null) {
            return Chain.carryOn(this, frame, frame, null, result, null, null);
        }
        if (frame.state >= Frame.GUARDED) {
            watch();
        }
        return result;
    }

    /**
     * Resumes with an exception.
     *
     * @param exception what the suspension point throws
     * @return the yielded value, or what the body returned if it {@linkplain #isClosed() is finished} now
     */
    protected final @Nullable Object driveRaising(Throwable exception) {
        Objects.requireNonNull(exception, "exception");
        if (stage == CREATED) {
            Throwable out = frame.kind().leaving(exception, this, frame);
            finish(frame, null, out);
            throw Sneaky.rethrow(out);
        }
        if (isAlone()) {
            return driveAlone(frame, null, exception, false);
        }
        Lost.notice(this);
        requireDrivable();
        return exception instanceof GeneratorExit
                ? Drives.resume(this, "exception", null, null, exception)
                : Drives.resume(this, "exception", null, exception, null);
    }

    /** Whether it is paused, awaits nothing, and is not awaited. */
    private boolean isAlone() {
        return frame.state > 0 && frame.up == null && frame.awaiting == null;
    }

    /**
     * Closes it: see {@link dev.pausa.Coroutine#closeAndGet()}.
     *
     * @return what the body returned on the way out, or null
     */
    protected final @Nullable Object driveClosing() {
        if (stage == CREATED) {
            finish(frame, null, null);
        }
        Lost.notice(this);
        if (stage == CLOSED) {
            return null;
        }
        Object result;
        if (isAlone()) {
            result = driveAlone(frame, null, new GeneratorExit(), true);
        } else {
            requireDrivable();
            try {
                result = Drives.resume(this, "close", null, null, new GeneratorExit());
            } catch (GeneratorExit closed) {
                return null;
            }
        }
        if (stage != CLOSED) {
            throw Errors.of(this, Reason.IGNORED_EXIT);
        }
        return result;
    }

    /**
     * Checks that a driver may resume or raise into it now.
     *
     * @throws CoroutineStateException if it is running or closed
     */
    protected final void requireDrivable() {
        if (isExecuting()) {
            throw Errors.of(this, Reason.ALREADY_EXECUTING);
        }
        if (stage == CLOSED) {
            throw Traces.fromCaller(alreadyAwaited());
        }
    }

    IllegalArgumentException justStarted() {
        return Traces.fromCaller(new IllegalArgumentException(
                "can't send non-None value to a just-started " + frame.kind().text()));
    }

    /** Returns what an await begins whose operand this is, not in state CREATED; or throws why it cannot (AW-002, AW-004, AW-006). */
    Handle begunOperand() {
        if (isExecuting()) {
            throw Errors.of(this, Reason.ALREADY_EXECUTING);
        }
        throw stage == CLOSED ? Traces.fromCaller(alreadyAwaited()) : Errors.of(this, Reason.BEING_AWAITED);
    }

    CoroutineStateException alreadyAwaited() {
        return Errors.withWholeTrace(this, Reason.ALREADY_AWAITED);
    }

    /** Whether this is a generator that has ended: going on with it gives nothing, and is no error (AW-028, YF-007). */
    boolean isExhausted() {
        return stage == CLOSED && frame.kind() == Kind.GENERATOR;
    }

    /** Whether it is paused, as the part of the chain below this frame and of no other. */
    boolean isOrdinaryBelow(Frame awaiter) {
        return stage == FRAMED && frame.state > 0 && (frame.up == null || frame.up == awaiter) && !hasAhead();
    }

    /** Why it cannot be resumed for its awaiter: it was finished or is being driven behind that one's back, or its outcome was lost. */
    @Nullable
    Throwable whyNotResumable(Frame awaiter) {
        if (Lost.notice(this)) {
            return Lost.error(awaiter);
        }
        if (stage == CLOSED) {
            return alreadyAwaited();
        }
        return isBusy(awaiter) ? Errors.withWholeTrace(this, Reason.ALREADY_EXECUTING) : null;
    }

    /** Whether it is being driven behind this awaiter's back; for one that has begun and not ended. */
    boolean isBusy(Frame awaiter) {
        boolean isForAnother = frame.up != null && frame.up != awaiter; // generators may have several
        return stage == STARTING || frame.state < 0 || isForAnother && isDrivenFromAbove(frame);
    }

    /** What comes out of a root that was resumed by itself and threw. */
    private Throwable leave(Frame root, Throwable thrown) {
        Chain.refuseIfNotPaused(root, thrown);
        if (root.state <= 0) { // else it was not entered, and is still paused
            finish(root, null, thrown);
        }
        Throwable out = Chain.forDriver(root, thrown);
        Traces.leaves(out);
        return out;
    }

    /** Lets go of the frame: a closed coroutine keeps nothing of its body alive (CO-025, CO-026, CO-027). */
    void finish(Frame finished, @Nullable Object result, @Nullable Throwable thrown) {
        finished.state = 0;
        frame = finished.prototype();
        stage = CLOSED;
        dropHeld();
        if (recorded() != 0) {
            Recorder.closed(this, extras());
        }
        ended(result, thrown);
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Looking
    // ------------------------------------------------------------------------------------------------------------------

    private boolean isExecuting() {
        return stage == STARTING || stage == FRAMED && (frame.state < 0 || isDrivenFromAbove(frame));
    }

    /** Tells whether a driver is in a chain that this frame is a part of. Writes nothing: other threads may look. */
    private static boolean isDrivenFromAbove(Frame part) {
        Frame f = part;
        for (Frame above = f.up; above != null && awaits(above, f); above = f.up) {
            if (above.state < 0) {
                return true;
            }
            f = above;
        }
        return false;
    }

    /** Tells whether an {@code up} link is up to date. */
    static boolean awaits(Frame above, Frame f) {
        Handle awaited = above.awaiting;
        return awaited != null && awaited.frame == f;
    }

    /**
     * Returns where it is in its life.
     *
     * @return the state
     */
    public CoroutineState state() {
        if (stage == CREATED) {
            return CoroutineState.CREATED;
        }
        if (stage == CLOSED || Lost.isEndOf(this)) {
            return CoroutineState.CLOSED;
        }
        return isExecuting() ? CoroutineState.RUNNING : CoroutineState.SUSPENDED;
    }

    /**
     * Tells whether it is being driven.
     *
     * @return true in state RUNNING
     */
    public boolean isRunning() {
        return isExecuting();
    }

    /**
     * Tells whether it is paused.
     *
     * @return true in state SUSPENDED
     */
    public boolean isSuspended() {
        return stage == FRAMED && !isExecuting() && !Lost.isEndOf(this);
    }

    /**
     * Returns what it waits for.
     *
     * @return a coroutine, iterator or stage, or null
     */
    public @Nullable Object awaiting() {
        if (!isSuspended() || frame.awaiting == null) {
            return null;
        }
        return frame.awaiting.frame.shownAs(frame.awaiting);
    }

    /**
     * Returns where the body stands.
     *
     * @return the place, or null when closed
     */
    public @Nullable StackTraceElement location() {
        return stage == CLOSED ? null : frame.location();
    }

    /**
     * Returns the places of the await chain, leaf first.
     *
     * @return a new list
     */
    public List<StackTraceElement> trace() {
        List<StackTraceElement> places = new ArrayList<>();
        for (Handle h = this; h != null && h.stage != CLOSED; h = h.frame.awaiting) {
            StackTraceElement place = h.location();
            if (place != null) {
                places.add(place);
            }
        }
        Collections.reverse(places);
        return Collections.unmodifiableList(places);
    }

    /**
     * Returns the live variables of the paused body.
     *
     * @return a new list
     */
    public List<Local> inspect() {
        return isSuspended() && frame.table() != FrameTable.NONE ? Inspection.of(frame) : List.of();
    }

    /**
     * Returns where it was made.
     *
     * @return the innermost calls; empty unless origin tracking was on
     */
    public List<StackTraceElement> origin() {
        return held instanceof Extras extras ? extras.origin() : List.of();
    }

    /**
     * Returns its name.
     *
     * @return the name it was given, or the default
     */
    public String name() {
        return held instanceof Extras extras ? extras.nameOf(frame) : frame.displayName();
    }

    /**
     * Gives it a name.
     *
     * @param name the name
     */
    public void setName(String name) {
        extras().setName(Objects.requireNonNull(name, "name"));
    }

    /**
     * Returns a description for people.
     *
     * @return such as {@code <coroutine object Orders.load at 1b2c3d, suspended at Orders.java:42>}
     */
    protected final String describe() {
        return Description.of(this);
    }

    /** Returns the beginning of the description. */
    String describeShortly() {
        return Description.beginningOf(this) + " …>";
    }
}
