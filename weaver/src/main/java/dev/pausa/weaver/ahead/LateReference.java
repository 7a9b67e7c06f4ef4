package dev.pausa.weaver.ahead;

import dev.pausa.trace.FrameNames;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/**
 * A method reference that is a body, and whose frame is found when the program runs: to a method of another class, or
 * to one that the class of an object decides on.
 *
 * @param site a place where it is made
 * @param target the method that is meant: not the one of the site, if a compiler wrote that one to call it
 * @param lookup a method of the host that gives the host's rights; null if those of a class of its nest do
 * @param bodyClass the internal name of the class that stands for it in a rewritten host
 */
record LateReference(Site site, Handle target, MethodNode lookup, String bodyClass) {
    private static final String LOOKUP_DESC = "()Ljava/lang/invoke/MethodHandles$Lookup;";

    /** Returns a method that gives the rights of the class that it is added to. */
    static MethodNode lookup(int number) {
        int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
        MethodNode code = new MethodNode(access, FrameNames.ADDED_METHOD + number, LOOKUP_DESC, null, null);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/invoke/MethodHandles", "lookup", LOOKUP_DESC, false);
        code.visitInsn(Opcodes.ARETURN);
        code.visitMaxs(1, 0);
        return code;
    }

    boolean dropsResult() {
        return Type.getReturnType(site.erased().getDescriptor()) == Type.VOID_TYPE;
    }
}
