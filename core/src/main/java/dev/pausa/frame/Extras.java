package dev.pausa.frame;

import java.lang.invoke.VarHandle;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What few coroutine objects have: somebody who notices when they are forgotten, and labels. It takes the place of what
 * the object holds, and holds that. Nothing but the object refers to it, so it is out of reach when the object is.
 */
final class Extras {
    /** See {@link Handle#keep}. */
    @Nullable
    Object held;

    /**
     * The {@link Lifeline} by which the object is watched, if it is. Written by the driving thread, and once by the one
     * that takes the object out of the {@link WatchRing}, which may find it when it has ended.
     */
    private @Nullable Object watch;

    /** In the place of a lifeline: one is just being made, or it would not be told. */
    private static final Object NOT_WATCHED = new Object();

    private Labels labels = Labels.NONE;

    Extras(@Nullable Object held) {
        this.held = held;
    }

    /** Makes an object's. Two threads may come: its driver's, and who takes it out of the {@link WatchRing}. */
    static Extras make(Handle handle) {
        synchronized (Extras.class) {
            if (handle.held instanceof Extras made) {
                return made;
            }
            Extras extras = new Extras(handle.held);
            VarHandle.releaseFence(); // whoever sees it without the lock sees what it has
            handle.held = extras;
            return extras;
        }
    }

    /** Has the object reported when the handle is out of reach before it has begun. */
    void watchUnawaited(Frame prototype) {
        release();
        watch = Lifeline.of(this, prototype, labels, false);
    }

    /** Has the object closed when the handle is out of reach. Called by any thread, maybe by several. */
    void watch(Frame frame) {
        if (watch == null && isFirst() && (!Lifeline.isPhantom || !SelfReference.keeps(frame, this))) {
            watch = Lifeline.of(this, frame, labels, true);
        }
    }

    private synchronized boolean isFirst() {
        if (watch != null) {
            return false;
        }
        watch = NOT_WATCHED;
        return true;
    }

    /** Lets go of what is held: the body has begun, or the object has ended. */
    void drop() {
        release();
        held = null;
    }

    private void release() {
        if (watch instanceof Lifeline lifeline) {
            lifeline.release();
        }
        watch = null;
    }

    Labels labels() {
        return labels;
    }

    private Labels ownLabels() {
        if (labels == Labels.NONE) {
            labels = new Labels();
            if (watch instanceof Lifeline lifeline) {
                lifeline.labels = labels;
            }
        }
        return labels;
    }

    String nameOf(Frame frame) {
        return labels.nameOf(frame);
    }

    void setDriver(@Nullable Object driver) {
        if (driver != null) {
            ownLabels().driver = driver;
        }
    }

    void setName(String name) {
        ownLabels().name = name;
    }

    List<StackTraceElement> origin() {
        return labels.origin;
    }

    void setOrigin(List<StackTraceElement> origin) {
        ownLabels().origin = origin;
    }

    long observed() {
        return labels.observed;
    }

    void observe(long number) {
        if (labels.observed != number) {
            ownLabels().observed = number;
        }
    }
}
