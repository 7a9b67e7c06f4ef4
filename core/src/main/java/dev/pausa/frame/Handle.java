package dev.pausa.frame;

import dev.pausa.CoroutineState;
import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.GeneratorExit;
import dev.pausa.StopIteration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The driver's end of a chain of frames: what every coroutine object is made of. It holds the body until the first step,
 * then the frame, and runs the drive loop. User code sees only the subclasses.
 */
public abstract class Handle {
    /** Made; {@link #body} is the body and {@link #frame} the prototype. */
    static final int CREATED = 0;
    /** In its first run, before its first pause; {@link #frame} is still the prototype. */
    static final int STARTING = 1;
    /** Has paused; {@link #frame} is its own, whose state says whether it is paused or running. */
    static final int FRAMED = 2;
    /** Finished or closed; {@link #frame} is the prototype again, so that nothing of the body is kept alive. */
    static final int CLOSED = 3;

    /** The body while CREATED, null afterwards; a {@link Named} around either once it has a name of its own. */
    private @Nullable Object body;

    /** See the stages. Written by the driving thread. */
    Frame frame;

    /** One of the stages above: CREATED to STARTING to FRAMED to CLOSED; any of them may go to CLOSED directly. */
    int stage;

    /** A body with the name its user gave it. */
    private record Named(String name, @Nullable Object body) {}

    /**
     * Makes an object for a body; weaves the body's class if this is its first use.
     *
     * @param body the body
     * @param name its name, or null for the default
     */
    protected Handle(Object body, @Nullable String name) {
        this.frame = Prototypes.of(Objects.requireNonNull(body, "body"));
        this.body = name == null ? body : new Named(name, body);
    }

    /** For an adapter: a frame without a body. */
    Handle(Frame frame) {
        this.frame = frame;
    }

    /**
     * Runs a body that has no suspension point, as it is.
     *
     * @param body the body
     * @return what it returned
     * @throws Throwable what it threw
     */
    protected abstract @Nullable Object runPlain(Object body) throws Throwable;

    Object takeBody() {
        Object taken = body;
        if (taken instanceof Named named) {
            body = new Named(named.name, null);
            taken = named.body;
        } else {
            body = null;
        }
        stage = STARTING;
        return Objects.requireNonNull(taken);
    }

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
     * Resumes with a value.
     *
     * @param value what the suspension point gives
     * @return the yielded value, or what the body returned if it {@linkplain #isClosed() is finished} now
     */
    protected final @Nullable Object drive(@Nullable Object value) {
        Frame self = frame;
        if (self.state <= 0 || self.up != null) {
            return driveOther(value);
        }
        if (self.awaiting != null) {
            return driveChain(self, value);
        }
        Object result;
        try {
            result = self.resume(value, null);
        } catch (Throwable thrown) {
            throw Sneaky.rethrow(leave(self, thrown));
        }
        if (self.state > 0 && self.awaiting == null) {
            return result;
        }
        return carryOn(self, self, self, result, null, null);
    }

    /** Resumes at the leaf, which is known in O(1) unless a part of the chain was driven from elsewhere. */
    private @Nullable Object driveChain(Frame root, @Nullable Object value) {
        Frame leaf = root.end;
        if (leaf == null || leaf.end != root || leaf.state <= 0 || leaf.awaiting != null) {
            return resumeLeaf(root, value, null, null);
        }
        int point = root.state;
        root.state = ~point;
        Object result;
        try {
            result = leaf.resume(value, null);
        } catch (Throwable thrown) {
            if (leaf.state > 0 && !(thrown instanceof Frame.NotPaused)) { // as in resumeLeaf
                root.state = ~root.state;
                throw Sneaky.rethrow(thrown);
            }
            refuseIfNotPaused(thrown);
            return carryOn(root, leaf, root, null, thrown, null);
        }
        if (leaf.state > 0 && leaf.awaiting == null) {
            root.state =
                    point; // not the complement of what is there: a driver who was refused may have written that too
            return result;
        }
        return carryOn(root, leaf, root, result, null, null);
    }

    /** The drives that are not a plain resume: the first, the forbidden, and that of a coroutine somebody else awaits. */
    private @Nullable Object driveOther(@Nullable Object value) {
        if (stage == CREATED) {
            if (value != null) {
                throw new IllegalArgumentException("can't send non-None value to a just-started coroutine");
            }
            return start();
        }
        requireDrivable();
        return resumeLeaf(frame, value, null, null);
    }

    private @Nullable Object start() {
        Object result;
        try {
            result = frame.begin(this, 0);
        } catch (Throwable thrown) {
            throw Sneaky.rethrow(thrown);
        }
        return stage == FRAMED && frame.awaiting != null ? carryOn(frame, frame, frame, result, null, null) : result;
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
            finish(frame);
            throw Sneaky.rethrow(exception instanceof StopIteration ? Frame.raisedStop(exception) : exception);
        }
        requireDrivable();
        return exception instanceof GeneratorExit
                ? resumeLeaf(frame, null, null, exception)
                : resumeLeaf(frame, null, exception, null);
    }

    /**
     * Closes it: see {@link dev.pausa.Coroutine#closeAndGet()}.
     *
     * @return what the body returned on the way out, or null
     */
    protected final @Nullable Object driveClosing() {
        if (stage == CREATED) {
            finish(frame);
        }
        if (stage == CLOSED) {
            return null;
        }
        requireDrivable();
        Object result;
        try {
            result = resumeLeaf(frame, null, null, new GeneratorExit());
        } catch (GeneratorExit closed) {
            return null;
        }
        if (stage != CLOSED) {
            throw new CoroutineStateException(Reason.IGNORED_EXIT);
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
            throw new CoroutineStateException(Reason.ALREADY_EXECUTING);
        }
        if (stage == CLOSED) {
            throw new CoroutineStateException(Reason.ALREADY_AWAITED);
        }
    }

    /** What an await says whose operand is this coroutine, not in state CREATED (AW-002, AW-004, AW-006). */
    CoroutineStateException cannotBeAwaited() {
        if (isExecuting()) {
            return new CoroutineStateException(Reason.ALREADY_EXECUTING);
        }
        return new CoroutineStateException(stage == CLOSED ? Reason.ALREADY_AWAITED : Reason.BEING_AWAITED);
    }

    // ------------------------------------------------------------------------------------------------------------------
    // The drive loop
    // ------------------------------------------------------------------------------------------------------------------

    /**
     * Resumes the chain under {@code root} at its leaf.
     *
     * @param exit if not null, the exception to close with: each frame below the root is closed first, innermost first,
     *     and the root gets this one (PEP 380; CO-095, CO-123)
     */
    private @Nullable Object resumeLeaf(
            Frame root, @Nullable Object value, @Nullable Throwable raised, @Nullable Throwable exit) {
        Frame leaf = root;
        for (Handle next = leaf.awaiting; next != null; next = leaf.awaiting) {
            CoroutineStateException broken = next.whyNotResumable();
            if (broken != null) {
                if (root.state < 0) { // another thread got into the chain first, by way of this root
                    throw new CoroutineStateException(Reason.ALREADY_EXECUTING);
                }
                leaf.awaiting = null;
                raised = broken.reason() == Reason.ALREADY_AWAITED && exit != null ? null : broken;
                break;
            }
            next.frame.up = leaf;
            leaf = next.frame;
        }
        leaf.end = root;
        if (exit != null && raised == null) {
            raised = leaf == root ? exit : new GeneratorExit();
        }
        if (leaf != root) {
            mark(root);
        }
        Frame level = exit == null ? root : leaf;
        Object result;
        try {
            result = leaf.resume(value, raised);
        } catch (Throwable thrown) {
            // Not entered, for the stack is full: the chain stays as it was. No call may stand before the mark is
            // undone.
            if (leaf.state > 0 && !(thrown instanceof Frame.NotPaused)) {
                if (leaf != root) {
                    root.state = ~root.state;
                }
                throw Sneaky.rethrow(thrown);
            }
            refuseIfNotPaused(thrown);
            return carryOn(root, leaf, level, null, thrown, exit);
        }
        return carryOn(root, leaf, level, result, null, exit);
    }

    /** Why an awaited coroutine cannot be resumed: it was finished or is being driven behind its awaiter's back. */
    private @Nullable CoroutineStateException whyNotResumable() {
        if (stage == CLOSED) {
            return new CoroutineStateException(Reason.ALREADY_AWAITED);
        }
        return stage == STARTING || frame.state < 0 ? new CoroutineStateException(Reason.ALREADY_EXECUTING) : null;
    }

    /** What comes out of a root that was resumed by itself and threw. */
    private Throwable leave(Frame root, Throwable thrown) {
        refuseIfNotPaused(thrown);
        if (root.state <= 0) { // else it was not entered, and is still paused
            finish(root);
        }
        return thrown;
    }

    /**
     * Carries the outcome of a resumed frame to where it belongs, until the chain pauses or the root is done. It never
     * recurses: a chain of any depth unwinds here.
     *
     * @param root the frame that the driver drives
     * @param f the frame that was just resumed
     * @param level while closing, the frame being closed; the root otherwise
     * @param result what the frame yielded or returned
     * @param thrown what it threw, or null
     * @param exit while closing, what the root gets
     * @return the value for the driver, or what the root returned
     */
    private @Nullable Object carryOn(
            Frame root,
            Frame f,
            Frame level,
            @Nullable Object result,
            @Nullable Throwable thrown,
            @Nullable Throwable exit) {
        for (; ; ) {
            Object value;
            Throwable raised;
            if (f.state > 0 && thrown == null) {
                Handle child = f.awaiting;
                if (child == null) {
                    if (level == root) {
                        return pause(root, f, result);
                    }
                    value = null;
                    raised = new CoroutineStateException(Reason.IGNORED_EXIT);
                    Frame above = Objects.requireNonNull(level.up);
                    level.up = level.end = null; // it goes on without its awaiter, and must not keep that alive
                    f = level = above;
                } else if (child.stage == FRAMED) {
                    child.frame.up = f;
                    f = child.frame;
                    continue;
                } else { // it was left to the loop
                    mark(root);
                    try {
                        result = child.frame.begin(child, 0);
                    } catch (Throwable t) {
                        thrown = t;
                    }
                    if (child.stage == FRAMED) {
                        child.frame.up = f;
                        f = child.frame;
                        continue;
                    }
                    value = result;
                    raised = thrown;
                }
            } else if (f == root) {
                finish(root);
                if (thrown != null) {
                    throw Sneaky.rethrow(thrown);
                }
                return result;
            } else {
                Frame above = Objects.requireNonNull(f.up);
                Objects.requireNonNull(above.awaiting).finish(f);
                if (f != level) {
                    value = result;
                    raised = thrown;
                } else {
                    level = above;
                    value = null;
                    raised = thrown != null && !f.isClosedBy(thrown)
                            ? thrown
                            : above == root ? exit : new GeneratorExit();
                }
                f = above;
            }
            f.awaiting = null;
            if (f == root) {
                unmark(root);
            } else {
                mark(root);
            }
            result = null;
            thrown = null;
            try {
                result = f.resume(value, raised);
            } catch (Throwable t) {
                refuseIfNotPaused(t);
                thrown = t;
            }
        }
    }

    /** Another thread got into the frame first. It owns the chain now, so nothing is touched. */
    private static void refuseIfNotPaused(Throwable thrown) {
        if (thrown instanceof Frame.NotPaused) {
            throw new CoroutineStateException(Reason.ALREADY_EXECUTING);
        }
    }

    private static @Nullable Object pause(Frame root, Frame leaf, @Nullable Object value) {
        unmark(root);
        root.end = leaf;
        leaf.end = root;
        return value;
    }

    /** Marks a root as running while a frame below it runs. */
    private static void mark(Frame root) {
        if (root.state > 0) {
            root.state = ~root.state;
        }
    }

    /** Ends the mark of a root whose chain was driven. */
    private static void unmark(Frame root) {
        if (root.state < Frame.RUNNING) {
            root.state = ~root.state;
        }
    }

    /** Lets go of the frame: a closed coroutine keeps nothing of its body alive (CO-025, CO-026, CO-027). */
    private void finish(Frame finished) {
        finished.state = 0;
        frame = finished.prototype();
        stage = CLOSED;
        if (body != null) {
            body = body instanceof Named named ? new Named(named.name, null) : null;
        }
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Looking
    // ------------------------------------------------------------------------------------------------------------------

    private boolean isExecuting() {
        return stage == STARTING || stage == FRAMED && (frame.state < 0 || isDrivenFromAbove(frame));
    }

    /** Tells whether a driver is in a chain that this frame is a part of; drops an {@code up} link that is out of date. */
    private static boolean isDrivenFromAbove(Frame f) {
        for (Frame above = f.up; above != null; above = f.up) {
            if (above.awaiting == null || above.awaiting.frame != f) {
                f.up = null;
                return false;
            }
            if (above.state < 0) {
                return true;
            }
            f = above;
        }
        return false;
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
        if (stage == CLOSED) {
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
        return stage == FRAMED && !isExecuting();
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
        return stage == CLOSED ? null : frame.table().location(pointOf(frame));
    }

    private static int pointOf(Frame f) {
        return f.state < Frame.RUNNING ? ~f.state : Math.max(f.state, 0);
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
     * Returns where it was made.
     *
     * @return an empty list: origin tracking is off
     */
    public List<StackTraceElement> origin() {
        return List.of();
    }

    /**
     * Returns its name.
     *
     * @return the name it was given, or the default
     */
    public String name() {
        return body instanceof Named named ? named.name : frame.table().name();
    }

    /**
     * Gives it a name.
     *
     * @param name the name
     */
    public void setName(String name) {
        body = new Named(Objects.requireNonNull(name, "name"), body instanceof Named named ? named.body : body);
    }

    /**
     * Returns a description for people.
     *
     * @param kind what Python calls this kind of object
     * @return such as {@code <coroutine object Orders.load at 1b2c3d, suspended at Orders.java:42>}
     */
    protected final String describe(String kind) {
        StringBuilder text =
                new StringBuilder("<").append(kind).append(" object ").append(name());
        text.append(" at ").append(Integer.toHexString(System.identityHashCode(this)));
        text.append(", ").append(state().name().toLowerCase(java.util.Locale.ROOT));
        StackTraceElement place = isSuspended() ? location() : null;
        if (place != null && place.getFileName() != null) {
            text.append(" at ").append(place.getFileName());
            if (place.getLineNumber() > 0) {
                text.append(':').append(place.getLineNumber());
            }
        }
        return text.append('>').toString();
    }
}
