package dev.pausa.lint.bytecode;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Puts lambdas back where weaving ahead of time has put objects of body classes. Such a class has the interfaces of the
 * lambda, and its {@code run} calls the lambda's method.
 */
final class Unweaving {
    private static final Handle METAFACTORY = new Handle(
            Opcodes.H_INVOKESTATIC,
            Lambda.METAFACTORY,
            "metafactory",
            "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
                    + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;Ljava/lang/invoke/MethodType;)"
                    + "Ljava/lang/invoke/CallSite;",
            false);

    private final Map<String, ClassNode> woven = new HashMap<>();

    /** Takes note of a class that was woven, which nobody wrote. */
    void add(ClassNode type) {
        woven.put(type.name, type);
    }

    /** Makes a method what it was before it was rewritten. */
    void unweave(ClassNode host, MethodNode method) {
        InsnList code = method.instructions;
        for (AbstractInsnNode i : code.toArray()) {
            if (i instanceof MethodInsnNode made && made.name.startsWith("at$") && woven.containsKey(made.owner)) {
                lambda(host, made).ifPresent(lambda -> code.set(made, lambda));
            }
        }
    }

    private Optional<InvokeDynamicInsnNode> lambda(ClassNode host, MethodInsnNode made) {
        ClassNode body = Objects.requireNonNull(woven.get(made.owner));
        for (MethodNode run : body.methods) {
            for (AbstractInsnNode i : run.instructions) {
                if (run.name.equals("run") && i instanceof MethodInsnNode call && call.owner.equals(host.name)) {
                    return Optional.of(lambda(body, made, run, call));
                }
            }
        }
        return Optional.empty();
    }

    private static InvokeDynamicInsnNode lambda(
            ClassNode body, MethodInsnNode made, MethodNode run, MethodInsnNode call) {
        boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
        int tag = isStatic ? Opcodes.H_INVOKESTATIC : call.itf ? Opcodes.H_INVOKEINTERFACE : Opcodes.H_INVOKEVIRTUAL;
        Handle target = new Handle(tag, call.owner, call.name, call.desc, call.itf);
        Type type = Type.getObjectType(body.interfaces.get(0));
        String desc = Type.getMethodDescriptor(type, Type.getArgumentTypes(made.desc));
        Type erased = Type.getMethodType(run.desc);
        return new InvokeDynamicInsnNode(run.name, desc, METAFACTORY, erased, target, actual(erased, call));
    }

    /** What the interface's method is, as precisely as the lambda's own tells. */
    private static Type actual(Type erased, MethodInsnNode call) {
        Type result = Type.getReturnType(call.desc);
        boolean isObject = erased.getReturnType().getSort() == Type.OBJECT && result.getSort() == Type.OBJECT;
        return isObject ? Type.getMethodType(result, erased.getArgumentTypes()) : erased;
    }
}
