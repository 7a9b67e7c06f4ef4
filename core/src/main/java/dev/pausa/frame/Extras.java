package dev.pausa.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What few coroutine objects have: a name of their own, an origin, a lifeline. It takes the place of what the object holds, and holds that. */
final class Extras {
    /** See {@link Handle#keep}. */
    @Nullable
    Object held;

    @Nullable
    String name;

    /** Where the object was made; empty unless origin tracking is on. */
    List<StackTraceElement> origin = List.of();

    /** The number by which the flight recorder knows the object; 0 if it does not, or is through with it. */
    long recorded;

    /** The frame of an object that is closed when nobody can reach it. Read by other threads, which may find it when it has ended. */
    private @Nullable Frame watched;

    private @Nullable Lifeline lifeline;

    Extras(@Nullable Object held) {
        this.held = held;
    }

    /** Has the object reported when the handle is out of reach before it has begun. */
    void watchUnawaited(Frame prototype) {
        release();
        lifeline = new Lifeline(prototype, this, false);
    }

    /** Has the object closed when the handle is out of reach. */
    void watch(Frame frame) {
        watched = frame;
        Nursery.add(this);
    }

    /** Called once by whoever takes the object out of the nursery, in any thread. */
    void settle() {
        Frame frame = watched;
        if (frame != null) { // if it ends just now, the lifeline will find nothing to do
            lifeline = new Lifeline(frame, this, true);
        }
    }

    /** Lets go of what is held: the body has begun, or the object has ended. */
    void drop() {
        held = null;
        watched = null;
        release();
    }

    /** Ends that. */
    void release() {
        if (lifeline != null) {
            lifeline.release();
            lifeline = null;
        }
    }

    String nameOf(Frame frame) {
        return name != null ? name : frame.displayName();
    }
}
