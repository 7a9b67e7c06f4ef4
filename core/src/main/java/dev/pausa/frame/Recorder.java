package dev.pausa.frame;

import dev.pausa.jfr.Events;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Tells the flight recorder. Loaded when flight recording is first switched on; nothing else here knows the events. */
final class Recorder {
    private Recorder() {}

    private static final AtomicLong IDS = new AtomicLong();

    static void begin() {
        Events.register();
    }

    /** Has the drives and the end of an object noticed, too. Steps have no body; they are told of as drives of their generator. */
    static void made(Handle handle) {
        if (handle.frame instanceof StepFrame step) {
            step.up = step.generator.recorded() == 0 ? null : SlowDrives.RECORDED;
            return;
        }
        if (!Events.isWanted()) {
            return;
        }
        Extras extras = handle.extras();
        extras.setRecorded(IDS.incrementAndGet());
        handle.frame = new RecordedFrame(handle.frame);
        Events.created(extras.recorded(), handle.frame.kind().text(), handle.name(), handle.location());
    }

    /** Drives a recorded object; see {@link SlowDrives#resume}. It does, gives and throws the same as without a recorder. */
    static @Nullable Object drive(
            Handle driven, String with, @Nullable Object value, @Nullable Throwable given, @Nullable Throwable exit) {
        RecordedDrive drive = RecordedDrive.begin(driven, with, given != null ? given : exit);
        Object result;
        try {
            result =
                    driven.hasBegun() ? resume(driven, value, given, exit) : driven.run(Handle.FIRST, null, null, null);
        } catch (Throwable thrown) {
            arm(driven);
            if (drive != null) {
                drive.end(thrown);
            }
            throw thrown;
        }
        arm(driven);
        if (drive != null) {
            drive.end(null);
        }
        return result;
    }

    /** A value goes the way that it takes without a recorder, once there is no mark: that is O(1) at any depth. */
    private static @Nullable Object resume(
            Handle driven, @Nullable Object value, @Nullable Throwable given, @Nullable Throwable exit) {
        Frame root = driven.frame;
        if (SlowDrives.dropStale(root) && given == null && exit == null) {
            return driven.drive(value);
        }
        return driven.run(Handle.ANY, value, given, exit);
    }

    /** Has the next drive noticed. */
    private static void arm(Handle driven) {
        Frame frame = driven.frame;
        if (driven.stage == Handle.FRAMED && frame.up == null) {
            frame.up = SlowDrives.RECORDED;
        }
    }

    /** Called when an object that was recorded from its making on has ended; maybe twice. */
    static void closed(Handle handle, Extras extras) {
        Frame prototype = handle.frame;
        long id = extras.recorded();
        extras.setRecorded(0);
        if (id != 0) {
            Events.closed(id, prototype.kind().text(), handle.name(), prototype.location());
        }
    }

    static void leaked(Frame frame, Extras extras) {
        Events.leaked(extras.recorded(), frame.kind().text(), extras.nameOf(frame), frame.location());
    }

    static void neverAwaited(Frame frame, Extras extras) {
        Events.neverAwaited(extras.recorded(), frame.kind().text(), extras.nameOf(frame), frame.location());
    }

    /**
     * Stands in for the prototype until the body begins: a body that returns without a pause has no frame of its own, and does not
     * pass any other place where its end could be noticed without a cost for all others.
     */
    private static final class RecordedFrame extends Frame {
        private final Frame prototype;

        RecordedFrame(Frame prototype) {
            this.prototype = prototype;
            this.up = SlowDrives.RECORDED;
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
                    closed(self, self.extras());
                }
            }
        }

        @Override
        public Object resume(@Nullable Object value, @Nullable Throwable raised) {
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
        FrameTable table() {
            return prototype.table();
        }

        @Override
        Kind kind() {
            return prototype.kind();
        }
    }
}
