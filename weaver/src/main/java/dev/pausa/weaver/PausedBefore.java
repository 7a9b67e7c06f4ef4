package dev.pausa.weaver;

import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * At which suspension points a body may have been paused before it comes to an instruction. A forward data-flow pass,
 * repeated until nothing changes.
 */
final class PausedBefore {
    private final FlowGraph flow;
    private final int[] pointAt;
    private final BitSet[] before;
    private boolean changed;

    private PausedBefore(FlowGraph flow, List<? extends AbstractInsnNode> points) {
        this.flow = flow;
        this.pointAt = new int[flow.size()];
        this.before = new BitSet[flow.size()];
        for (int i = 0; i < before.length; i++) {
            before[i] = new BitSet();
        }
        for (int k = 0; k < points.size(); k++) {
            pointAt[flow.indexOf(points.get(k))] = k + 1;
        }
    }

    static PausedBefore of(FlowGraph flow, List<? extends AbstractInsnNode> points) {
        PausedBefore result = new PausedBefore(flow, points);
        do {
            result.pass();
        } while (result.changed);
        return result;
    }

    /** The numbers, from 1, of the points; the one at the instruction itself only if it is in a loop. */
    BitSet at(AbstractInsnNode instruction) {
        return before[flow.indexOf(instruction)];
    }

    private void pass() {
        changed = false;
        for (int i = 0; i < before.length; i++) {
            BitSet after = before[i];
            if (pointAt[i] != 0) {
                after = (BitSet) after.clone();
                after.set(pointAt[i]);
            }
            for (int next : flow.successors(i)) {
                add(next, after);
            }
            for (TryCatchBlockNode block : flow.blocks(i)) {
                add(flow.indexOf(block.handler), after);
            }
        }
    }

    private void add(int index, BitSet points) {
        int size = before[index].cardinality();
        before[index].or(points);
        changed |= before[index].cardinality() != size;
    }
}
