package dev.pausa.lint.bytecode;

import dev.pausa.lint.bytecode.Program.Declared;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The methods that compilers write for those method references that no method handle can stand for: the weaver makes
 * what they call the body. A lambda that a person wrote may call one method as well, and that is an ordinary call.
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
        if (isSuper || code.method.name.startsWith("access$") || castsReceiver(code, call)) {
            return true;
        }
        return program.declared(call.owner, call.name, call.desc)
                .filter(target -> isVarargs(code, target.method()) || isOutOfReach(code, target))
                .isPresent();
    }

    /** As for a method of an intersection type. */
    private static boolean castsReceiver(Code code, MethodInsnNode call) {
        AbstractInsnNode first = Code.nextCode(code.method.instructions.getFirst());
        AbstractInsnNode second = first == null ? null : Code.nextCode(first.getNext());
        return call.getOpcode() != Opcodes.INVOKESTATIC
                && first != null
                && second != null
                && first.getOpcode() == Opcodes.ALOAD
                && second.getOpcode() == Opcodes.CHECKCAST;
    }

    private static boolean isVarargs(Code code, MethodNode target) {
        boolean makesArray = false;
        for (AbstractInsnNode i : code.method.instructions) {
            makesArray |= i.getOpcode() == Opcodes.ANEWARRAY || i.getOpcode() == Opcodes.NEWARRAY;
        }
        return (target.access & Opcodes.ACC_VARARGS) != 0 && makesArray;
    }

    /** As for a method of another package, which is protected or of a class that is not public. */
    private static boolean isOutOfReach(Code code, Declared target) {
        boolean isHidden = (target.method().access & Opcodes.ACC_PROTECTED) != 0
                || (target.type().access & Opcodes.ACC_PUBLIC) == 0;
        return isHidden && !packageOf(code.type.name).equals(packageOf(target.type().name));
    }

    private static String packageOf(String internalName) {
        return internalName.substring(0, internalName.lastIndexOf('/') + 1);
    }
}
