package dev.pausa.benchmarks.hand;

import dev.pausa.benchmarks.Node;
import org.jspecify.annotations.Nullable;

/** Walks a tree in order, a frame for each node on the way; a key is returned. */
public final class ReturnedWalk {
    private @Nullable Frame leaf;

    /**
     * Makes one.
     *
     * @param tree the tree
     */
    public ReturnedWalk(Node tree) {
        leaf = new Frame(tree, null);
    }

    /** Returns the next key, or null after the last. */
    public @Nullable Integer next() {
        for (Frame frame = leaf; frame != null; frame = leaf) {
            Integer key = frame.resume(this);
            if (frame.state == Frame.PAUSED) {
                return key;
            }
        }
        return null;
    }

    /** One node's body. */
    private static final class Frame {
        static final int IN_LEFT = 1;
        static final int PAUSED = 2;
        static final int IN_RIGHT = 3;
        static final int ENDED = -1;

        final Node node;
        final @Nullable Frame up;
        int state;

        Frame(Node node, @Nullable Frame up) {
            this.node = node;
            this.up = up;
        }

        /** Runs to its next pause, to the begin of a child, or to its end; the state says which. */
        @Nullable
        Integer resume(ReturnedWalk walk) {
            return switch (state) {
                case 0 -> node.left == null ? pause() : begin(walk, node.left, IN_LEFT);
                case IN_LEFT -> pause();
                case PAUSED -> node.right == null ? end(walk) : begin(walk, node.right, IN_RIGHT);
                default -> end(walk);
            };
        }

        private Integer pause() {
            state = PAUSED;
            return node.key;
        }

        private @Nullable Integer begin(ReturnedWalk walk, Node child, int point) {
            state = point;
            walk.leaf = new Frame(child, this);
            return null;
        }

        private @Nullable Integer end(ReturnedWalk walk) {
            state = ENDED;
            walk.leaf = up;
            return null;
        }
    }
}
