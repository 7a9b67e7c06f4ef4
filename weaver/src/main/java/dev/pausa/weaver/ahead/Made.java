package dev.pausa.weaver.ahead;

import dev.pausa.weaver.LongText;
import dev.pausa.weaver.Names;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What was made of a body.
 *
 * @param body the body
 * @param frame the internal name of its frame class; null if it never pauses
 * @param prototype the field of the frame class that holds the prototype
 * @param table the state table of a body that never pauses
 */
record Made(Body body, String frame, String prototype, String table) {

    /** Pushes the prototype of a frame class, or makes the one of a body that never pauses. */
    void push(MethodVisitor code) {
        if (frame != null) {
            code.visitFieldInsn(Opcodes.GETSTATIC, frame, prototype, "L" + frame + ";");
            return;
        }
        code.visitInsn(Opcodes.ICONST_0 + body.kind().ordinal());
        LongText.push(code, table);
        code.visitLdcInsn(body.method().name);
        code.visitMethodInsn(
                Opcodes.INVOKESTATIC,
                Names.WOVEN,
                "plain",
                "(ILjava/lang/String;Ljava/lang/String;)" + Names.PROTOTYPE_DESC,
                false);
    }
}
