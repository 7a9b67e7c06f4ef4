package dev.pausa.frame;

import org.jspecify.annotations.Nullable;

/**
 * The frame of a block: a part of the body that awaits it, which is a body of its own only because Java has no other way to write it. So
 * it shows as little as possible that it is one. It is not a level of its own when a chain is closed: an exit that it handles is handled,
 * as if its code stood in the awaiting body. And a {@link dev.pausa.StopIteration} that it throws is turned into an error where the
 * awaiting body ends, not here.
 *
 * <p>The static method hides that of {@link Frame} with the same name: the weaver calls it through the frame class.
 */
public abstract class BlockFrame extends Frame {

    /** For subclasses. */
    protected BlockFrame() {}

    /**
     * Records that the block threw.
     *
     * @param self the coroutine object; null if {@code frame} is there
     * @param frame the frame; null if the block never paused
     * @param thrown what it threw
     * @return the same object
     */
    protected static Throwable failed(@Nullable Handle self, @Nullable Frame frame, Throwable thrown) {
        returned(null, self, frame);
        return thrown;
    }

    @Override
    Kind kind() {
        return Kind.BLOCK;
    }
}
