package dev.pausa.benchmarks;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A node of the trees that are walked in order. */
public final class Node {
    /** The smaller keys. */
    public final @Nullable Node left;

    /** Its key. */
    public final int key;

    /** The greater keys. */
    public final @Nullable Node right;

    private Node(@Nullable Node left, int key, @Nullable Node right) {
        this.left = left;
        this.key = key;
        this.right = right;
    }

    /**
     * Makes a balanced tree.
     *
     * @param nodes how many; the keys begin with 0
     * @return its root
     */
    static Node balanced(int nodes) {
        return Objects.requireNonNull(balanced(0, nodes), "a tree has a root");
    }

    private static @Nullable Node balanced(int from, int to) {
        if (from == to) {
            return null;
        }
        int middle = (from + to) >>> 1;
        return new Node(balanced(from, middle), middle, balanced(middle + 1, to));
    }

    /**
     * Makes a tree in which each node has one child, on the left and on the right in turn.
     *
     * @param nodes how many; the keys begin with 0
     * @return its root
     */
    static Node zigzag(int nodes) {
        int lowest = nodes / 2;
        int above = lowest + 1;
        int below = lowest - 1;
        Node tree = new Node(null, lowest, null);
        for (int made = 1; made < nodes; made++) {
            tree = made % 2 == 1 ? new Node(null, below--, tree) : new Node(tree, above++, null);
        }
        return tree;
    }
}
