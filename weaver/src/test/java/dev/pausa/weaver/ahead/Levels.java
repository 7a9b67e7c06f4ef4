package dev.pausa.weaver.ahead;

import dev.pausa.frame.Index;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Makes generated classes look as if they were woven for another level of the contract. */
final class Levels {
    private Levels() {}

    static byte[] another(byte[] classFile) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, writer) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String desc, String signature, String[] thrown) {
                                boolean says = name.equals("level") || name.equals("<clinit>");
                                return new MethodVisitor(
                                        Opcodes.ASM9, super.visitMethod(access, name, desc, signature, thrown)) {
                                    @Override
                                    public void visitIntInsn(int opcode, int operand) {
                                        super.visitIntInsn(opcode, says && operand == Index.LEVEL ? 99 : operand);
                                    }
                                };
                            }
                        },
                        0);
        return writer.toByteArray();
    }
}
