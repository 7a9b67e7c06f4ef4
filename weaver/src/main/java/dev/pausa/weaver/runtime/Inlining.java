package dev.pausa.weaver.runtime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Makes one method of a forwarding one and its target, whose arguments become locals behind those of the first. */
final class Inlining {
    private Inlining() {}

    /**
     * Returns the target's code with the arguments of the forwarding method.
     *
     * @param forwarding the forwarding method
     * @param target its target; it is rewritten and must not be used again
     */
    static MethodNode inline(Forwarding forwarding, MethodNode target) {
        int shift = 0;
        for (Type argument : forwarding.arguments()) {
            shift += argument.getSize();
        }
        shift(target, shift);
        target.instructions.insert(arguments(forwarding, shift));
        target.desc = Type.getMethodDescriptor(
                Type.getReturnType(target.desc), forwarding.arguments().toArray(new Type[0]));
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

    private static InsnList arguments(Forwarding forwarding, int shift) {
        InsnList code = new InsnList();
        for (AbstractInsnNode i : forwarding.before()) {
            code.add(i.clone(Collections.emptyMap()));
        }
        List<Type> types = new ArrayList<>(List.of(Type.getArgumentTypes(forwarding.call().desc)));
        if (!forwarding.isStatic()) {
            types.add(0, Type.getObjectType(forwarding.call().owner));
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
