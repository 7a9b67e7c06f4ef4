package dev.pausa.weaver.ahead;

import dev.pausa.weaver.Names;
import dev.pausa.weaver.Nest;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;

/**
 * Writes the class of a body that is a {@link LateReference}: it tells which method is meant.
 *
 * <pre>
 *     protected int kind() { return 0; }
 *     protected Object receiver() { return captured$0; }
 *     protected Object lambda() { return captured$0::load; }          // for the weaver, if the frame is not there
 *     protected Prototype woven() { return Woven.reference(this, lookup(), Orders.class, "load", ()V, 5, true); }
 * </pre>
 */
final class ReferenceClass extends BodyClass {
    private static final String LOOKUP = "()Ljava/lang/invoke/MethodHandles$Lookup;";
    private static final String OBJECT = "()Ljava/lang/Object;";

    private final ClassNode host;
    private final LateReference reference;

    ReferenceClass(ClassNode host, LateReference reference, String hash) {
        super(host, reference.site(), reference.bodyClass(), hash);
        this.host = host;
        this.reference = reference;
    }

    @Override
    String superclass() {
        return Names.REFERENCE;
    }

    @Override
    void emitInitialization(MethodVisitor initializer) {
        // nothing
    }

    @Override
    void emitPrototype() {
        emitKind();
        emitReceiver();
        emitLambda();
        emitWoven();
    }

    private void emitKind() {
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_PROTECTED, "kind", "()I");
        code.visitInsn(Opcodes.ICONST_0 + reference.site().kind().ordinal());
        Code.end(code, Opcodes.IRETURN);
    }

    private void emitReceiver() {
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_PROTECTED, "receiver", OBJECT);
        if (captured.isEmpty()) {
            code.visitInsn(Opcodes.ACONST_NULL);
        } else {
            pushCaptured(code);
        }
        Code.end(code, Opcodes.ARETURN);
    }

    private void emitLambda() {
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_PROTECTED, "lambda", OBJECT);
        if (!captured.isEmpty()) {
            pushCaptured(code);
        }
        reference.site().instruction().accept(code);
        Code.end(code, Opcodes.ARETURN);
    }

    private void pushCaptured(MethodVisitor code) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitFieldInsn(
                Opcodes.GETFIELD, name, Nest.captured(0), captured.get(0).getDescriptor());
    }

    private void emitWoven() {
        MethodVisitor code = Code.begin(writer, Opcodes.ACC_PROTECTED, "woven", "()" + Names.PROTOTYPE_DESC);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        if (reference.lookup() == null) {
            code.visitMethodInsn(Opcodes.INVOKESTATIC, "java/lang/invoke/MethodHandles", "lookup", LOOKUP, false);
        } else {
            boolean isInterface = (host.access & Opcodes.ACC_INTERFACE) != 0;
            code.visitMethodInsn(Opcodes.INVOKESTATIC, host.name, reference.lookup().name, LOOKUP, isInterface);
        }
        code.visitLdcInsn(Type.getObjectType(reference.target().getOwner()));
        code.visitLdcInsn(reference.target().getName());
        code.visitLdcInsn(Type.getMethodType(reference.target().getDesc()));
        code.visitIntInsn(Opcodes.BIPUSH, reference.target().getTag());
        code.visitInsn(reference.dropsResult() ? Opcodes.ICONST_1 : Opcodes.ICONST_0);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Names.WOVEN,
                "reference",
                "(L" + Names.REFERENCE + ";Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/Class;"
                        + "Ljava/lang/String;Ljava/lang/invoke/MethodType;IZ)" + Names.PROTOTYPE_DESC,
                false);
        Code.end(code, Opcodes.ARETURN);
    }
}
