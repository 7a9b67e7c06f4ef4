package dev.pausa.conformance.failing;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Loads a copy of the library whose every allocation and call, and those of the bodies that it weaves, can be made to
 * fail.
 */
final class InjectingLoader extends ClassLoader {
    private static final String INJECTED = Injected.class.getName().replace('.', '/');
    private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";

    InjectingLoader() {
        super(InjectingLoader.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("dev.pausa.") || name.startsWith(Injected.class.getName())) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : define(name);
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        String path = name.replace('.', '/') + ".class";
        try (InputStream in = getParent().getResourceAsStream(path)) {
            if (in == null) {
                throw new ClassNotFoundException(name);
            }
            byte[] file = in.readAllBytes();
            byte[] code = name.startsWith("dev.pausa.weaver.")
                    ? withHook(file)
                    : name.startsWith("dev.pausa.conformance.") ? file : withPlaces(file);
            return defineClass(name, code, 0, code.length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Visit {
        MethodVisitor of(MethodVisitor next, String method);
    }

    private static byte[] transformed(byte[] file, Visit visit) {
        ClassReader reader = new ClassReader(file);
        ClassWriter writer = new ClassWriter(reader, 0);
        reader.accept(
                new ClassVisitor(Opcodes.ASM9, writer) {
                    @Override
                    public MethodVisitor visitMethod(
                            int access, String name, String desc, String signature, String[] exceptions) {
                        return visit.of(super.visitMethod(access, name, desc, signature, exceptions), name);
                    }
                },
                0);
        return writer.toByteArray();
    }

    /** The weaver defines its classes through {@link Injected#define}. */
    private static byte[] withHook(byte[] file) {
        return transformed(file, (next, method) -> new MethodVisitor(Opcodes.ASM9, next) {
            @Override
            public void visitMethodInsn(int opcode, String owner, String name, String desc, boolean isInterface) {
                if (owner.equals(LOOKUP) && name.equals("defineClass")) {
                    super.visitMethodInsn(
                            Opcodes.INVOKESTATIC, INJECTED, "define", "(L" + LOOKUP + ";[B)Ljava/lang/Class;", false);
                } else {
                    super.visitMethodInsn(opcode, owner, name, desc, isInterface);
                }
            }
        });
    }

    static byte[] withPlaces(byte[] file) {
        return transformed(file, Places::new);
    }

    private static final class Places extends MethodVisitor {
        /**
         * What cannot be helped: a class whose initialiser has failed; the last handler of a body; the calls of woven
         * code between the pause of what it awaits and its own, which have no handler.
         */
        private static final Set<String> SPARED = Set.of("<clinit>", "failed", "end", "isPaused", "frame", "attach");

        private final String method;

        Places(MethodVisitor next, String method) {
            super(Opcodes.ASM9, next);
            this.method = method;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            if (!SPARED.contains(method)) {
                place("enters");
            }
        }

        @Override
        public void visitTypeInsn(int opcode, String type) {
            super.visitTypeInsn(opcode, type); // first: a stack map may name the place of a NEW
            if ((opcode == Opcodes.NEW || opcode == Opcodes.ANEWARRAY) && !method.equals("<clinit>")) {
                place("allocates");
            }
        }

        @Override
        public void visitIntInsn(int opcode, int operand) {
            if (opcode == Opcodes.NEWARRAY && !method.equals("<clinit>")) {
                place("allocates");
            }
            super.visitIntInsn(opcode, operand);
        }

        private void place(String name) {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, INJECTED, name, "()V", false);
        }
    }
}
