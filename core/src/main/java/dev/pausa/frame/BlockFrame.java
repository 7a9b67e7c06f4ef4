package dev.pausa.frame;

import org.jspecify.annotations.Nullable;

/**
 * The frame of a block: a part of the body that awaits it, which is a body of its own only because Java has no other
 * way to write it. So it shows as little as possible that it is one. It is not a level of its own when a chain is
 * closed: an exit that it handles is handled, as if its code stood in the awaiting body. And a
 * {@link dev.pausa.StopIteration} that it throws is turned into an error where the awaiting body ends, not here.
 */
public abstract class BlockFrame extends Frame {

    /** For subclasses. */
    protected BlockFrame() {}

    /**
     * Weaves a block if this is the first use of its class, so that one that cannot be woven fails where it stands, and
     * not when something has begun.
     *
     * @param block the block
     */
    public static void prepare(Object block) {
        Prototypes.prepare(Kind.BLOCK, block);
    }

    /** Records that the block threw: the same object comes out, or what failed while it was closed. */
    @Override
    protected final Throwable failed(@Nullable Handle self, @Nullable Frame frame, Throwable thrown) {
        end(self, frame);
        return Kind.failureOr(thrown);
    }

    @Override
    Kind kind() {
        return Kind.BLOCK;
    }
}
