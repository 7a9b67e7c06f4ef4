package dev.pausa.diagnostics;

import dev.pausa.GeneratorExit;
import dev.pausa.StopAsyncIteration;
import dev.pausa.diagnostics.jfr.Events;
import dev.pausa.diagnostics.jfr.ResumedEvent;
import dev.pausa.frame.Handle;
import dev.pausa.frame.Look;
import dev.pausa.frame.Observer.Drive;
import org.jspecify.annotations.Nullable;

/**
 * One drive of a recorded object, from the resume to the pause or the end. Whatever fails in here, the drive goes on
 * without its event.
 */
final class RecordedDrive implements Drive {
    private final ResumedEvent event;
    private final Handle driven;
    private final Handle owner;
    private final boolean isClosing;
    private final long object;
    private final @Nullable StackTraceElement place;

    private RecordedDrive(ResumedEvent event, Handle driven, String with, @Nullable Throwable raised) {
        this.event = event;
        this.driven = driven;
        this.owner = Look.ownerOf(driven);
        this.isClosing = with.equals("close");
        this.object = Look.observedAs(owner);
        this.place = Look.location(owner);
        event.resumed(
                with, isClosing ? null : raised, Look.innermost(driven, owner).place());
        event.begin();
    }

    /**
     * Begins.
     *
     * @param driven the object
     * @param with start, value, exception or close
     * @param raised what is raised in, or null
     * @return null if no recording wants the event
     */
    static @Nullable RecordedDrive begin(Handle driven, String with, @Nullable Throwable raised) {
        try {
            ResumedEvent event = Events.resuming();
            return event == null ? null : new RecordedDrive(event, driven, with, raised);
        } catch (Throwable full) {
            return null;
        }
    }

    @Override
    public void ended(@Nullable Throwable thrown) {
        try {
            event.end();
            if (event.shouldCommit()) {
                tellOutcome(thrown);
                event.write(object, Look.kind(owner), Look.name(owner), place);
            }
        } catch (Throwable full) {
            // the drive has its outcome
        }
    }

    private void tellOutcome(@Nullable Throwable thrown) {
        if (thrown != null) {
            boolean isEndOfStep = owner != driven && thrown instanceof StopAsyncIteration;
            boolean isClosed = isClosing && thrown instanceof GeneratorExit;
            event.ended(
                    isEndOfStep ? "returned" : isClosed ? "closed" : "threw", isEndOfStep || isClosed ? null : thrown);
        } else if (Look.isClosed(owner)) {
            event.ended("returned", null);
        } else {
            Look.Place pause = Look.innermost(driven, owner);
            event.paused(pause.body(), pause.place());
        }
    }
}
