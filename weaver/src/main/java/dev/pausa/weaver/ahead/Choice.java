package dev.pausa.weaver.ahead;

import dev.pausa.trace.FrameNames;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Writes a method for a rewritten host that makes the body of a reference to a method that may be overridden. An object
 * of the host itself has the host's method, so it gets a body class; so does one of a class that the JDK's first loader
 * has defined, if the method is the JDK's, since none of those pauses. For others, the method is found when the
 * coroutine is made.
 */
final class Choice {
    private Choice() {}

    /**
     * Returns the method.
     *
     * @param number what tells it from others that are added
     * @param host the host
     * @param site what the host makes; its first argument is the object
     * @param made makes an object of the body class, of the same arguments
     * @param other makes what others get; null for a lambda
     */
    static MethodNode method(int number, ClassNode host, Site site, MethodInsnNode made, MethodInsnNode other) {
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
        MethodNode code = new MethodNode(access, FrameNames.ADDED_METHOD + number, site.instruction().desc, null, null);
        Label otherwise = new Label();
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Object", "getClass", "()Ljava/lang/Class;", false);
        if (site.code().getOwner().equals(host.name)) {
            code.visitLdcInsn(Type.getObjectType(host.name));
            code.visitJumpInsn(Opcodes.IF_ACMPNE, otherwise);
        } else {
            String loader = "()Ljava/lang/ClassLoader;";
            code.visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Class", "getClassLoader", loader, false);
            code.visitJumpInsn(Opcodes.IFNONNULL, otherwise);
        }
        load(code);
        code.instructions.add(made);
        code.visitInsn(Opcodes.ARETURN);
        code.visitLabel(otherwise);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        load(code);
        if (other == null) {
            site.instruction().accept(code);
        } else {
            code.instructions.add(other);
        }
        code.visitInsn(Opcodes.ARETURN);
        int slots = Type.getArgumentsAndReturnSizes(code.desc) >> 2;
        code.visitMaxs(Math.max(2, slots), slots);
        return code;
    }

    private static void load(MethodNode code) {
        int slot = 0;
        for (Type type : Type.getArgumentTypes(code.desc)) {
            code.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
            slot += type.getSize();
        }
    }

    /** Returns the call of such a method, in the place of what made a lambda. */
    static MethodInsnNode call(MethodNode method, ClassNode host) {
        boolean isInterface = (host.access & Opcodes.ACC_INTERFACE) != 0;
        return new MethodInsnNode(Opcodes.INVOKESTATIC, host.name, method.name, method.desc, isInterface);
    }
}
