package dev.pausa.weaver;

import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** How many bytes of code the methods of a class file have. */
final class CodeSize {
    private CodeSize() {}

    /** Returns the sizes by the methods' names and descriptors. */
    static Map<String, Integer> of(byte[] classFile) {
        Map<String, Integer> sizes = new TreeMap<>();
        new ClassReader(classFile)
                .accept(
                        new ClassVisitor(Opcodes.ASM9, new ClassWriter(0)) {
                            @Override
                            public MethodVisitor visitMethod(
                                    int access, String name, String desc, String any, String[] thrown) {
                                return new MethodVisitor(
                                        Opcodes.ASM9, super.visitMethod(access, name, desc, any, thrown)) {
                                    @Override
                                    public void visitMaxs(int stack, int locals) {
                                        Label last = new Label();
                                        visitLabel(last);
                                        super.visitMaxs(stack, locals);
                                        sizes.put(name + desc, last.getOffset());
                                    }
                                };
                            }
                        },
                        0);
        return sizes;
    }
}
