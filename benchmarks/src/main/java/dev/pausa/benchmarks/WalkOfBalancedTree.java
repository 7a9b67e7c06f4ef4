package dev.pausa.benchmarks;

import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.Param;

/** The walk of a balanced tree, 16 levels deep. */
@OperationsPerInvocation(WalkOfBalancedTree.NODES)
public class WalkOfBalancedTree extends WalkOfTree {
    static final int NODES = 65_535;

    @Param({"" + NODES})
    public int nodes;

    @Override
    int size() {
        return nodes;
    }

    @Override
    Node make() {
        return Node.balanced(nodes);
    }
}
