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

    private @Nullable Lifeline lifeline;

    Extras(@Nullable Object held) {
        this.held = held;
    }

    /** Has somebody told when the handle is out of reach. */
    void watch(Frame frame) {
        release();
        lifeline = new Lifeline(frame, this);
    }

    /** Lets go of what is held: the body has begun, or the object has ended. */
    void drop(Handle handle) {
        held = null;
        release();
        if (recorded != 0 && handle.stage == Handle.CLOSED) {
            Recorder.closed(handle, this);
        }
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
