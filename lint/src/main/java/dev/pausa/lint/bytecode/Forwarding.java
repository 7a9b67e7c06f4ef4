package dev.pausa.lint.bytecode;

import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The methods that compilers write for those method references that no method handle can stand for: the weaver makes what
 * they call the body. A lambda that a person wrote may call one method as well, and that is an ordinary call.
 */
final class Forwarding {
    private Forwarding() {}

    /** The call that a compiler wrote a method for; empty if it is not certain that it did. */
    static Optional<MethodInsnNode> of(Code code, Program program) {
        Optional<MethodInsnNode> call =
                code.isSynthetic() && code.pauses().isEmpty() ? onlyCall(code) : Optional.empty();
        return call.filter(found -> isForReference(code, found, program));
    }

    private static Optional<MethodInsnNode> onlyCall(Code code) {
        MethodInsnNode only = null;
        for (MethodInsnNode call : code.calls()) {
            boolean converts =
                    call.owner.startsWith("java/lang/") && (call.name.equals("valueOf") || call.name.endsWith("Value"));
            if (!converts && only != null) {
                return Optional.empty();
            }
            only = converts ? only : call;
        }
        return Optional.ofNullable(only);
    }

    private static boolean isForReference(Code code, MethodInsnNode call, Program program) {
        boolean isSuper = call.getOpcode() == Opcodes.INVOKESPECIAL && !call.name.equals("<init>");
        if (isSuper || code.method.name.startsWith("access$")) {
            return true;
        }
        Optional<MethodNode> target = program.declared(call.owner, call.name, call.desc);
        return target.isPresent() && (isVarargs(code, target.get()) || isOutOfReach(code, call, target.get()));
    }

    private static boolean isVarargs(Code code, MethodNode target) {
        boolean makesArray = false;
        for (AbstractInsnNode i : code.method.instructions) {
            makesArray |= i.getOpcode() == Opcodes.ANEWARRAY || i.getOpcode() == Opcodes.NEWARRAY;
        }
        return (target.access & Opcodes.ACC_VARARGS) != 0 && makesArray;
    }

    private static boolean isOutOfReach(Code code, MethodInsnNode call, MethodNode target) {
        return (target.access & Opcodes.ACC_PROTECTED) != 0
                && !packageOf(code.type.name).equals(packageOf(call.owner));
    }

    private static String packageOf(String internalName) {
        return internalName.substring(0, internalName.lastIndexOf('/') + 1);
    }
}
