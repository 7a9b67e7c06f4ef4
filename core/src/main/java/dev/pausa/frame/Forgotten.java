package dev.pausa.frame;

import dev.pausa.AwaitIterator;
import dev.pausa.frame.AsyncStep.Mode;
import dev.pausa.frame.Observer.Subject;
import org.jspecify.annotations.Nullable;

/**
 * What happens to a coroutine object that nobody can reach: it is reported if it never began, and closed if it is
 * paused (FI rows).
 */
final class Forgotten {
    private Forgotten() {}

    /** Called by the thread that notices; anything that runs code of the application's is left to the closer. */
    static void found(Frame frame, Labels labels, boolean hasBegun) {
        if (!hasBegun) {
            Observer.present().later(() -> neverAwaited(frame, labels));
        } else {
            SharedPart.whenLetGo(frame, () -> letGo(frame, labels));
        }
    }

    private static void letGo(Frame frame, Labels labels) {
        if (frame.state > 0 && isGuarded(frame)) {
            Observer.present().later(labels.driver, () -> close(frame, labels));
        }
    }

    /** Returns whether closing would run any code, here or in what is awaited. */
    private static boolean isGuarded(Frame root) {
        Frame f = root;
        for (Handle next = f.awaiting; next != null && f.state < Frame.GUARDED; next = f.awaiting) {
            f = next.frame;
        }
        return f.state >= Frame.GUARDED;
    }

    private static void neverAwaited(Frame frame, Labels labels) {
        Observer.present().neverAwaited(subject(frame, labels), frame.neverAwaited(labels), labels.origin);
    }

    static Subject subject(Frame frame, Labels labels) {
        return new Subject(labels.observed, frame.kind().text(), labels.nameOf(frame), frame.location());
    }

    private static void close(Frame frame, Labels labels) {
        Observer.present().leaked(subject(frame, labels));
        Revived handle = new Revived(frame, labels);
        try {
            if (!isLeftToOthers(handle, labels.driver)) {
                handle.driveClosing();
            }
        } catch (Throwable thrown) {
            ignored(handle, thrown);
        }
    }

    private static void ignored(Revived handle, Throwable thrown) {
        Observer.present().unraisable("Exception ignored while closing generator " + handle.description, thrown);
    }

    /**
     * An asynchronous generator may await on its way out, and nobody is there to drive it, unless the one who drove it
     * before or the application took this upon itself (AG-054, AG-056, AG-074). Not one that was left in the middle of
     * a step, for which no other step can begin (AG-066); but that step may be one of what reads from it, which was
     * forgotten with it and is just being closed by the same driver: then it is looked at again when its turn has come.
     */
    private static boolean isLeftToOthers(Revived handle, @Nullable Object driver) {
        if (!(handle.frame instanceof AsyncGeneratorFrame body)) {
            return false;
        }
        if (body.isStepping) {
            return driver != null && Observer.present().offer(driver, () -> () -> closing(handle, body));
        }
        return Observer.present().offer(driver, () -> AsyncStep.of(handle, Mode.ACLOSE, null, null));
    }

    private static AwaitIterator<Void> closing(Revived handle, AsyncGeneratorFrame body) {
        if (!body.isStepping) {
            return AsyncStep.of(handle, Mode.ACLOSE, null, null);
        }
        try {
            handle.driveClosing();
        } catch (Throwable thrown) {
            ignored(handle, thrown);
        }
        return CLOSED;
    }

    @SuppressWarnings("NullAway") // the one value of its type
    private static final AwaitIterator<Void> CLOSED = new AwaitIterator.Ended<>(null);

    /** A handle in the place of the one that is gone. */
    static final class Revived extends Handle {
        final String description;

        Revived(Frame frame, Labels labels) {
            super(frame);
            stage = FRAMED;
            Look.setName(this, labels.nameOf(frame));
            if (labels.observed != 0) {
                extras().observe(labels.observed);
                Observed.mark(this);
            }
            description = Look.describe(this);
        }

        /** One that ignored its exit is not closed a second time, as in Python (PEP 442). */
        @Override
        void watch() {}
    }
}
