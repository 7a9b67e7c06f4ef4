package dev.pausa.lint.bytecode;

import dev.pausa.weaver.FlowGraph;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** The code that runs only where a handler was entered: its own. */
final class HandlerCode {
    private final FlowGraph flow;
    private final BitSet own;

    private HandlerCode(FlowGraph flow, BitSet own) {
        this.flow = flow;
        this.own = own;
    }

    static HandlerCode of(FlowGraph flow, LabelNode handler) {
        int entry = flow.indexOf(handler);
        BitSet own = reached(flow, entry, -1);
        own.andNot(reached(flow, 0, entry));
        return new HandlerCode(flow, own);
    }

    /** What can be reached from a place, without passing another one. */
    private static BitSet reached(FlowGraph flow, int from, int without) {
        BitSet reached = new BitSet();
        Deque<Integer> work = new ArrayDeque<>(List.of(from));
        while (!work.isEmpty()) {
            int index = work.pop();
            if (index == without || reached.get(index)) {
                continue;
            }
            reached.set(index);
            work.addAll(flow.successors(index));
            for (TryCatchBlockNode block : flow.allBlocks(index)) {
                work.add(flow.indexOf(block.handler));
            }
        }
        return reached;
    }

    List<AbstractInsnNode> instructions() {
        return own.stream().mapToObj(flow::instruction).toList();
    }

    boolean isThrowing() {
        return instructions().stream().anyMatch(i -> i.getOpcode() == Opcodes.ATHROW);
    }

    /** The instructions that leave it for other code, or the method by returning. */
    List<AbstractInsnNode> waysOut() {
        List<AbstractInsnNode> ways = new ArrayList<>();
        for (int index = own.nextSetBit(0); index >= 0; index = own.nextSetBit(index + 1)) {
            AbstractInsnNode i = flow.instruction(index);
            if (isReturn(i) || flow.successors(index).stream().anyMatch(next -> !own.get(next))) {
                ways.add(i);
            }
        }
        return ways;
    }

    static boolean isReturn(AbstractInsnNode i) {
        return i.getOpcode() >= Opcodes.IRETURN && i.getOpcode() <= Opcodes.RETURN;
    }
}
