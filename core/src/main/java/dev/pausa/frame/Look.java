package dev.pausa.frame;

import dev.pausa.CoroutineObject.Local;
import dev.pausa.CoroutineState;
import dev.pausa.trace.BodyCode;
import dev.pausa.trace.Callers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Looking at coroutine objects: the machine's door for all who read. Nothing here runs, resumes or closes one, and
 * nothing is written, so that other threads may look as well; what they see is a guess.
 */
public final class Look {
    private Look() {}

    /**
     * Returns where an object is in its life.
     *
     * @param handle the object
     * @return the state
     */
    public static CoroutineState state(Handle handle) {
        if (handle.stage == Handle.CREATED) {
            return CoroutineState.CREATED;
        }
        if (handle.stage == Handle.CLOSED || LostOutcome.isEndOf(handle)) {
            return CoroutineState.CLOSED;
        }
        return isRunning(handle) ? CoroutineState.RUNNING : CoroutineState.SUSPENDED;
    }

    /**
     * Returns whether an object is being driven.
     *
     * @param handle the object
     * @return true in state RUNNING
     */
    public static boolean isRunning(Handle handle) {
        return handle.isExecuting();
    }

    /**
     * Returns whether an object is paused.
     *
     * @param handle the object
     * @return true in state SUSPENDED
     */
    public static boolean isSuspended(Handle handle) {
        return handle.stage == Handle.FRAMED && !handle.isExecuting() && !LostOutcome.isEndOf(handle);
    }

    /**
     * Returns whether a step of an asynchronous generator is under way.
     *
     * @param generator the generator
     * @return true from the beginning of a step to its end, also while the generator is paused at an await
     */
    public static boolean isInStep(Handle generator) {
        return generator.stage == Handle.STARTING
                || generator.stage == Handle.FRAMED && ((AsyncGeneratorFrame) generator.frame).isStepping;
    }

    /**
     * Returns what an object waits for.
     *
     * @param handle the object
     * @return a coroutine object, iterator or stage, or null
     */
    public static @Nullable Object awaiting(Handle handle) {
        if (!isSuspended(handle) || handle.frame.awaiting == null) {
            return null;
        }
        return handle.frame.awaiting.frame.shownAs(handle.frame.awaiting);
    }

    /**
     * Returns where a body stands.
     *
     * @param handle the body's object
     * @return the place, or null when closed
     */
    public static @Nullable StackTraceElement location(Handle handle) {
        return handle.stage == Handle.CLOSED ? null : handle.frame.location();
    }

    /**
     * Returns the places of an await chain, leaf first.
     *
     * @param root the object to begin at
     * @return a new unmodifiable list
     */
    public static List<StackTraceElement> trace(Handle root) {
        List<StackTraceElement> places = new ArrayList<>();
        Handle last = root;
        for (Handle h = root; h != null && h.stage != Handle.CLOSED; h = h.frame.awaiting) {
            StackTraceElement place = location(h);
            if (place != null) {
                places.add(place);
            }
            last = h;
        }
        Collections.reverse(places);
        places.addAll(0, begunInside(last));
        return Collections.unmodifiableList(places);
    }

    /**
     * The bodies that have begun directly inside this one, and have not paused yet: nothing links them, but they are on
     * the stack.
     */
    private static List<StackTraceElement> begunInside(Handle handle) {
        boolean isInItsCode =
                handle.stage == Handle.STARTING || handle.stage == Handle.FRAMED && handle.frame.state == Frame.RUNNING;
        return isInItsCode ? Callers.bodiesInside(handle.frame.getClass().getName()) : List.of();
    }

    /**
     * Returns the live variables of a paused body.
     *
     * @param handle the body's object
     * @return a new list
     */
    public static List<Local> inspect(Handle handle) {
        return isSuspended(handle) ? Inspection.of(handle.frame) : List.of();
    }

    /**
     * Returns where an object was made.
     *
     * @param handle the object
     * @return the innermost calls; empty unless origin tracking was on
     */
    public static List<StackTraceElement> origin(Handle handle) {
        return handle.held instanceof Extras extras ? extras.origin() : List.of();
    }

    /**
     * Returns an object's name.
     *
     * @param handle the object
     * @return the name it was given, or the default
     */
    public static String name(Handle handle) {
        return handle.held instanceof Extras extras ? extras.nameOf(handle.frame) : handle.frame.displayName();
    }

    /**
     * Gives an object a name.
     *
     * @param handle the object
     * @param name the name
     */
    public static void setName(Handle handle, String name) {
        handle.extras().setName(Objects.requireNonNull(name, "name"));
    }

    /**
     * Returns what errors call an object of this kind.
     *
     * @param handle the object
     * @return such as {@code async generator}
     */
    public static String kind(Handle handle) {
        return handle.frame.kind().text();
    }

    /**
     * Returns a description for people.
     *
     * @param handle the object
     * @return such as {@code <coroutine object Orders.load at 1b2c3d, suspended at Orders.java:42>}
     */
    public static String describe(Handle handle) {
        return Description.of(handle);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // For the flight recorder
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Returns whose drive it is: that of a step is its generator's.
     *
     * @param driven what is driven
     * @return the object whose body runs
     */
    public static Handle ownerOf(Handle driven) {
        return Observed.ownerOf(driven);
    }

    /**
     * Returns the number by which an object is observed.
     *
     * @param handle the object
     * @return the number, or 0
     */
    public static long observedAs(Handle handle) {
        return handle.observed();
    }

    /**
     * A place in a body.
     *
     * @param body the body's name
     * @param place the place
     */
    public record Place(String body, @Nullable StackTraceElement place) {}

    /**
     * Returns where the chain of an object is paused: in its leaf, or in what awaits that if it is no body, such as a
     * stage.
     *
     * @param driven the object
     * @param owner whose drive it is, as {@link #ownerOf} gave it before: an ended step does not know
     * @return the place in the innermost body; in the object's own if it has not begun or has ended
     */
    public static Place innermost(Handle driven, Handle owner) {
        if (driven.stage != Handle.FRAMED) {
            return new Place(name(owner), location(owner));
        }
        Frame root = driven.frame;
        Frame f = leafOf(root);
        while (f != null && f != root && f.location() == null) {
            f = f.up;
        }
        if (f == null || f == root) {
            return new Place(name(owner), location(owner));
        }
        Handle handle = f.up == null ? null : f.up.awaiting;
        return new Place(handle == null ? f.displayName() : name(handle), f.location());
    }

    /** In O(1) unless a part of the chain was driven from elsewhere, as a resume. */
    private static @Nullable Frame leafOf(Frame root) {
        Frame leaf = root.end;
        boolean isKnown = leaf != null && leaf.end == root && leaf.state > 0 && leaf.awaiting == null;
        return isKnown ? leaf : Errors.leafOf(root);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // For dumps
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Returns whether an object is one that its makers know: a coroutine, a generator or a step, not an adapter of the
     * machine's.
     *
     * @param handle the object
     * @return false for what a body awaits that is no coroutine object
     */
    public static boolean isObject(Handle handle) {
        return !(handle instanceof Adapter);
    }

    /**
     * Returns whether an object has ended.
     *
     * @param handle the object
     * @return true in state CLOSED
     */
    public static boolean isClosed(Handle handle) {
        return handle.stage == Handle.CLOSED;
    }

    /**
     * What was read of one object at one moment, each field once: it stays as it is, however the object changes
     * meanwhile.
     */
    public static final class Glimpse {
        private final Handle handle;
        private final Frame frame;
        private final byte stage;
        private final int state;
        private final @Nullable Handle next;

        private Glimpse(Handle handle) {
            this.handle = handle;
            this.stage = handle.stage;
            this.frame = handle.frame;
            this.state = frame.state;
            this.next = awaitedBy(frame, stage);
        }

        private static @Nullable Handle awaitedBy(Frame frame, byte stage) {
            if (stage == Handle.STARTING && frame instanceof StepFrame step) {
                return step.generator;
            }
            Handle next = stage == Handle.FRAMED ? frame.awaiting : null;
            while (next != null && next.frame instanceof ResumptionFrame resumption) {
                next = resumption.operand;
            }
            return next == null || next.stage == Handle.CLOSED ? null : next;
        }

        /**
         * Returns what the object awaited.
         *
         * @return another object, or null
         */
        public @Nullable Handle next() {
            return next;
        }

        /**
         * Returns whether nothing of the body had run.
         *
         * @return true in state CREATED
         */
        public boolean isCreated() {
            return stage == Handle.CREATED;
        }

        /**
         * Returns whether the object itself was being driven.
         *
         * @return false if it was paused, or not begun; also if it was running only since something above it was driven
         */
        public boolean isDriven() {
            return stage == Handle.STARTING || state < 0;
        }

        /**
         * Returns where the body stood.
         *
         * @return the place, or null if it was no body
         */
        public @Nullable StackTraceElement place() {
            return frame.table().location(Frame.pointOf(state));
        }

        /**
         * Returns by what stacks show the body's code.
         *
         * @return the code, or null if it was no body
         */
        public @Nullable BodyCode code() {
            return frame.code();
        }

        /**
         * Returns whether variables were live that {@link #locals} does not have, since the class was compiled without
         * their names.
         *
         * @return true if some are missing
         */
        public boolean hasUnnamedLocals() {
            return frame.table().hasUnnamed(Frame.pointOf(state));
        }

        /**
         * Returns what a dump calls the object's kind.
         *
         * @return such as {@code coroutine}, {@code step} or {@code stage}
         */
        public String kind() {
            if (frame instanceof AwaitIteratorFrame foreign) {
                return foreign.shown() instanceof CompletionStage<?> ? "stage" : "iterator";
            }
            return handle instanceof AsyncStep ? "step" : frame.kind().text();
        }

        /**
         * Returns the stage or the iterator that a body awaited.
         *
         * @return the object that is no coroutine object, or null
         */
        public @Nullable Object foreign() {
            return frame instanceof AwaitIteratorFrame foreign ? foreign.shown() : null;
        }

        /**
         * Returns the object's name.
         *
         * @return of a step, the method that made it and its generator's name
         */
        public String name() {
            return frame instanceof StepFrame step
                    ? step.method() + " of " + Look.name(step.generator)
                    : Look.name(handle);
        }

        /**
         * Reads the variables that were live; they may be those of a later pause.
         *
         * @return a new list
         * @throws IllegalStateException if the module that declares the body does not open its package any more
         */
        public List<Local> locals() {
            return Inspection.of(frame);
        }
    }

    /**
     * Reads all of an object that a dump shows.
     *
     * @param handle the object
     * @return what was read
     */
    public static Glimpse glimpse(Handle handle) {
        return new Glimpse(handle);
    }
}
