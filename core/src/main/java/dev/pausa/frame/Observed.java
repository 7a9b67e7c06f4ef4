package dev.pausa.frame;

import dev.pausa.frame.Observer.Drive;
import dev.pausa.frame.Observer.Subject;
import org.jspecify.annotations.Nullable;

/**
 * Objects whose drives and end the {@link Observer} is told of. Such an object is not told apart from others where it
 * is resumed; that would be a test for all. Instead, its frame has {@link #MARK} in the place of an awaiter while it
 * has none, which sends the drive to {@link SlowDrives}: it looks as if somebody awaited it.
 */
final class Observed {
    private Observed() {}

    /** An awaiter that awaits nothing. */
    static final Frame MARK = new AdapterFrame.NeverRun();

    /** Whether any object was ever observed. */
    private static boolean hasBegun;

    /**
     * What {@code up} is in a frame whose awaiter has left it. Whether the frame is an observed object's is seen at its
     * next drive.
     */
    static @Nullable Frame nobody() {
        return hasBegun ? MARK : null;
    }

    /** Has the drives and the end of an object told. */
    static void begin(Handle handle, long number) {
        hasBegun = true;
        handle.extras().observe(number);
        handle.frame = new StandIn(handle.frame);
    }

    /**
     * Has the drives of a step told if its generator is observed: a step has no body, and its drive is its generator's.
     */
    static void begin(StepFrame step) {
        if (hasBegun) {
            step.up = step.generator.observed() == 0 ? null : MARK;
        }
    }

    static boolean is(Handle driven) {
        return hasBegun && ownerOf(driven).observed() != 0;
    }

    /** Whose drive it is: a step is its generator's. */
    static Handle ownerOf(Handle driven) {
        return driven.frame instanceof StepFrame step ? step.generator : driven;
    }

    /**
     * Drives an observed object; see {@link SlowDrives#resume}. It does, gives and throws the same as without an
     * observer.
     */
    static @Nullable Object drive(
            Handle driven, String with, @Nullable Object value, @Nullable Throwable given, @Nullable Throwable exit) {
        Drive told = Observer.present().driving(driven, with, given != null ? given : exit);
        Object result;
        try {
            result =
                    driven.hasBegun() ? resume(driven, value, given, exit) : driven.run(Handle.FIRST, null, null, null);
        } catch (Throwable thrown) {
            end(driven, told, thrown);
            throw thrown;
        }
        end(driven, told, null);
        return result;
    }

    /** A value goes the way that it takes without an observer, once there is no mark: that is O(1) at any depth. */
    private static @Nullable Object resume(
            Handle driven, @Nullable Object value, @Nullable Throwable given, @Nullable Throwable exit) {
        if (SlowDrives.dropStale(driven.frame) && given == null && exit == null) {
            return driven.drive(value);
        }
        return driven.run(Handle.ANY, value, given, exit);
    }

    private static void end(Handle driven, @Nullable Drive told, @Nullable Throwable thrown) {
        mark(driven);
        if (told != null) {
            told.ended(thrown);
        }
    }

    /** Has the next drive noticed. */
    static void mark(Handle driven) {
        Frame frame = driven.frame;
        if (driven.stage == Handle.FRAMED && frame.up == null) {
            frame.up = MARK;
        }
    }

    /** Called when an observed object has ended; maybe twice. */
    static void closed(Handle handle) {
        Extras extras = handle.extras();
        long number = extras.observed();
        extras.observe(0);
        if (number != 0) {
            Frame prototype = handle.frame;
            Observer.present()
                    .closed(new Subject(number, prototype.kind().text(), Look.name(handle), prototype.location()));
        }
    }

    /**
     * Stands in for the prototype until the body begins: a body that returns without a pause has no frame of its own,
     * and does not pass any other place where its end could be noticed without a cost for all others.
     */
    private static final class StandIn extends Frame {
        private final Frame prototype;

        StandIn(Frame prototype) {
            this.prototype = prototype;
            this.up = MARK;
        }

        @Override
        public @Nullable Object begin(Handle self, int depth) throws Throwable {
            self.frame = prototype;
            try {
                return prototype.begin(self, depth);
            } finally {
                if (self.stage == Handle.CREATED) { // it was left to the drive loop
                    self.frame = this;
                } else if (self.stage == Handle.CLOSED) {
                    closed(self);
                }
            }
        }

        @Override
        protected Object resume(@Nullable Object value, @Nullable Throwable raised) {
            throw new AssertionError("never pauses");
        }

        @Override
        protected Frame prototype() {
            return prototype;
        }

        @Override
        protected String describe() {
            return prototype.describe();
        }

        @Override
        void ended(Handle self, @Nullable Object result, @Nullable Throwable thrown) {
            prototype.ended(self, result, thrown);
        }

        @Override
        FrameTable table() {
            return prototype.table();
        }

        @Override
        Kind kind() {
            return prototype.kind();
        }
    }
}
