package dev.pausa.benchmarks.hand;

import org.jspecify.annotations.Nullable;

/** A node of a tree of frames; awaits its children, and returns the sum of its number and what they return. */
public final class ReturnedTree extends ReturnedFrame {
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
    public ReturnedTree(int number, int nodes, boolean pausing) {
        this.number = number;
        this.nodes = nodes;
        this.pausing = pausing;
    }

    @Override
    public @Nullable Object resume(@Nullable ReturnedChain chain, @Nullable Object sent) {
        return switch (state) {
            case 0 -> begin(chain);
            case 1 -> second(chain, number + (Long) sent);
            case 2 -> end(sum + (Long) sent);
            case 3 -> end((Integer) sent);
            default -> throw new IllegalStateException();
        };
    }

    private @Nullable Object begin(@Nullable ReturnedChain chain) {
        int left = 2 * number;
        if (left > nodes) {
            return leaf(chain);
        }
        ReturnedFrame child = new ReturnedTree(left, nodes, pausing);
        Object outcome = child.resume(chain, null);
        if (!child.isDone()) {
            pauseBelow(child, 1);
            return outcome;
        }
        return second(chain, number + (Long) outcome);
    }

    private @Nullable Object second(@Nullable ReturnedChain chain, long soFar) {
        int right = 2 * number + 1;
        if (right > nodes) {
            return end(soFar);
        }
        ReturnedFrame child = new ReturnedTree(right, nodes, pausing);
        Object outcome = child.resume(chain, null);
        if (!child.isDone()) {
            sum = soFar;
            pauseBelow(child, 2);
            return outcome;
        }
        return end(soFar + (Long) outcome);
    }

    private Object leaf(@Nullable ReturnedChain chain) {
        if (!pausing) {
            return end(number);
        }
        pause(chain, 3);
        return number;
    }

    private Object end(long returned) {
        state = DONE;
        return returned;
    }
}
