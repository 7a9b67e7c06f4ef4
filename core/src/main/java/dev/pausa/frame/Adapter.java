package dev.pausa.frame;

import org.jspecify.annotations.Nullable;

/** The handle of a frame that was written by hand; nobody but the awaiting frame ever sees it. */
class Adapter extends Handle {
    Adapter(Frame frame) {
        super(frame);
    }

    @Override
    protected @Nullable Object runPlain(Kind kind, Object body, @Nullable Object argument) {
        throw new AssertionError("an adapter has no body");
    }
}
