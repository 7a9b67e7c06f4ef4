package dev.pausa.weaver;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** How many monitors the method holds before each instruction. Compilers lock in a structured way (JVMS 2.11.10). */
public final class Monitors {
    private final FlowGraph flow;
    private final int[] held;
    private final Deque<Integer> work = new ArrayDeque<>();

    private Monitors(FlowGraph flow) {
        this.flow = flow;
        this.held = new int[flow.size()];
        Arrays.fill(held, -1);
    }

    /**
     * Counts the monitors of a method's code.
     *
     * @param flow the code
     * @return the monitors
     */
    public static Monitors of(FlowGraph flow) {
        Monitors monitors = new Monitors(flow);
        monitors.reach(0, 0);
        while (!monitors.work.isEmpty()) {
            monitors.step(monitors.work.pop());
        }
        return monitors;
    }

    /**
     * Returns whether a monitor is held before an instruction.
     *
     * @param instruction the instruction
     * @return true if one is held, which is not that of a synchronized method
     */
    public boolean isHeldBefore(AbstractInsnNode instruction) {
        return held[flow.indexOf(instruction)] > 0;
    }

    private void step(int index) {
        int after = held[index] + effect(flow.instruction(index).getOpcode());
        for (int next : flow.successors(index)) {
            reach(next, after);
        }
        for (TryCatchBlockNode block : flow.blocks(index)) {
            reach(flow.indexOf(block.handler), held[index]);
        }
    }

    private void reach(int index, int count) {
        if (held[index] < 0) {
            held[index] = Math.max(count, 0);
            work.push(index);
        }
    }

    private static int effect(int opcode) {
        return opcode == Opcodes.MONITORENTER ? 1 : opcode == Opcodes.MONITOREXIT ? -1 : 0;
    }
}
