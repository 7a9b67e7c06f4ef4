package dev.pausa.diagnostics;

import dev.pausa.diagnostics.jfr.Events;
import dev.pausa.frame.Handle;
import dev.pausa.frame.Look;
import dev.pausa.frame.Observer.Drive;
import dev.pausa.frame.Observer.Subject;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Tells the flight recorder. Loaded when flight recording is first switched on; nothing else here knows the events. */
final class Recorder {
    private Recorder() {}

    private static final AtomicLong NUMBERS = new AtomicLong();

    static void begin() {
        Events.register();
    }

    /** Returns a number for an object that is made now; 0 if no recording wants to know of it. */
    static long number() {
        return Events.isWanted() ? NUMBERS.incrementAndGet() : 0;
    }

    static void created(Handle handle, long number) {
        Events.created(number, Look.kind(handle), Look.name(handle), Look.location(handle));
    }

    static @Nullable Drive driving(Handle driven, String with, @Nullable Throwable raised) {
        return RecordedDrive.begin(driven, with, raised);
    }

    static void closed(Subject subject) {
        Events.closed(subject.number(), subject.kind(), subject.name(), subject.place());
    }

    static void leaked(Subject subject) {
        Events.leaked(subject.number(), subject.kind(), subject.name(), subject.place());
    }

    static void neverAwaited(Subject subject) {
        Events.neverAwaited(subject.number(), subject.kind(), subject.name(), subject.place());
    }
}
