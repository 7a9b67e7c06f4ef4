package dev.pausa.frame;

import dev.pausa.CoroutineStateException;
import dev.pausa.CoroutineStateException.Reason;
import dev.pausa.GeneratorExit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The drive loop: resumes a chain at its leaf and carries what comes out to where it belongs. How the frames of a chain are linked is
 * drawn in {@link Frame}.
 */
final class Chain {
    private Chain() {}

    /**
     * Resumes the chain under {@code root} at its leaf.
     *
     * @param driven the coroutine that the driver drives
     * @param root its frame
     * @param value what the leaf's suspension point gives
     * @param raised what it throws, or null
     * @param exit if not null, the exception to close with: each frame below the root is closed first, innermost first,
     *     and the root gets this one (PEP 380; CO-095, CO-123)
     */
    static @Nullable Object resumeLeaf(
            Handle driven, Frame root, @Nullable Object value, @Nullable Throwable raised, @Nullable Throwable exit) {
        Frame leaf = root;
        for (Handle next = leaf.awaiting; next != null; next = leaf.awaiting) {
            if (next.isExhausted()) {
                leaf.awaiting = null;
                value = null;
                break;
            }
            CoroutineStateException broken = next.whyNotResumable(leaf);
            if (broken != null) {
                if (root.state < 0) { // another thread got into the chain first, by way of this root
                    throw root.kind().error(Reason.ALREADY_EXECUTING);
                }
                leaf.awaiting = null;
                raised = broken.reason() == Reason.ALREADY_AWAITED && exit != null ? null : broken;
                break;
            }
            next.frame.up = leaf;
            leaf = next.frame;
        }
        leaf.end = root;
        Frame top = root.closedAs();
        if (exit != null && raised == null) {
            raised = leaf == top ? exit : new GeneratorExit();
        }
        if (leaf != root) {
            mark(root);
        }
        Frame level = exit == null || leaf == top ? null : leaf;
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
            refuseIfNotPaused(root, thrown);
            return carryOn(driven, root, leaf, level, null, thrown, exit);
        }
        return carryOn(driven, root, leaf, level, result, null, exit);
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
    static @Nullable Object carryOn(
            Handle driven,
            Frame root,
            Frame f,
            @Nullable Frame level,
            @Nullable Object result,
            @Nullable Throwable thrown,
            @Nullable Throwable exit) {
        for (; ; ) {
            Object value;
            Throwable raised;
            if (f.state > 0 && thrown == null) {
                Handle child = f.awaiting;
                if (child == null) {
                    if (level == null) {
                        return pause(root, f, result);
                    }
                    value = null;
                    raised = level.ignoredExit();
                    f = abandon(level);
                    level = f == root.closedAs() ? null : f;
                } else if (child.stage == Handle.FRAMED) {
                    child.frame.up = f;
                    f = child.frame;
                    continue;
                } else if (child == AsyncGeneratorFrame.YIELDED) { // a step's end, not the generator's
                    Frame step = Objects.requireNonNull(f.up);
                    f.up = null;
                    f.awaiting = null;
                    value = result;
                    raised = null;
                    level = f == level ? step : level;
                    f = step;
                } else { // it was left to the loop
                    mark(root);
                    try {
                        result = child.frame.begin(child, 0);
                    } catch (Throwable t) {
                        thrown = t;
                    }
                    if (child.stage == Handle.FRAMED) {
                        child.frame.up = f;
                        f = child.frame;
                        continue;
                    }
                    value = result;
                    raised = thrown;
                }
            } else if (f == root) {
                driven.finish(root, result, thrown);
                if (thrown != null) {
                    throw Sneaky.rethrow(thrown);
                }
                return result;
            } else {
                Frame above = Objects.requireNonNull(f.up);
                Objects.requireNonNull(above.awaiting).finish(f, result, thrown);
                if (f != level) {
                    value = result;
                    raised = thrown;
                } else {
                    boolean isLast = above == root.closedAs();
                    level = isLast ? null : above;
                    value = null;
                    raised = thrown != null && !f.isClosedBy(thrown) ? thrown : isLast ? exit : new GeneratorExit();
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
                refuseIfNotPaused(root, t);
                thrown = t;
            }
        }
    }

    /** Leaves a frame that ignored its exit where it is, paused and without its awaiter, which it must not keep alive; returns that. */
    private static Frame abandon(Frame level) {
        Frame below = level.closedBy();
        Frame awaiter = Objects.requireNonNull(below.up);
        below.up = level.end = null;
        return awaiter;
    }

    /** Another thread got into the frame first. It owns the chain now, so nothing is touched. */
    static void refuseIfNotPaused(Frame root, Throwable thrown) {
        if (thrown instanceof Frame.NotPaused) {
            throw root.kind().error(Reason.ALREADY_EXECUTING);
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
}
