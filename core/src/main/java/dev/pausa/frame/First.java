package dev.pausa.frame;

/**
 * What one of the first objects of a body begins with, or one whose prototype depends on the body.
 *
 * @param prototype the prototype
 * @param isSample whether the object is one of the first, which are watched
 */
public record First(Frame prototype, boolean isSample) {
    /**
     * Returns what the object holds: it may be reported if it is never awaited.
     *
     * @param held what it would hold otherwise
     * @return the same, or with what watches it
     */
    public Object held(Object held) {
        // Asked first: the observer is there from the first object on, and may want to be told of it.
        if (!isSample || !Observer.present().isSampling() || prototype.kind().hasYielder()) {
            return held;
        }
        Extras extras = new Extras(held);
        extras.watchUnawaited(prototype);
        return extras;
    }
}
