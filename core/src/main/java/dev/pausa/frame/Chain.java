package dev.pausa.frame;

import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.trace.Sneaky;
import dev.pausa.trace.Traces;
import dev.pausa.trace.Unwinding;
import java.lang.ref.Reference;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The drive loop: resumes a chain at its leaf and carries what comes out to where it belongs. How the frames of a chain
 * are linked is drawn in {@link Frame}.
 */
final class Chain {
    private Chain() {}

    // Here so that they are loaded in time.
    private static final Handle NO_ROOM = LostOutcome.ROOM;
    private static final Handle NO_MEMORY = LostOutcome.MEMORY;
    private static final Handle BROKEN = LostOutcome.MACHINE;

    /** What a frame awaits that has yielded to a step; the loop takes it away at once. */
    static final Handle YIELDED = new Adapter(AdapterFrame.FINISHED);

    static {
        YIELDED.stage = Handle.CLOSED;
    }

    /**
     * Loads what a drive may need first when it fails: a class whose initialiser finds no memory can never be used
     * again.
     */
    static void load() {
        Traces.isOn();
        Exits.make();
        Reason.ALREADY_EXECUTING.text();
    }

    /**
     * Resumes the chain under {@code root} at its leaf.
     *
     * @param driven the coroutine that the driver drives
     * @param root its frame
     * @param value what the leaf's suspension point gives
     * @param given what it throws, or null
     * @param exit if not null, the exception to close with: each frame below the root is closed first, innermost first,
     *     and the root gets this one (PEP 380; CO-095, CO-123)
     */
    static @Nullable Object resumeLeaf(
            Handle driven, Frame root, @Nullable Object value, @Nullable Throwable given, @Nullable Throwable exit) {
        Throwable raised = given;
        Frame leaf = lastOrdinary(driven, root, exit != null);
        if (leaf.awaiting != null) { // what comes next was driven, fetched or finished from elsewhere
            Entry entry = descend(driven, root, leaf, value, given, exit != null);
            leaf = entry.frame;
            if (entry.isFetched) {
                return pause(driven, root, leaf, entry.value);
            }
            value = entry.value;
            raised = entry.raised;
            if (exit == null && raised == null && isLeftToBegin(leaf.awaiting)) {
                return carryOn(driven, root, leaf, null, null, null, null);
            }
        }
        leaf.end = root;
        Frame top = root.closedAs();
        Frame closed = exit == null ? null : levelOf(leaf, root);
        if (exit != null && raised == null) {
            raised = closed == top ? exit : Exits.make();
        }
        if (leaf != root) {
            mark(root);
        }
        Frame level = closed == top ? null : closed;
        int point = leaf.state;
        Handle gone = leaf.awaiting; // what the await ends for, if it does
        Object result;
        leaf.awaiting = null;
        try {
            result = leaf.resume(value, raised);
        } catch (Throwable thrown) {
            if (thrown instanceof Error broken) {
                // the body's own, or the JVM's; no calls in here, there may be no room
                if (leaf.state > 0) { // not entered: it stays as it was
                    leaf.awaiting = gone;
                    throw broken;
                }
                if (leaf.state == Frame.RUNNING) {
                    leaf.state = 0;
                }
            }
            refuseIfNotPaused(root, thrown);
            if (thrown == given) {
                AwaitTrace.raised(thrown, leaf, point);
            }
            return carryOn(driven, root, leaf, level, null, thrown, exit);
        }
        return carryOn(driven, root, leaf, level, result, null, exit);
    }

    /**
     * Walks down from a root as far as there is nothing but paused parts that belong to its chain, and links them:
     * mostly to the leaf.
     */
    private static Frame lastOrdinary(Handle driven, Frame root, boolean isClosing) {
        Frame leaf = root;
        for (Handle next = leaf.awaiting; next != null && next.isOrdinaryBelow(leaf); next = leaf.awaiting) {
            if (!isClosing) {
                watchIfGuarded(driven, leaf);
            }
            next.frame.up = leaf;
            leaf = next.frame;
        }
        return leaf;
    }

    /**
     * Where a chain is resumed, and with what; if {@code isFetched}, it is not resumed, and the value is what it
     * yields.
     */
    private record Entry(
            Frame frame, @Nullable Object value, @Nullable Throwable raised, boolean isFetched) {}

    /**
     * Walks down from a paused frame to the leaf of its chain, and links what was driven, fetched or finished from
     * elsewhere.
     *
     * @param driven the coroutine that the driver drives
     * @param root the chain's root, or the part of it that was left to the loop
     * @param from where to begin
     * @param value what the leaf's suspension point gives
     * @param raised what it throws, or null
     * @param isClosing whether the chain is to be closed
     */
    private static Entry descend(
            Handle driven,
            Frame root,
            Frame from,
            @Nullable Object value,
            @Nullable Throwable raised,
            boolean isClosing) {
        Frame leaf = from;
        for (Handle next = leaf.awaiting; next != null; next = leaf.awaiting) {
            if (next.isExhausted()) {
                return new Entry(leaf, null, raised, false);
            }
            if (isLeftToBegin(next)) {
                if (value != null && raised == null && !isClosing) {
                    throw next.justStarted();
                }
                return new Entry(leaf, null, raised, false);
            }
            Throwable broken = next.whyNotResumable(leaf);
            if (broken != null) {
                if (root.state < 0) { // another thread got into the chain first, by way of this root
                    throw Errors.of(root.kind(), Reason.ALREADY_EXECUTING, root);
                }
                AwaitTrace.passes(null, broken, leaf);
                boolean isDone = next.stage == Handle.CLOSED && isClosing;
                return new Entry(leaf, value, isDone ? null : broken, false);
            }
            if (!isClosing) {
                watchIfGuarded(driven, leaf);
            }
            next.frame.up = leaf;
            leaf = next.frame;
            if (next.hasAhead()) {
                if (raised == null && !isClosing) {
                    return fetched(leaf, next, value);
                }
                next.takeAhead(); // raise and close drop it
            }
        }
        return new Entry(leaf, value, raised, false);
    }

    /** Whether it was left to the loop, by a drive that an Error ended before it came to that. */
    private static boolean isLeftToBegin(@Nullable Handle awaited) {
        return awaited != null && awaited.stage == Handle.CREATED;
    }

    /** A value that {@code hasNext()} fetched behind the back of the chain is what the chain yields next. */
    private static Entry fetched(Frame frame, Handle handle, @Nullable Object value) {
        if (value != null) {
            throw handle.cannotSend();
        }
        Entry entry = new Entry(frame, Fetched.value(Objects.requireNonNull(handle.held())), null, true);
        handle.takeAhead(); // nothing is taken before there is room for it
        return entry;
    }

    /**
     * Carries the outcome of a resumed frame to where it belongs, until the chain pauses or the root is done. It never
     * recurses: a chain of any depth unwinds here.
     *
     * @param driven the coroutine that the driver drives
     * @param root its frame
     * @param f the frame that was just resumed
     * @param level while the frames below the root are being closed, the one that is; null otherwise
     * @param result what the frame yielded or returned
     * @param thrown what it threw, or null
     * @param exit while closing, what the root gets
     * @return the value for the driver, or what the root returned
     */
    @SuppressWarnings("NullAway") // a step's frame stands above the generator's
    static @Nullable Object carryOn(
            Handle driven,
            Frame root,
            Frame f,
            @Nullable Frame level,
            @Nullable Object result,
            @Nullable Throwable thrown,
            @Nullable Throwable exit) {
        Unwinding trace = null; // that of the exception that goes up, once it has passed an await
        Frame due = null; // the frame whose await has an outcome that it has not been given yet
        try {
            for (; ; ) {
                Object value = result;
                Throwable raised = thrown;
                if (f.state > 0 && thrown == null) {
                    Handle child = f.awaiting;
                    if (child == null || child.stage == Handle.FRAMED && child.isBusy(f)) {
                        if (level == null) {
                            return pause(driven, root, f, result);
                        }
                        value = null;
                        raised = level.ignoredExit();
                        f = abandon(level);
                        level = levelAbove(f, root);
                        due = f;
                    } else if (child.stage == Handle.FRAMED) {
                        f = link(driven, f, child);
                        continue;
                    } else if (child == YIELDED) { // a step's end, not the generator's
                        f.awaiting = null;
                        if (f == root) { // closed without a step
                            return pause(driven, root, f, result);
                        }
                        due = f.up;
                        f.up = null;
                        level = f == level ? due : level;
                        f = due;
                    } else if (child.frame instanceof ResumptionFrame resumption) {
                        mark(root);
                        watchIfGuarded(driven, f);
                        resumption.join(child, f);
                        Entry entry = descend(driven, resumption, resumption, null, null, false);
                        f = entry.frame;
                        value = entry.value;
                        raised = entry.raised;
                        if (raised == null && isLeftToBegin(f.awaiting)) {
                            continue;
                        }
                    } else { // it was left to the loop
                        mark(root);
                        try {
                            value = child.frame.begin(child, 0);
                        } catch (Throwable t) {
                            raised = t;
                            if (child.stage == Handle.STARTING) { // there was no room to take note of its end
                                child.stage = Handle.CLOSED;
                            }
                        }
                        if (child.stage == Handle.FRAMED) {
                            f = link(driven, f, child);
                            result = value;
                            thrown = raised;
                            continue;
                        }
                        due = f;
                    }
                } else if (f == root) {
                    return end(driven, root, result, thrown, trace);
                } else {
                    Frame above = Objects.requireNonNull(f.up);
                    due = above;
                    Objects.requireNonNull(above.awaiting).finish(f, result, thrown);
                    if (f == level) {
                        level = levelAbove(above, root);
                        value = null;
                        raised = thrown == null || f.isClosedBy(thrown) ? exitFor(level, exit) : thrown;
                    }
                    f = above;
                }
                if (raised != null) {
                    trace = AwaitTrace.passes(trace, raised, f);
                }
                if (f == root) {
                    unmark(root);
                } else {
                    mark(root);
                }
                result = null;
                thrown = null;
                f.awaiting = null;
                try {
                    result = f.resume(value, raised);
                } catch (Throwable t) {
                    if (t instanceof Error broken) { // as in resumeLeaf
                        if (f.state > 0) { // not entered
                            throw broken;
                        }
                        if (f.state == Frame.RUNNING) {
                            f.state = 0;
                        }
                    }
                    refuseIfNotPaused(root, t);
                    thrown = t;
                }
                due = null;
            }
        } catch (Error broken) { // no calls in here
            if (due != null) {
                due.awaiting = broken instanceof StackOverflowError
                        ? NO_ROOM
                        : broken instanceof OutOfMemoryError ? NO_MEMORY : BROKEN;
            }
            throw broken;
        }
    }

    /** Makes what a paused frame awaits the next link of the chain. */
    private static Frame link(Handle driven, Frame awaiter, Handle child) {
        watchIfGuarded(driven, awaiter);
        child.frame.up = awaiter;
        return child.frame;
    }

    /** The root's body has ended. */
    private static @Nullable Object end(
            Handle driven, Frame root, @Nullable Object result, @Nullable Throwable thrown, @Nullable Unwinding trace) {
        driven.finish(root, result, thrown);
        if (thrown != null) {
            Throwable out = forDriver(root, thrown);
            AwaitTrace.leaves(trace, out, root);
            throw Sneaky.rethrow(out);
        }
        return result;
    }

    /** What is raised in the level that is closed next; the last one, the root's, gets the driver's own exit. */
    private static @Nullable Throwable exitFor(@Nullable Frame level, @Nullable Throwable exit) {
        return level == null ? exit : Exits.make();
    }

    /**
     * Returns the frame that is closed when an exit is raised in this one: itself, or the body that it is a part of.
     */
    private static Frame levelOf(Frame f, Frame root) {
        Frame level = f;
        while (level != root && level.isPart()) {
            level = Objects.requireNonNull(level.up);
        }
        return level;
    }

    /** Returns the level to close next, or null if that is the last one: the root's. */
    private static @Nullable Frame levelAbove(Frame awaiter, Frame root) {
        Frame level = levelOf(awaiter, root);
        return level == root.closedAs() ? null : level;
    }

    /**
     * Leaves a frame that ignored its exit where it is, paused and without its awaiter, which it must not keep alive;
     * returns that.
     */
    private static Frame abandon(Frame level) {
        Frame below = level.closedBy();
        Frame awaiter = Objects.requireNonNull(below.up);
        below.up = Observed.nobody();
        level.end = null;
        return awaiter;
    }

    /** Another thread got into the frame first. It owns the chain now, so nothing is touched. */
    static void refuseIfNotPaused(Frame root, Throwable thrown) {
        if (thrown instanceof Operands.NotPaused) {
            throw Errors.of(root.kind(), Reason.ALREADY_EXECUTING, root);
        }
    }

    /** Has the driven object closed if it is forgotten, should that run code of this paused frame. */
    private static void watchIfGuarded(Handle driven, Frame f) {
        if ((f.state < 0 ? ~f.state : f.state) >= Frame.GUARDED) {
            driven.watch();
        }
    }

    /** A driver gets no StopIteration that was thrown in a part of a body: it would be taken for the end. */
    static Throwable forDriver(Frame root, Throwable thrown) {
        return root.isPart() ? root.kind().leaving(thrown, null, root) : thrown;
    }

    private static @Nullable Object pause(Handle driven, Frame root, Frame leaf, @Nullable Object value) {
        unmark(root);
        root.end = leaf;
        leaf.end = root;
        if (leaf.state >= Frame.GUARDED) {
            driven.watch();
        }
        Reference.reachabilityFence(driven); // its frame must not be closed for being out of reach while it runs
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
}
