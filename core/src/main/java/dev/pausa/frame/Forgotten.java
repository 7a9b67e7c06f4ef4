package dev.pausa.frame;

import dev.pausa.frame.AsyncStep.Mode;
import org.jspecify.annotations.Nullable;

/** What happens to a coroutine object that nobody can reach: it is reported if it never began, and closed if it is paused (FI rows). */
final class Forgotten {
    private Forgotten() {}

    /** Called by the JVM's finalizer; anything that runs code of the application's is left to the closer. */
    static void found(Frame frame, Extras extras, boolean hasBegun) {
        if (!hasBegun) {
            Tracking.later(() -> neverAwaited(frame, extras));
        } else if (frame.state > 0 && isGuarded(frame)) {
            Tracking.later(() -> close(frame, extras));
        }
    }

    /** Whether closing would run any code, here or in what is awaited. */
    private static boolean isGuarded(Frame root) {
        for (Frame f = root; ; f = f.awaiting.frame) {
            if (f.state >= Frame.GUARDED) {
                return true;
            }
            if (f.awaiting == null) {
                return false;
            }
        }
    }

    private static void neverAwaited(Frame frame, Extras extras) {
        if (Tracking.isRecording()) {
            Recorder.neverAwaited(frame, extras);
        }
        Tracking.neverAwaited(frame.neverAwaited(extras), extras.origin());
    }

    private static void close(Frame frame, Extras extras) {
        if (Tracking.isRecording()) {
            Recorder.leaked(frame, extras);
        }
        Revived handle = new Revived(frame, extras);
        try {
            if (!isLeftToTheApplication(handle)) {
                handle.driveClosing();
            }
        } catch (Throwable thrown) {
            Tracking.unraisable("Exception ignored while closing generator " + handle.description, thrown);
        }
    }

    /**
     * An asynchronous generator may await on its way out, and nobody is there to drive it, unless the application took this upon itself
     * (AG-054, AG-056, AG-074). Not one that was left in the middle of a step, for which no other step can begin (AG-066).
     */
    private static boolean isLeftToTheApplication(Revived handle) {
        return handle.frame instanceof AsyncGeneratorFrame body
                && !body.isStepping
                && Tracking.offer(() -> AsyncStep.of(handle, Mode.ACLOSE, null, null));
    }

    /** A handle in the place of the one that is gone. */
    private static final class Revived extends Handle {
        final String description;

        Revived(Frame frame, Extras extras) {
            super(frame);
            stage = FRAMED;
            setName(extras.nameOf(frame));
            extras().setRecorded(extras.recorded());
            if (extras.recorded() != 0 && frame.up == null) {
                frame.up = SlowDrives.RECORDED;
            }
            description = describe();
        }

        /** One that ignored its exit is not closed a second time, as in Python (PEP 442). */
        @Override
        void watch() {}

        @Override
        protected @Nullable Object runPlain(Kind kind, Object body, @Nullable Object argument) {
            throw new AssertionError("it has begun");
        }
    }
}
