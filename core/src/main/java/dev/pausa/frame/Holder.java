package dev.pausa.frame;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a handle holds: the body or the frame, where it is between the two, and what few handles have besides. */
abstract class Holder {
    /** Made; {@link #held} is the body and {@link #frame} the prototype. */
    static final byte CREATED = 0;
    /** In its first run, before its first pause; {@link #frame} is still the prototype. */
    static final byte STARTING = 1;
    /** Has paused; {@link #frame} is its own, whose state says whether it is paused or running. */
    static final byte FRAMED = 2;
    /** Finished or closed; {@link #frame} is the prototype again, so that nothing of the body is kept alive. */
    static final byte CLOSED = 3;

    /**
     * The body while CREATED, or an {@link Applied}; afterwards what the subclass keeps here, see {@link #keep}. An {@link Extras} around
     * it once it has any.
     */
    @Nullable
    Object held;

    /** See the stages. Written by the driving thread. */
    Frame frame;

    /** One of the stages above: CREATED to STARTING to FRAMED to CLOSED; any of them may go to CLOSED directly. */
    byte stage;

    /** A body and the argument for it. */
    record Applied(Object body, @Nullable Object argument) {}

    Object takeBody() {
        Object taken = held();
        begun();
        return Objects.requireNonNull(taken);
    }

    /** The first step has begun. */
    void begun() {
        dropHeld(); // a call: if the stack is full, nothing has begun
        stage = STARTING;
    }

    /** Lets go of what is held: the body has begun, or the object has ended. */
    void dropHeld() {
        if (held instanceof Extras extras) {
            extras.drop();
        } else {
            held = null;
        }
    }

    /**
     * Returns what is kept here.
     *
     * @return see {@link #keep}
     */
    protected final @Nullable Object held() {
        return held instanceof Extras extras ? extras.held : held;
    }

    /**
     * Keeps an object in the place that the body had. A subclass may use it from the first step on.
     *
     * @param object the object, or null
     */
    protected final void keep(@Nullable Object object) {
        if (held instanceof Extras extras) {
            extras.held = object;
        } else {
            held = object;
        }
    }

    Extras extras() {
        if (held instanceof Extras extras) {
            return extras;
        }
        Extras extras = new Extras(held);
        held = extras;
        return extras;
    }

    /** Returns the number by which it is observed, or 0. */
    long observed() {
        return held instanceof Extras extras ? extras.observed() : 0;
    }

    /** Has it closed when nobody can reach it any more. */
    void watch() {
        extras().watch(frame);
    }

    /** Has it reported if nobody can reach it any more before it begins. Generators that never begin are no mistake (GE-014, AG-055). */
    void watchUnawaited() {
        if (frame instanceof StepFrame || !frame.kind().hasYielder()) {
            extras().watchUnawaited(frame);
        }
    }
}
