package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Where control may go from each instruction of a method: to its successors, and when it throws, to its handlers. */
public final class FlowGraph {
    private final List<AbstractInsnNode> instructions = new ArrayList<>();
    private final Map<AbstractInsnNode, Integer> indexOf = new IdentityHashMap<>();
    private final List<List<Integer>> successors = new ArrayList<>();
    private final List<List<TryCatchBlockNode>> blocks = new ArrayList<>();
    private final List<List<TryCatchBlockNode>> allBlocks = new ArrayList<>();

    /**
     * Makes the graph of a method.
     *
     * @param method the method
     */
    public FlowGraph(MethodNode method) {
        for (AbstractInsnNode i = method.instructions.getFirst(); i != null; i = i.getNext()) {
            indexOf.put(i, instructions.size());
            instructions.add(i);
            blocks.add(new ArrayList<>());
            allBlocks.add(new ArrayList<>());
        }
        for (int i = 0; i < instructions.size(); i++) {
            successors.add(findSuccessors(i));
        }
        for (TryCatchBlockNode block : method.tryCatchBlocks) {
            for (int i = indexOf.get(block.start); i < indexOf.get(block.end); i++) {
                addBlock(blocks.get(i), block);
                allBlocks.get(i).add(block);
            }
        }
    }

    /**
     * The table is searched in order (JVMS 2.10): what stands after a block that catches everything is never reached.
     */
    private static void addBlock(List<TryCatchBlockNode> known, TryCatchBlockNode block) {
        if (known.isEmpty() || known.get(known.size() - 1).type != null) {
            known.add(block);
        }
    }

    /**
     * Returns how many instructions there are.
     *
     * @return the number, with labels, lines and stack map frames
     */
    public int size() {
        return instructions.size();
    }

    /**
     * Returns an instruction.
     *
     * @param index its index
     * @return the instruction
     */
    public AbstractInsnNode instruction(int index) {
        return instructions.get(index);
    }

    /**
     * Returns the index of an instruction.
     *
     * @param instruction the instruction
     * @return the index
     */
    public int indexOf(AbstractInsnNode instruction) {
        return indexOf.get(instruction);
    }

    /**
     * Returns the instructions that may run next, if one does not throw.
     *
     * @param index its index
     * @return their indices
     */
    public List<Integer> successors(int index) {
        return successors.get(index);
    }

    /** The try blocks around an instruction that may get an exception it throws, in the order they are searched. */
    List<TryCatchBlockNode> blocks(int index) {
        return blocks.get(index);
    }

    /**
     * Returns all try blocks around an instruction: the verifier wants its types to fit them all (JVMS 4.10.1.6).
     *
     * @param index its index
     * @return the blocks, in the order they are searched
     */
    public List<TryCatchBlockNode> allBlocks(int index) {
        return allBlocks.get(index);
    }

    private List<Integer> findSuccessors(int index) {
        AbstractInsnNode instruction = instructions.get(index);
        List<Integer> found = new ArrayList<>();
        if (instruction instanceof JumpInsnNode jump) {
            found.add(indexOf.get(jump.label));
        } else if (instruction instanceof TableSwitchInsnNode table) {
            addAll(found, table.labels, table.dflt);
        } else if (instruction instanceof LookupSwitchInsnNode lookup) {
            addAll(found, lookup.labels, lookup.dflt);
        }
        if (!endsBlock(instruction.getOpcode()) && index + 1 < instructions.size()) {
            found.add(index + 1);
        }
        return found;
    }

    private void addAll(List<Integer> found, List<LabelNode> labels, LabelNode otherwise) {
        for (LabelNode label : labels) {
            found.add(indexOf.get(label));
        }
        found.add(indexOf.get(otherwise));
    }

    /** Returns whether control never passes from an instruction to the one behind it. */
    private static boolean endsBlock(int opcode) {
        return opcode == Opcodes.GOTO
                || opcode == Opcodes.ATHROW
                || opcode == Opcodes.TABLESWITCH
                || opcode == Opcodes.LOOKUPSWITCH
                || opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN;
    }
}
