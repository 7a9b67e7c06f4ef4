package dev.pausa.benchmarks.hand;

import dev.pausa.benchmarks.Node;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** Walks a tree in order, a frame for each node on the way; a key is stored in a field. */
public final class StoredWalk implements Iterator<Integer> {
    private @Nullable Frame leaf;
    private @Nullable Integer value;

    /**
     * Makes one.
     *
     * @param tree the tree
     */
    public StoredWalk(Node tree) {
        leaf = new Frame(tree, null);
    }

    @Override
    public boolean hasNext() {
        while (value == null && leaf != null) {
            leaf.resume(this);
        }
        return value != null;
    }

    @Override
    public Integer next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        Integer key = value;
        value = null;
        return key;
    }

    /** One node's body. */
    private static final class Frame {
        static final int IN_LEFT = 1;
        static final int PAUSED = 2;
        static final int IN_RIGHT = 3;

        final Node node;
        final @Nullable Frame up;
        int state;

        Frame(Node node, @Nullable Frame up) {
            this.node = node;
            this.up = up;
        }

        void resume(StoredWalk walk) {
            switch (state) {
                case 0:
                    if (node.left != null) {
                        begin(walk, node.left, IN_LEFT);
                    } else {
                        pause(walk);
                    }
                    break;
                case IN_LEFT:
                    pause(walk);
                    break;
                case PAUSED:
                    if (node.right != null) {
                        begin(walk, node.right, IN_RIGHT);
                    } else {
                        walk.leaf = up;
                    }
                    break;
                default:
                    walk.leaf = up;
            }
        }

        private void pause(StoredWalk walk) {
            state = PAUSED;
            walk.value = node.key;
        }

        private void begin(StoredWalk walk, Node child, int point) {
            state = point;
            walk.leaf = new Frame(child, this);
        }
    }
}
