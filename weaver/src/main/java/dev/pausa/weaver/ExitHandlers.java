package dev.pausa.weaver;

import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/** The handlers of a body that a GeneratorExit comes to, and what they do with it. */
final class ExitHandlers {
    private static final Set<String> CATCH_EXITS =
            Set.of("java/lang/Throwable", "java/lang/Error", Names.GENERATOR_EXIT);

    private final FlowGraph flow;
    private final boolean someKeepIt;

    ExitHandlers(FlowGraph flow, MethodNode method) {
        this.flow = flow;
        this.someKeepIt = doSomeKeepIt(method);
    }

    private static boolean doSomeKeepIt(MethodNode method) {
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            if (catchesExits(block) && !passesOn(block, method)) {
                return true;
            }
        }
        return false;
    }

    /** Whether an exit that is raised at this call runs code of the body. */
    boolean runCode(AbstractInsnNode call) {
        for (TryCatchBlockNode block : flow.blocks(flow.indexOf(call))) {
            if (catchesExits(block)) {
                return true;
            }
        }
        return false;
    }

    /** Whether that code may do more with the exit than throw it again, as a {@code finally} block does. */
    boolean areShown(AbstractInsnNode call) {
        return someKeepIt && runCode(call);
    }

    private static boolean catchesExits(TryCatchBlockNode block) {
        return block.type == null || CATCH_EXITS.contains(block.type);
    }

    /** Whether a handler stores what it caught in a local that the method reads for nothing but to throw it. */
    private static boolean passesOn(TryCatchBlockNode block, MethodNode method) {
        AbstractInsnNode first = nextCode(block.handler);
        if (first == null || first.getOpcode() != Opcodes.ASTORE) {
            return false;
        }
        int slot = ((VarInsnNode) first).var;
        for (AbstractInsnNode i : method.instructions) {
            if (i.getOpcode() == Opcodes.ALOAD && ((VarInsnNode) i).var == slot && !isThrown(i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isThrown(AbstractInsnNode load) {
        AbstractInsnNode next = nextCode(load.getNext());
        return next != null && next.getOpcode() == Opcodes.ATHROW;
    }

    /** The first instruction from here on that is one: no label, line or stack map frame. */
    private static AbstractInsnNode nextCode(AbstractInsnNode from) {
        AbstractInsnNode i = from;
        while (i != null && i.getOpcode() < 0) {
            i = i.getNext();
        }
        return i;
    }
}
