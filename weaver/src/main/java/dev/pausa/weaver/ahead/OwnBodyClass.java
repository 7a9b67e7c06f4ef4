package dev.pausa.weaver.ahead;

import dev.pausa.weaver.Names;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/**
 * Writes the class of a body that the host itself has the code of, or that never pauses: it knows its prototype.
 *
 * <pre>
 *     private static boolean settled;
 *     protected Prototype prototype() { return settled ? Orders$load$coroutine1.PROTOTYPE$… : null; }
 *     protected Prototype woven() { return Orders$load$coroutine1.PROTOTYPE$…; }
 *     protected void settle() { settled = true; }
 * </pre>
 */
final class OwnBodyClass extends BodyClass {
    private static final String SETTLED = "settled";
    private static final String PROTOTYPE = "PROTOTYPE";

    private final Made made;

    OwnBodyClass(ClassNode host, Site site, Made made, String name, String hash) {
        super(host, site, name, hash);
        this.made = made;
    }

    @Override
    String superclass() {
        return Names.BODY_CLASS;
    }

    @Override
    void emitInitialization(MethodVisitor initializer) {
        if (made.frame() == null) {
            made.push(initializer);
            initializer.visitFieldInsn(Opcodes.PUTSTATIC, name, PROTOTYPE, Names.PROTOTYPE_DESC);
        }
    }

    @Override
    void emitPrototype() {
        int ofClass = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC;
        field(ofClass, SETTLED, "Z");
        if (made.frame() == null) {
            field(ofClass | Opcodes.ACC_FINAL, PROTOTYPE, Names.PROTOTYPE_DESC);
        }
        emitSettledPrototype();
        emitWoven();
        emitSettle();
    }

    private void emitSettledPrototype() {
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_PROTECTED, "prototype", "()" + Names.PROTOTYPE_DESC);
        Label unsettled = new Label();
        code.visitFieldInsn(Opcodes.GETSTATIC, name, SETTLED, "Z");
        code.visitJumpInsn(Opcodes.IFEQ, unsettled);
        pushPrototype(code);
        code.visitInsn(Opcodes.ARETURN);
        code.visitLabel(unsettled);
        code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        code.visitInsn(Opcodes.ACONST_NULL);
        Code.end(code, Opcodes.ARETURN);
    }

    private void emitWoven() {
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_PROTECTED, "woven", "()" + Names.PROTOTYPE_DESC);
        pushPrototype(code);
        Code.end(code, Opcodes.ARETURN);
    }

    private void emitSettle() {
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_PROTECTED, "settle", "()V");
        code.visitInsn(Opcodes.ICONST_1);
        code.visitFieldInsn(Opcodes.PUTSTATIC, name, SETTLED, "Z");
        Code.end(code, Opcodes.RETURN);
    }

    private void pushPrototype(MethodVisitor code) {
        if (made.frame() == null) {
            code.visitFieldInsn(Opcodes.GETSTATIC, name, PROTOTYPE, Names.PROTOTYPE_DESC);
        } else {
            made.push(code);
        }
    }
}
