package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Makes one method of a passing one and its target, whose arguments become locals behind those of the first. */
public final class Inlining {
    private Inlining() {}

    /**
     * Returns the target's code with the arguments of the passing method.
     *
     * @param passing the passing method
     * @param declaring the class that declares it
     * @param target its target; it is rewritten and must not be used again
     * @return the target
     */
    public static MethodNode inline(Passing passing, ClassNode declaring, MethodNode target) {
        List<Type> arguments = Passing.arguments(declaring, passing.method());
        int shift = arguments.stream().mapToInt(Type::getSize).sum();
        shift(target, shift);
        target.instructions.insert(arguments(passing, shift));
        target.desc = Type.getMethodDescriptor(Type.getReturnType(target.desc), arguments.toArray(new Type[0]));
        target.access |= Opcodes.ACC_STATIC;
        return target;
    }

    private static void shift(MethodNode method, int by) {
        for (AbstractInsnNode i : method.instructions) {
            if (i instanceof VarInsnNode access) {
                access.var += by;
            } else if (i instanceof IincInsnNode increment) {
                increment.var += by;
            } else if (i instanceof FrameNode frame) {
                List<Object> locals = new ArrayList<>(Collections.nCopies(by, Opcodes.TOP));
                locals.addAll(frame.local);
                frame.local = locals;
            }
        }
        if (method.localVariables != null) {
            method.localVariables.forEach(variable -> variable.index += by);
        }
        method.maxLocals += by;
    }

    private static InsnList arguments(Passing passing, int shift) {
        InsnList code = new InsnList();
        for (AbstractInsnNode i : passing.before()) {
            code.add(i.clone(Collections.emptyMap()));
        }
        List<Type> types = new ArrayList<>(List.of(Type.getArgumentTypes(passing.call().desc)));
        if (passing.call().getOpcode() != Opcodes.INVOKESTATIC) {
            types.add(0, Type.getObjectType(passing.call().owner));
        }
        InsnList stores = new InsnList();
        int slot = shift;
        for (Type type : types) {
            stores.insert(new VarInsnNode(type.getOpcode(Opcodes.ISTORE), slot));
            slot += type.getSize();
        }
        code.add(stores);
        return code;
    }
}
