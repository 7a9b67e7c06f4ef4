package dev.pausa.frame;

import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.GeneratorExit;
import dev.pausa.trace.BodyCode;
import dev.pausa.trace.OneLine;
import dev.pausa.woven.Prototype;
import org.jspecify.annotations.Nullable;

/**
 * The state machine of one body: the object that a paused coroutine lives in. The weaver makes one subclass for each
 * body.
 *
 * <p>Of each woven subclass there is one <em>prototype</em>, which begins bodies and never pauses itself, and one
 * instance for each coroutine that has paused at least once. A body that returns without pausing needs no instance.
 *
 * <p>Woven code calls the protected methods on its own frames, and {@link dev.pausa.woven.Woven} for all else.
 */
public abstract class Frame extends Prototype {
    /*
     * Overview
     * ========
     *
     * A chain of awaits, R awaiting A awaiting L, is linked both ways while it is paused:
     *
     *      handle R        handle A        handle L
     *         |          ^    |          ^    |
     *       frame  awaiting frame   awaiting frame       awaiting: frame -> handle of what it awaits
     *         |----------+    |----------+    |
     *      frame R <--up-- frame A <--up-- frame L       up:       frame -> frame of its awaiter
     *         |                               |
     *         +------------- end -------------+          end:      root <-> leaf, both ways
     *
     * No frame points to its own handle, so that a handle nobody holds can be noticed while its frame still lives.
     *
     * `end` makes a resume O(1): root.end is the leaf, provided that leaf.end is this root. Whoever drives a part of
     * the chain behind the root's back begins by writing leaf.end, so the root notices and walks down once. An `up`
     * link counts only while the frame above really awaits this one (see Handle.isDrivenFromAbove); a stale one is
     * dropped at the next drive.
     *
     * All fields belong to the driving thread; a hand-over between threads needs a happens-before edge of the user's.
     * What is promised to threads that meet without one, and why no more, is in docs/design.md, "Threads".
     */

    /**
     * The point where the body is paused, or why it is not:
     * <pre>
     *   0          prototype, or finished
     *   k &gt; 0      paused at suspension point k; plus GUARDED where closing would run code of the body,
     *              and SHOWN where that code may see the exit
     *   -1         running its own code
     *   ~k &lt; -1    paused at point k, but driven: a coroutine that it awaits is running
     *
     *   0  -&gt; k      first pause                      (woven code)
     *   k  -&gt; -1     resumed                          (woven code)
     *   -1 -&gt; k      pauses                           (woven code)
     *   -1 -&gt; 0      returns or throws                (woven code)
     *   k  -&gt; ~k     its chain is resumed at the leaf (drive loop, root only)
     *   ~k -&gt; k      the chain paused, or came up here (drive loop)
     * </pre>
     */
    protected int state;

    /**
     * What this frame awaits; null at a bare suspend and whenever it is not paused. Set by woven code, cleared by the
     * loop.
     */
    protected @Nullable Handle awaiting;

    /** The frame that awaits this one; null for a root. Written by the drive loop. */
    @Nullable
    Frame up;

    /** In a root: the leaf where its chain paused last. In that leaf: the root. Written by the drive loop. */
    @Nullable
    Frame end;

    /** The value of {@link #state} while the body runs its own code. */
    protected static final int RUNNING = -1;

    /**
     * A bit of {@link #state}, when paused: a GeneratorExit raised here would run code. Above any number of points that
     * a method can have.
     */
    public static final int GUARDED = 1 << 16;

    /**
     * A bit of {@link #state} beside {@link #GUARDED}: code of the body may get hold of a GeneratorExit raised here,
     * and could add suppressed exceptions to it. Without it that code is {@code finally} blocks, which pass it on.
     */
    public static final int SHOWN = 1 << 17;

    /** The bits of a paused {@link #state} that are the number of its suspension point. */
    public static final int POINT = GUARDED - 1;

    /**
     * How many bodies may begin directly inside each other before one is left to the drive loop. It bounds the stack
     * that a deep chain of fresh coroutines needs, on the way down.
     */
    public static final int MAX_DEPTH = 100;

    /** For subclasses. */
    protected Frame() {}

    // -----------------------------------------------------------------------------------------------------------------
    // What each body defines
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Resumes this paused frame: its suspension point gives {@code value} or throws {@code raised}. Leaves
     * {@link #state} positive if the body paused again and 0 if it returned or threw. If it is still what it was and an
     * exception came out, the body was not entered (the stack is full).
     *
     * @param value the value
     * @param raised the exception, or null
     * @return the yielded value if it paused, what the body returned otherwise
     * @throws Throwable what the body threw
     */
    protected abstract @Nullable Object resume(@Nullable Object value, @Nullable Throwable raised) throws Throwable;

    /**
     * Returns the prototype of this frame's class.
     *
     * @return the prototype
     */
    protected abstract Frame prototype();

    /**
     * Returns the state table of this frame's class in text form, as {@link FrameTable#parse} reads it.
     *
     * @return the text
     */
    protected abstract String describe();

    /**
     * Returns the prototype for one body, if bodies of one class have several; this one otherwise.
     *
     * @param body the body
     * @param argument its argument, if it is one of the kind {@link Kind#BLOCK}
     * @return its prototype
     */
    protected Frame select(Object body, @Nullable Object argument) {
        return this;
    }

    /** Returns by what stacks show the body's code; null if it is no body. */
    @Nullable
    BodyCode code() {
        return BodyCode.ofFrame(getClass().getName());
    }

    /** Returns the state table of the body. */
    FrameTable table() {
        return FrameTable.of(this);
    }

    /** Returns where the body stands: its first line before the first pause; while it runs, where it paused last. */
    @Nullable
    StackTraceElement location() {
        return table().location(pointOf(state));
    }

    /** Returns the place of the suspension point of a state, as a stack trace of the frame class shows it. */
    @Nullable
    StackTraceElement placeOfCall(int state) {
        StackTraceElement place = table().location(pointOf(state));
        return place == null
                ? null
                : new StackTraceElement(
                        getClass().getName(), place.getMethodName(), place.getFileName(), place.getLineNumber());
    }

    static int pointOf(int state) {
        return (state < RUNNING ? ~state : Math.max(state, 0)) & POINT;
    }

    /** Returns the name for people. */
    String displayName() {
        return table().name();
    }

    /** Returns what a report says that an object with this prototype was never awaited. */
    String neverAwaited(Labels labels) {
        return "coroutine '" + OneLine.of(labels.nameOf(this)) + "'";
    }

    /** Returns what kind of body this is the frame of. */
    Kind kind() {
        return Kind.COROUTINE;
    }

    /** Returns whether this is a part of the body that awaits it, and no body by itself: see {@link BlockFrame}. */
    final boolean isPart() {
        return kind() == Kind.BLOCK;
    }

    /** Returns the frame that a driver's close is meant for when this one is the root. */
    Frame closedAs() {
        return this;
    }

    /** Returns the frame through which this one's awaiter closes it. */
    Frame closedBy() {
        return this;
    }

    /**
     * Told once when the body of {@code self} has ended, which holds nothing by then. Runs within the drive loop and
     * must not throw.
     */
    void ended(Handle self, @Nullable Object result, @Nullable Throwable thrown) {}

    /** Returns what is raised at the awaiter when this frame was closed and paused again. */
    CoroutineStateException ignoredExit() {
        return Errors.withWholeTrace(kind(), Reason.IGNORED_EXIT, this);
    }

    /** Returns what {@code awaiting()} shows to people for a frame that awaits {@code self}, whose frame this is. */
    Object shownAs(Handle self) {
        return self;
    }

    /** Returns whether this outcome of closing counts as closed: the exit came out again. */
    boolean isClosedBy(Throwable outcome) {
        return outcome instanceof GeneratorExit;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // For woven code: what a frame does to its own object. Protected methods of an object, not static ones, since the
    // JVM then lets no other class call them on this frame; and each checks that the object is its own.
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Marks an object as running and takes its body out of it; called on the prototype.
     *
     * @param self the object, in state CREATED
     * @return the body
     */
    protected final Object take(Handle self) {
        if (self.frame != this || self.stage != Handle.CREATED) {
            throw notOwn();
        }
        return self.takeBody();
    }

    /**
     * Becomes the frame of an object: of a coroutine, when it pauses for the first time.
     *
     * @param self the object, whose prototype is of this class
     */
    protected void attach(Handle self) {
        if (self.frame.getClass() != getClass()) {
            throw notOwn();
        }
        self.frame = this;
        self.stage = Handle.FRAMED;
    }

    /**
     * Returns the object that a method reference captured whose method this is the prototype for.
     *
     * @param body a body
     * @return the object; null if the body is another one
     */
    protected final @Nullable Object receiver(Object body) {
        boolean isMine = body instanceof ReferenceObject && Prototypes.of(kind(), body, null) == this;
        return isMine ? ((ReferenceObject) body).receiver() : null;
    }

    /**
     * Records that the body returned; called on the prototype.
     *
     * @param result what it returned
     * @param self the object; null if {@code frame} is there
     * @param frame the frame; null if the body never paused
     * @return the result
     */
    protected @Nullable Object returned(@Nullable Object result, @Nullable Handle self, @Nullable Frame frame) {
        end(self, frame);
        return result;
    }

    /**
     * Records that the body threw; called on the prototype.
     *
     * @param self the object; null if {@code frame} is there
     * @param frame the frame; null if the body never paused
     * @param thrown what it threw
     * @return what comes out: the same object, except that a {@link dev.pausa.StopIteration} becomes the cause of a
     *     RAISED_STOP error (PEP 479)
     */
    protected Throwable failed(@Nullable Handle self, @Nullable Frame frame, Throwable thrown) {
        end(self, frame);
        return Kind.COROUTINE.leaving(thrown, self, frame != null ? frame : this);
    }

    @SuppressWarnings("NullAway") // one of the two is there
    final void end(@Nullable Handle self, @Nullable Frame frame) {
        if (frame != null) {
            if (frame.getClass() != getClass()) {
                throw notOwn();
            }
            frame.state = 0;
        } else {
            if (self.frame != this) {
                throw notOwn();
            }
            self.stage = Handle.CLOSED;
        }
    }

    /** Nobody comes here but a class that was made to look like a woven one. */
    final IllegalArgumentException notOwn() {
        return new IllegalArgumentException(
                "not an object of the body that " + getClass().getName()
                        + " was woven from, or one that has begun: a frame acts for its own objects alone");
    }
}
