package dev.pausa.frame;

import dev.pausa.AsyncGenerator;
import dev.pausa.Coroutine;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.Generator;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import dev.pausa.trace.Sneaky;
import dev.pausa.trace.Traces;
import java.lang.ref.Reference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The driver's end of a chain of frames: what every coroutine object is made of. It holds the body until the first
 * step, then the frame, and drives that. User code sees only the subclasses; what they take from here is hidden from
 * their documentation.
 */
public abstract sealed class Handle
        permits AsyncGenerator, Coroutine, Generator, Adapter, AsyncStep, Forgotten.Revived {
    /** Made; {@link #held} is the body and {@link #frame} the prototype. */
    static final byte CREATED = 0;
    /** In its first run, before its first pause; {@link #frame} is still the prototype. */
    static final byte STARTING = 1;
    /** Has paused; {@link #frame} is its own, whose state says whether it is paused or running. */
    static final byte FRAMED = 2;
    /** Finished or closed; {@link #frame} is the prototype again, so that nothing of the body is kept alive. */
    static final byte CLOSED = 3;

    /**
     * The body while CREATED, or an {@link Applied}; afterwards what the subclass keeps here, see {@link #keep}. An
     * {@link Extras} around it once it has any.
     */
    @Nullable
    Object held;

    /** See the stages. Written by the driving thread. */
    Frame frame;

    /** One of the stages above: CREATED to STARTING to FRAMED to CLOSED; any of them may go to CLOSED directly. */
    byte stage;

    /** Whether the {@link WatchRing} has or had it. */
    private boolean isWatched;

    /**
     * Makes an object for a body; weaves the body's class if this is its first use.
     *
     * @param kind the body's kind
     * @param body the body
     * @hidden
     */
    protected Handle(Kind kind, Object body) {
        Frame prototype = Prototypes.known(kind, body);
        if (prototype == null) {
            First first = Prototypes.first(kind, body, null);
            this.frame = first.prototype();
            this.held = first.held(body);
        } else {
            this.frame = prototype;
            this.held = body;
        }
        tellMade();
    }

    /**
     * Makes an object whose prototype was looked up before, in {@link Prototypes}.
     * There is no branch between the allocation and these stores then, so that the JIT compiler leaves out the garbage
     * collector's barriers; with G1 on JDK 17 it can do without the object only if there are none.
     *
     * @param prototype the body's prototype
     * @param held the body, or an {@link Applied}, as {@link First#held} has it
     * @param name its name, or null for the default
     * @hidden
     */
    protected Handle(Frame prototype, Object held, @Nullable String name) {
        this.frame = prototype;
        this.held = held;
        if (name != null) {
            Look.setName(this, name);
        }
        tellMade();
    }

    /** The last thing that a constructor does. */
    final void tellMade() {
        if (Observer.isToldOfAll) {
            Observer.present().made(this);
        }
    }

    /** For an adapter: a frame without a body. */
    Handle(Frame frame) {
        this.frame = frame;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What it holds
    // -----------------------------------------------------------------------------------------------------------------

    Object takeBody() {
        Object taken = held();
        begun();
        return Objects.requireNonNull(taken);
    }

    /** The first step has begun. */
    void begun() {
        dropHeld(); // a call: if the stack is full, nothing has begun
        stage = STARTING;
    }

    /** Lets go of what is held: the body has begun, or the object has ended. */
    void dropHeld() {
        if (held instanceof Extras extras) {
            extras.drop();
        } else {
            held = null;
        }
    }

    /**
     * Returns what is kept here.
     *
     * @return see {@link #keep}
     * @hidden
     */
    protected final @Nullable Object held() {
        return held instanceof Extras extras ? extras.held : held;
    }

    /**
     * Keeps an object in the place that the body had. A subclass may use it from the first step on.
     *
     * @param object the object, or null
     * @hidden
     */
    protected final void keep(@Nullable Object object) {
        if (held instanceof Extras extras) {
            extras.held = object;
        } else {
            held = object;
        }
    }

    Extras extras() {
        return held instanceof Extras extras ? extras : Extras.make(this);
    }

    /** Returns the number by which it is observed, or 0. */
    long observed() {
        return held instanceof Extras extras ? extras.observed() : 0;
    }

    /** Has it closed when nobody can reach it any more. If there is no memory for that, the next pause tries again. */
    void watch() {
        if (!isWatched) {
            isWatched = WatchRing.watch(this);
        }
    }

    /**
     * Has it reported if nobody can reach it any more before it begins. Generators that never begin are no mistake
     * (GE-014, AG-055).
     */
    void watchUnawaited() {
        if (frame instanceof StepFrame || !frame.kind().hasYielder()) {
            extras().watchUnawaited(frame);
        }
    }

    /**
     * Returns whether a value was fetched that nobody has taken yet: by {@code hasNext()} of a generator, see
     * {@link Fetched}.
     */
    final boolean hasAhead() {
        return stage == FRAMED && held() != null && frame.kind() == Kind.GENERATOR;
    }

    /** Takes the value that was fetched. */
    final @Nullable Object takeAhead() {
        Object ahead = Objects.requireNonNull(held());
        keep(null);
        return Fetched.value(ahead);
    }

    /**
     * Returns why nothing can be sent while a value is fetched.
     *
     * @return the error
     * @hidden
     */
    protected final IllegalStateException cannotSend() {
        return Errors.cannotSend(this);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Driving
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Returns whether it is finished, which after a drive means that the drive's result is what the body returned.
     *
     * @return true in state CLOSED
     * @hidden
     */
    protected final boolean isClosed() {
        return stage == CLOSED;
    }

    /**
     * Returns whether the first step has begun.
     *
     * @return false in state CREATED
     * @hidden
     */
    protected final boolean hasBegun() {
        return stage != CREATED;
    }

    /**
     * Returns whether it has a frame of its own.
     *
     * @return true from the first pause, of a generator from the first step, to the end
     * @hidden
     */
    protected final boolean hasFrame() {
        return stage == FRAMED;
    }

    /**
     * Resumes with a value.
     *
     * @param value what the suspension point gives
     * @return the yielded value, or what the body returned if it {@linkplain #isClosed() is finished} now; null if this
     *     is a generator that was finished before
     * @hidden
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
        } catch (Error broken) { // no calls here: there may be no room for any
            self.end = null; // the links may not be complete
            if (self.state == Frame.RUNNING) {
                self.state = 0;
            }
            throw broken;
        }
    }

    private @Nullable Object threw(
            Frame self, int point, @Nullable Throwable raised, Throwable thrown, boolean isClosing) {
        if (isClosing && self.state == 0 && thrown instanceof GeneratorExit) {
            finish(self, null, thrown);
            return null;
        }
        if (thrown == raised && self.state <= 0 && !(thrown instanceof GeneratorExit)) {
            AwaitTrace.raised(thrown, self, point);
        }
        throw Sneaky.rethrow(leave(self, thrown));
    }

    // What run() does; numbers, since a switch over an enum reads a table, which the JIT compiler cannot see through.
    static final int FIRST = 0;
    private static final int CHAIN = 1;
    static final int ANY = 2;

    /**
     * Does a drive that nothing forbids. An Error of the JVM (no room on the stack, no memory) ends it wherever it is,
     * also between the end of one body and the resume of the next; but nothing stays RUNNING. What was lost by that is
     * noticed at the next drive: {@link LostOutcome}.
     */
    @Nullable
    Object run(int what, @Nullable Object value, @Nullable Throwable raised, @Nullable Throwable exit) {
        try {
            return switch (what) {
                case FIRST -> firstStep();
                case CHAIN -> driveChain(frame, value);
                default -> Chain.resumeLeaf(this, frame, value, raised, exit);
            };
        } catch (Error broken) { // as in driveAlone
            int state = frame.state;
            frame.end = null;
            if (stage == STARTING) {
                stage = CLOSED;
            } else if (state == Frame.RUNNING) {
                frame.state = 0;
            } else if (state < Frame.RUNNING) {
                frame.state = ~state;
            }
            throw broken;
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
            if (thrown instanceof Error broken) { // as in resumeLeaf
                if (leaf.state > 0) {
                    throw broken;
                }
                if (leaf.state == Frame.RUNNING) {
                    leaf.state = 0;
                }
            }
            Chain.refuseIfNotPaused(root, thrown);
            return Chain.carryOn(this, root, leaf, null, null, thrown, null);
        }
        if (leaf.state > 0 && leaf.awaiting == null) {
            root.state = point; // not ~state: a driver who was refused may have written that too
            if (leaf.state >= Frame.GUARDED) {
                watch();
            }
            Reference.reachabilityFence(this);
            return result;
        }
        return Chain.carryOn(this, root, leaf, null, result, null, null);
    }

    /**
     * The drives that are not a plain resume: the forbidden, those of a coroutine somebody else awaits, and the
     * recorded.
     */
    private @Nullable Object driveOther(@Nullable Object value) {
        LostOutcome.notice(this);
        if (isExhausted()) {
            return null;
        }
        requireDrivable();
        return SlowDrives.resume(this, "value", value, null, null);
    }

    private @Nullable Object start(boolean hasValue) {
        if (hasValue) {
            throw justStarted();
        }
        return frame.up == null ? run(FIRST, null, null, null) : SlowDrives.start(this);
    }

    private @Nullable Object firstStep() {
        Object result;
        try {
            result = frame.begin(this, 0);
        } catch (Throwable thrown) {
            Throwable out = Chain.forDriver(frame, thrown);
            AwaitTrace.leaves(null, out, frame);
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
     * @hidden
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
        LostOutcome.notice(this);
        requireDrivable();
        return exception instanceof GeneratorExit
                ? SlowDrives.resume(this, "exception", null, null, exception)
                : SlowDrives.resume(this, "exception", null, exception, null);
    }

    /** Whether it is paused, awaits nothing, and is not awaited. */
    private boolean isAlone() {
        return frame.state > 0 && frame.up == null && frame.awaiting == null;
    }

    /**
     * Closes it: see {@link dev.pausa.Coroutine#closeAndGet()}.
     *
     * @return what the body returned on the way out, or null
     * @hidden
     */
    protected final @Nullable Object driveClosing() {
        if (stage == CREATED || isAlone() && frame.state < Frame.GUARDED) { // no code of the body would run
            finish(frame, null, null);
        }
        LostOutcome.notice(this);
        if (stage == CLOSED) {
            return null;
        }
        Object result;
        if (isAlone()) {
            result = driveAlone(frame, null, Exits.of(frame), true);
        } else {
            requireDrivable();
            try {
                result = SlowDrives.resume(this, "close", null, null, Exits.make());
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
     * Returns what a drive yielded, or throws what its end is told by.
     *
     * @param outcome the drive's result
     * @return the same
     * @throws StopIteration if the body has returned, with what it returned
     * @hidden
     */
    protected final @Nullable Object yieldedOrStop(@Nullable Object outcome) {
        if (stage == CLOSED) {
            throw new StopIteration(outcome);
        }
        return outcome;
    }

    /**
     * Checks that a driver may resume or raise into it now.
     *
     * @throws CoroutineStateException if it is running or closed
     * @hidden
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

    /**
     * Returns what an await begins whose operand this is, not in state CREATED; or throws why it cannot (AW-002,
     * AW-004, AW-006).
     */
    Handle begunOperand() {
        if (isExecuting()) {
            throw Errors.of(this, Reason.ALREADY_EXECUTING);
        }
        LostOutcome.notice(this);
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

    /**
     * Why it cannot be resumed for its awaiter: it was finished or is being driven behind that one's back, or its
     * outcome was lost.
     */
    @Nullable
    Throwable whyNotResumable(Frame awaiter) {
        Throwable lost = LostOutcome.noticeAt(awaiter, this);
        if (lost != null) {
            return lost;
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
        AwaitTrace.leaves(null, out, root);
        return out;
    }

    /** Lets go of the frame: a closed coroutine keeps nothing of its body alive (CO-025, CO-026, CO-027). */
    void finish(Frame finished, @Nullable Object result, @Nullable Throwable thrown) {
        finished.state = 0;
        frame = finished.prototype();
        stage = CLOSED;
        dropHeld();
        if (observed() != 0) {
            Observed.closed(this);
        }
        finished.ended(this, result, thrown);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Whether it is being driven
    // -----------------------------------------------------------------------------------------------------------------

    boolean isExecuting() {
        return stage == STARTING || stage == FRAMED && (frame.state < 0 || isDrivenFromAbove(frame));
    }

    /** Returns whether a driver is in a chain that this frame is a part of. Writes nothing: other threads may look. */
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

    /** Returns whether an {@code up} link is up to date. */
    static boolean awaits(Frame above, Frame f) {
        Handle awaited = above.awaiting;
        return awaited != null && awaited.frame == f;
    }

    /** Returns the beginning of a description of it. */
    String describeShortly() {
        return Description.beginningOf(this) + " …>";
    }
}
