package dev.pausa.weaver;

import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The types of all locals and operands before each instruction, read off the method's own StackMapTable (JVMS 4.7.4) in
 * one pass: within a basic block they follow from the instructions, at its beginning they are written down. No type is
 * ever guessed, no common superclass computed, no class loaded.
 */
final class TypeWalk {
    /**
     * The types at one place. Locals have one entry per word (the second of a long or double is TOP), operands one per
     * value.
     */
    record Types(List<Object> locals, List<Object> stack) {}

    private final Map<AbstractInsnNode, Types> before = new IdentityHashMap<>();
    private final Map<Object, AbstractInsnNode> newOf = new IdentityHashMap<>();

    private TypeWalk() {}

    /** Walks a method whose frames are in full form. */
    static TypeWalk of(String owner, MethodNode method) {
        TypeWalk walk = new TypeWalk();
        AnalyzerAdapter state = new AnalyzerAdapter(owner, method.access, method.name, method.desc, null);
        for (AbstractInsnNode i = method.instructions.getFirst(); i != null; i = i.getNext()) {
            if (i.getOpcode() >= 0 && state.locals != null) {
                walk.before.put(i, new Types(List.copyOf(state.locals), FrameType.perValue(state.stack)));
            }
            i.accept(state);
            if (i.getOpcode() == Opcodes.NEW && state.stack != null) {
                walk.newOf.put(state.stack.get(state.stack.size() - 1), i);
            }
        }
        return walk;
    }

    /** The types before an instruction, or null if it cannot be reached. */
    Types before(AbstractInsnNode instruction) {
        return before.get(instruction);
    }

    /** The NEW instruction that made this object under construction, or null if the type is another one. */
    AbstractInsnNode newOf(Object type) {
        return newOf.get(type);
    }
}
