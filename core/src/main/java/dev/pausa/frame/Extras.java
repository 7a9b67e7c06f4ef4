package dev.pausa.frame;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What few coroutine objects have: somebody who notices when they are forgotten, and labels. It takes the place of what
 * the object holds, and holds that. Nothing but the object and the {@link WatchRing} refers to it, so it is out of
 * reach when the object is.
 */
final class Extras {
    /** See {@link Handle#keep}. */
    @Nullable
    Object held;

    /**
     * How the object is watched: not, or from the {@link WatchRing}, where this is its frame, or by a {@link Lifeline}.
     * Written by the driving thread, and once by the one that takes the object out of the ring, which may find it when
     * it has ended.
     */
    private @Nullable Object watch;

    /** In the place of a lifeline: it would not be told. */
    private static final Object NOT_WATCHED = new Object();

    private Labels labels = Labels.NONE;

    Extras(@Nullable Object held) {
        this.held = held;
    }

    /** Has the object reported when the handle is out of reach before it has begun. */
    void watchUnawaited(Frame prototype) {
        release();
        watch = Lifeline.of(this, prototype, labels, false);
    }

    /** Has the object closed when the handle is out of reach. */
    void watch(Frame frame) {
        if (watch == null) {
            Object driver = Observer.present().driver();
            if (driver != null) {
                ownLabels().driver = driver;
            }
            watch = frame;
            WatchRing.add(this);
        }
    }

    /** Called once by whoever takes the object out of the ring, in any thread. */
    void settle() {
        if (watch instanceof Frame frame) { // if it ends just now, the lifeline will find nothing to do
            watch = NOT_WATCHED;
            if (!Lifeline.isPhantom || !SelfReference.keeps(frame, this)) {
                watch = Lifeline.of(this, frame, labels, true);
            }
        }
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
