package dev.pausa.benchmarks;

import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** The walk of a tree in which each node has one child, on the left and on the right in turn. */
@OperationsPerInvocation(WalkOfDeepTree.NODES)
public class WalkOfDeepTree extends WalkOfTree {
    static final int NODES = 1_000_000;

    @Param({"" + NODES})
    public int nodes;

    @Override
    int size() {
        return nodes;
    }

    @Override
    Node make() {
        return Node.zigzag(nodes);
    }
}
