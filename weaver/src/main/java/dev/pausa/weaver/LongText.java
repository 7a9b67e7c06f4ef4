package dev.pausa.weaver;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A text of any length in generated code, which takes it out of as many constants as it needs. */
public final class LongText {
    private LongText() {}

    /** A string constant has at most 65535 bytes, and a character at most three (JVMS 4.4.7). */
    private static final int LONGEST_PIECE = 65535 / 3;

    /**
     * Emits code that pushes a text.
     *
     * @param code where to
     * @param text the text
     */
    public static void push(MethodVisitor code, String text) {
        code.visitLdcInsn(piece(text, 0));
        for (int from = LONGEST_PIECE; from < text.length(); from += LONGEST_PIECE) {
            code.visitLdcInsn(piece(text, from));
            code.visitMethodInsn(
                    Opcodes.INVOKEVIRTUAL,
                    "java/lang/String",
                    "concat",
                    "(Ljava/lang/String;)Ljava/lang/String;",
                    false);
        }
    }

    private static String piece(String text, int from) {
        return text.substring(from, Math.min(text.length(), from + LONGEST_PIECE));
    }
}
