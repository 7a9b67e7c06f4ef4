package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pausa.Generator;
import dev.pausa.StopIteration;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Optimizers use the slot of a parameter again once the parameter is dead, for a variable of any type. Then the slot
 * does not always hold the yielder.
 */
class YielderSlotTest {
    private static final String NAME = "slots/Body";
    private static final int YIELDER = 1;

    @ParameterizedTest
    @CsvSource({"I, 1", "J, 1", "J, 0", "D, 0", "F, 1", "Ljava/lang/Object;, 1"})
    void theSlotIsUsedAgain(String descriptor, int slot) throws Exception {
        Generator.ResultBody<Object, Object, Object> body = instance(classFile(Type.getType(descriptor), slot));
        Generator<Object, Object, Object> generator = Generator.generatorReturning(body);
        assertThat(generator.next()).isEqualTo("first");
        assertThat(generator.next()).isEqualTo("second");
        StopIteration end = catchThrowableOfType(StopIteration.class, () -> generator.send(null));
        assertThat(String.valueOf(end.value())).startsWith("1");
    }

    /**
     * Yields once through the parameter, moves it elsewhere, stores a one in its place, yields again, and returns the
     * one.
     */
    private static byte[] classFile(Type type, int slot) {
        ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
        String[] interfaces = {"dev/pausa/Generator$ResultBody"};
        writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, NAME, null, Names.OBJECT, interfaces);
        MethodVisitor init = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
        init.visitVarInsn(Opcodes.ALOAD, 0);
        init.visitMethodInsn(Opcodes.INVOKESPECIAL, Names.OBJECT, "<init>", "()V", false);
        init.visitInsn(Opcodes.RETURN);
        init.visitMaxs(0, 0);
        MethodVisitor run = writer.visitMethod(
                Opcodes.ACC_PUBLIC, "run", "(L" + Names.YIELDER + ";)L" + Names.OBJECT + ";", null, null);
        int elsewhere = 4;
        yieldThrough(run, YIELDER, "first");
        run.visitVarInsn(Opcodes.ALOAD, YIELDER);
        run.visitVarInsn(Opcodes.ASTORE, elsewhere);
        pushOne(run, type);
        run.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slot);
        yieldThrough(run, elsewhere, "second");
        run.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
        run.visitMethodInsn(
                Opcodes.INVOKESTATIC, "java/lang/String", "valueOf", "(" + type + ")Ljava/lang/String;", false);
        run.visitInsn(Opcodes.ARETURN);
        run.visitMaxs(0, 0);
        writer.visitEnd();
        return writer.toByteArray();
    }

    private static void yieldThrough(MethodVisitor run, int slot, String value) {
        run.visitVarInsn(Opcodes.ALOAD, slot);
        run.visitLdcInsn(value);
        run.visitMethodInsn(
                Opcodes.INVOKEINTERFACE,
                Names.YIELDER,
                "yield",
                "(L" + Names.OBJECT + ";)L" + Names.OBJECT + ";",
                true);
        run.visitInsn(Opcodes.POP);
    }

    private static void pushOne(MethodVisitor run, Type type) {
        switch (type.getSort()) {
            case Type.INT -> run.visitInsn(Opcodes.ICONST_1);
            case Type.LONG -> run.visitInsn(Opcodes.LCONST_1);
            case Type.FLOAT -> run.visitInsn(Opcodes.FCONST_1);
            case Type.DOUBLE -> run.visitInsn(Opcodes.DCONST_1);
            default -> run.visitLdcInsn("1");
        }
    }

    @SuppressWarnings("unchecked")
    private static Generator.ResultBody<Object, Object, Object> instance(byte[] classFile) throws Exception {
        ClassLoader loader = new ClassLoader(YielderSlotTest.class.getClassLoader()) {
            @Override
            protected Class<?> findClass(String name) {
                return defineClass(name, classFile, 0, classFile.length);
            }

            @Override
            public InputStream getResourceAsStream(String name) {
                return name.equals(NAME + ".class")
                        ? new ByteArrayInputStream(classFile)
                        : super.getResourceAsStream(name);
            }
        };
        return (Generator.ResultBody<Object, Object, Object>)
                loader.loadClass(NAME.replace('/', '.')).getConstructor().newInstance();
    }
}
