package dev.pausa.weaver;

import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which local variables are live: may still be read. A backward data-flow pass, repeated until nothing changes; an
 * instruction in a try block also flows into the handler.
 */
final class Liveness {
    private final FlowGraph flow;
    private final BitSet[] liveBefore;

    private Liveness(FlowGraph flow) {
        this.flow = flow;
        this.liveBefore = new BitSet[flow.size()];
        for (int i = 0; i < liveBefore.length; i++) {
            liveBefore[i] = new BitSet();
        }
    }

    static Liveness of(FlowGraph flow) {
        Liveness liveness = new Liveness(flow);
        boolean changed = true;
        while (changed) {
            changed = liveness.pass();
        }
        return liveness;
    }

    /** As if every local were read at every place. */
    static Liveness ofAll(FlowGraph flow, int locals) {
        Liveness liveness = new Liveness(flow);
        for (BitSet live : liveness.liveBefore) {
            live.set(0, locals);
        }
        return liveness;
    }

    /** The locals that may be read after this instruction, whether it completes or throws. */
    BitSet after(AbstractInsnNode instruction) {
        int index = flow.indexOf(instruction);
        BitSet live = inHandlers(index);
        for (int next : flow.successors(index)) {
            live.or(liveBefore[next]);
        }
        return live;
    }

    /** The locals that may be read from this instruction on. */
    BitSet before(AbstractInsnNode instruction) {
        return liveBefore[flow.indexOf(instruction)];
    }

    private boolean pass() {
        boolean changed = false;
        for (int i = liveBefore.length - 1; i >= 0; i--) {
            BitSet live = before(i);
            changed |= !live.equals(liveBefore[i]);
            liveBefore[i] = live;
        }
        return changed;
    }

    private BitSet before(int index) {
        BitSet live = new BitSet();
        for (int next : flow.successors(index)) {
            live.or(liveBefore[next]);
        }
        AbstractInsnNode instruction = flow.instruction(index);
        if (instruction instanceof VarInsnNode access) {
            live.set(access.var, access.getOpcode() <= Opcodes.ALOAD);
        } else if (instruction instanceof IincInsnNode increment) {
            live.set(increment.var);
        }
        live.or(inHandlers(index));
        return live;
    }

    private BitSet inHandlers(int index) {
        BitSet live = new BitSet();
        for (TryCatchBlockNode block : flow.allBlocks(index)) {
            live.or(liveBefore[flow.indexOf(block.handler)]);
        }
        return live;
    }
}
