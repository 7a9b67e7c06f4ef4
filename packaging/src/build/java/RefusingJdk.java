import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes a patch for {@code java.base} of the JDK that runs this, in which nobody can define a class by a lookup, or ask
 * a lambda what its code is: {@code Lookup.defineClass} throws, and so does {@code Lookup.findVirtual} for a method
 * named {@code writeReplace}. {@code defineHiddenClass} stays, by which the JDK makes the classes of lambdas, and so
 * does {@code defineClass} for lookups in {@code jdk.jfr}: on Java 17 an event is registered by it, and JUnit does
 * that.
 *
 * <pre>{@code
 * java -cp ASM RefusingJdk.java PATCH
 * java --patch-module java.base=PATCH …
 * }</pre>
 */
final class RefusingJdk {
    private static final String LOOKUP = "java/lang/invoke/MethodHandles$Lookup";
    private static final String ERROR = "java/lang/IllegalAccessError";

    private RefusingJdk() {}

    public static void main(String[] arguments) throws IOException {
        Path patched = Path.of(arguments[0], LOOKUP + ".class");
        Files.createDirectories(patched.getParent());
        try (InputStream in = Object.class.getResourceAsStream("/" + LOOKUP + ".class")) {
            Files.write(patched, refusing(in.readAllBytes()));
        }
    }

    private static byte[] refusing(byte[] lookup) {
        ClassReader reader = new ClassReader(lookup);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        ClassVisitor refusing = new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String desc, String sign, String[] thrown) {
                MethodVisitor method = super.visitMethod(access, name, desc, sign, thrown);
                return switch (name) {
                    case "defineClass" -> new Refusal(method, false);
                    case "findVirtual" -> new Refusal(method, true);
                    default -> method;
                };
            }
        };
        reader.accept(refusing, 0);
        return writer.toByteArray();
    }

    /** Begins a method by throwing; or, if its second argument is {@code "writeReplace"}. */
    private static final class Refusal extends MethodVisitor {
        private final boolean isForName;

        Refusal(MethodVisitor method, boolean isForName) {
            super(Opcodes.ASM9, method);
            this.isForName = isForName;
        }

        @Override
        public void visitCode() {
            super.visitCode();
            Label allowed = new Label();
            if (isForName) {
                visitLdcInsn("writeReplace");
                visitVarInsn(Opcodes.ALOAD, 2);
                compare();
                visitJumpInsn(Opcodes.IFEQ, allowed);
            } else {
                visitLdcInsn("jdk.jfr");
                visitModule();
                compare();
                visitJumpInsn(Opcodes.IFNE, allowed);
            }
            visitTypeInsn(Opcodes.NEW, ERROR);
            visitInsn(Opcodes.DUP);
            visitLdcInsn("refused by the test");
            visitMethodInsn(Opcodes.INVOKESPECIAL, ERROR, "<init>", "(Ljava/lang/String;)V", false);
            visitInsn(Opcodes.ATHROW);
            visitLabel(allowed);
            visitFrame(Opcodes.F_SAME, 0, null, 0, null);
        }

        private void compare() {
            visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/String", "equals", "(Ljava/lang/Object;)Z", false);
        }

        /** The name of the module of the class that the lookup is in. */
        private void visitModule() {
            visitVarInsn(Opcodes.ALOAD, 0);
            visitMethodInsn(Opcodes.INVOKEVIRTUAL, LOOKUP, "lookupClass", "()Ljava/lang/Class;", false);
            visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Class", "getModule", "()Ljava/lang/Module;", false);
            visitMethodInsn(Opcodes.INVOKEVIRTUAL, "java/lang/Module", "getName", "()Ljava/lang/String;", false);
        }
    }
}
