package dev.pausa.benchmarks.hand;

import org.jspecify.annotations.Nullable;

/** A node of a tree of frames; awaits its children, and returns the sum of its number and what they return. */
public final class StoredTree extends StoredFrame {
    private final int number;
    private final int nodes;
    private final boolean pausing;
    private long sum;

    /**
     * Makes a node; its children have the numbers 2n and 2n + 1.
     *
     * @param number its number, 1 for the root
     * @param nodes the highest number
     * @param pausing whether a leaf yields its number and takes for it what it is sent
     */
    public StoredTree(int number, int nodes, boolean pausing) {
        this.number = number;
        this.nodes = nodes;
        this.pausing = pausing;
    }

    @Override
    public void resume(@Nullable StoredChain chain, @Nullable Object sent) {
        switch (state) {
            case 0 -> begin(chain);
            case 1 -> second(chain, number + (Long) sent);
            case 2 -> end(sum + (Long) sent);
            case 3 -> end((long) (Integer) sent);
            default -> throw new IllegalStateException();
        }
    }

    private void begin(@Nullable StoredChain chain) {
        int left = 2 * number;
        if (left > nodes) {
            leaf(chain);
            return;
        }
        StoredFrame child = new StoredTree(left, nodes, pausing);
        child.resume(chain, null);
        if (!child.isDone()) {
            pauseBelow(child, 1);
            return;
        }
        second(chain, number + (Long) child.value);
    }

    private void second(@Nullable StoredChain chain, long soFar) {
        int right = 2 * number + 1;
        if (right > nodes) {
            end(soFar);
            return;
        }
        StoredFrame child = new StoredTree(right, nodes, pausing);
        child.resume(chain, null);
        if (!child.isDone()) {
            sum = soFar;
            pauseBelow(child, 2);
            return;
        }
        end(soFar + (Long) child.value);
    }

    private void leaf(@Nullable StoredChain chain) {
        if (pausing) {
            pause(chain, 3, number);
        } else {
            end((long) number);
        }
    }
}
