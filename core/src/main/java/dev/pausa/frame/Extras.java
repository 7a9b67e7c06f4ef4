package dev.pausa.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What few coroutine objects have: somebody who notices when they are forgotten, and labels. It takes the place of what the object holds,
 * and holds that.
 */
final class Extras {
    /** See {@link Handle#keep}. */
    @Nullable
    Object held;

    /**
     * How the object is watched: not, or from the {@link WatchRing}, where this is its frame, or by a {@link HandleFinalizer}. Written by the driving
     * thread, and once by the one that takes the object out of the ring, which may find it when it has ended.
     */
    private @Nullable Object watch;

    private @Nullable Labels labels;

    /** What the object is known by, if it is not only its body's name. */
    private static final class Labels {
        @Nullable
        String name;

        List<StackTraceElement> origin = List.of();

        long observed;
    }

    Extras(@Nullable Object held) {
        this.held = held;
    }

    /** Has the object reported when the handle is out of reach before it has begun. */
    void watchUnawaited(Frame prototype) {
        release();
        watch = new HandleFinalizer(prototype, this, false);
    }

    /** Has the object closed when the handle is out of reach. */
    void watch(Frame frame) {
        if (watch == null) {
            watch = frame;
            WatchRing.add(this);
        }
    }

    /** Called once by whoever takes the object out of the ring, in any thread. */
    void settle() {
        if (watch instanceof Frame frame) { // if it ends just now, the lifeline will find nothing to do
            watch = new HandleFinalizer(frame, this, true);
        }
    }

    /** Lets go of what is held: the body has begun, or the object has ended. */
    void drop() {
        release();
        held = null;
    }

    private void release() {
        if (watch instanceof HandleFinalizer lifeline) {
            lifeline.release();
        }
        watch = null;
    }

    private Labels labels() {
        if (labels == null) {
            labels = new Labels();
        }
        return labels;
    }

    String nameOf(Frame frame) {
        return labels == null || labels.name == null ? frame.displayName() : labels.name;
    }

    void setName(String name) {
        labels().name = name;
    }

    /** Where the object was made; empty unless origin tracking is on. */
    List<StackTraceElement> origin() {
        return labels == null ? List.of() : labels.origin;
    }

    void setOrigin(List<StackTraceElement> origin) {
        labels().origin = origin;
    }

    /** The number by which the object is {@linkplain Observed observed}; 0 if it is not, or not any more. */
    long observed() {
        return labels == null ? 0 : labels.observed;
    }

    void observe(long number) {
        labels().observed = number;
    }
}
