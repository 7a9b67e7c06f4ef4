package dev.pausa.frame;

/** The handle of a frame that was written by hand; nobody but the awaiting frame ever sees it. */
sealed class Adapter extends Handle permits LostOutcome {
    Adapter(Frame frame) {
        super(frame);
    }
}
