package dev.pausa.frame;

import dev.pausa.GeneratorExit;
import dev.pausa.StopAsyncIteration;
import dev.pausa.jfr.Events;
import dev.pausa.jfr.ResumedEvent;
import org.jspecify.annotations.Nullable;

/** One drive of a recorded object, from the resume to the pause or the end. Whatever fails in here, the drive goes on without its event. */
final class RecordedDrive {
    private final ResumedEvent event;
    private final Handle driven;
    private final Handle owner;
    private final boolean isClosing;
    private final long object;
    private final @Nullable StackTraceElement place;

    private RecordedDrive(ResumedEvent event, Handle driven, String with, @Nullable Throwable raised) {
        this.event = event;
        this.driven = driven;
        this.owner = SlowDrives.ownerOf(driven);
        this.isClosing = with.equals("close");
        this.object = owner.recorded();
        this.place = owner.location();
        event.resumed(with, isClosing ? null : raised, driven.hasBegun() ? innermost().place : place);
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

    /** Ends, with what came out if it threw. */
    void end(@Nullable Throwable thrown) {
        try {
            event.end();
            if (event.shouldCommit()) {
                tellOutcome(thrown);
                event.write(object, owner.frame.kind().text(), owner.name(), place);
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
        } else if (owner.isClosed()) {
            event.ended("returned", null);
        } else {
            Place pause = innermost();
            event.paused(pause.body, pause.place);
        }
    }

    /** A place in a body. */
    private record Place(String body, @Nullable StackTraceElement place) {}

    /** Where the chain of the driven object is paused: in its leaf, or in what awaits that if it is no body, such as a stage. */
    private Place innermost() {
        if (driven.stage != Handle.FRAMED) {
            return new Place(owner.name(), owner.location());
        }
        Frame root = driven.frame;
        Frame f = leafOf(root);
        while (f != null && f != root && f.location() == null) {
            f = f.up;
        }
        if (f == null || f == root) {
            return new Place(owner.name(), owner.location());
        }
        Handle handle = f.up == null ? null : f.up.awaiting;
        return new Place(handle == null ? f.displayName() : handle.name(), f.location());
    }

    /** In O(1) unless a part of the chain was driven from elsewhere, as a resume. */
    private static @Nullable Frame leafOf(Frame root) {
        Frame leaf = root.end;
        boolean isKnown = leaf != null && leaf.end == root && leaf.state > 0 && leaf.awaiting == null;
        return isKnown ? leaf : Errors.leafOf(root);
    }
}
