package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.pausa.Coroutine;
import dev.pausa.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Dynamic constants and call sites with private bootstrap methods in a body, as instrumenting tools write them (JaCoCo
 * into every method). No compiler writes them from Java source, so calls of placeholders become such instructions.
 */
class DynamicConstantsTest {
    private static final String SOURCE = """
            package dynamic;
            import static dev.pausa.Coroutine.*;
            import java.lang.invoke.*;
            public class Dynamic {
                private static int runs;
                private Integer field = 7;
                private static String boot(MethodHandles.Lookup l, String name, Class<?> type, Object... rest)
                        throws Throwable {
                    String text = name + " " + ++runs + " of " + l.lookupClass().getName();
                    text += " " + l.hasFullPrivilegeAccess();
                    for (Object o : rest) {
                        text += " " + (o instanceof MethodHandle handle ? handle.invoke() : o);
                    }
                    return text;
                }
                private static Object number(MethodHandles.Lookup l, String name, Class<?> type) {
                    return 5_000_000_000L;
                }
                private static CallSite site(MethodHandles.Lookup l, String name, MethodType type, String constant)
                        throws Exception {
                    return new ConstantCallSite(l.findStatic(Dynamic.class, name, type).asType(type));
                }
                private static String secret() {
                    return "secret";
                }
                private static String called(Object o) {
                    return "called with " + o;
                }
                static String text() { throw new AssertionError(); }
                static String nested() { throw new AssertionError(); }
                static long wide() { throw new AssertionError(); }
                static VarHandle handle() { throw new AssertionError(); }
                static String call(Object o) { throw new AssertionError(); }

                static Object textOfBody() {
                    return coroutine(() -> text() + suspend(text()));
                }
                static Object nestedOfBody() {
                    return coroutine(() -> nested() + suspend(1));
                }
                static Object wideOfBody() {
                    return coroutine(() -> suspend(1) + " " + wide() + wide());
                }
                static Object handleOfBody() {
                    return coroutine(() -> suspend(1) + " " + (Integer) handle().get(new Dynamic()));
                }
                static Object callOfBody() {
                    return coroutine(() -> call(suspend(1)));
                }
            }
            """;

    private static final String OWNER = "dynamic/Dynamic";

    private static Handle own(String name, String desc) {
        return new Handle(Opcodes.H_INVOKESTATIC, OWNER, name, desc, false);
    }

    private static final String STRING = "Ljava/lang/String;";
    private static final String LOOKUP = "Ljava/lang/invoke/MethodHandles$Lookup;";

    private static final Handle BOOT =
            own("boot", "(" + LOOKUP + STRING + "Ljava/lang/Class;[Ljava/lang/Object;)" + STRING);

    private static final ConstantDynamic TEXT = new ConstantDynamic("text", STRING, BOOT);

    private static final Map<String, ConstantDynamic> CONSTANTS = Map.of(
            "text",
            TEXT,
            "nested",
            new ConstantDynamic("outer", STRING, BOOT, own("secret", "()" + STRING), TEXT, "plain"),
            "wide",
            new ConstantDynamic(
                    "number", "J", own("number", "(" + LOOKUP + STRING + "Ljava/lang/Class;)Ljava/lang/Object;")),
            "handle",
            new ConstantDynamic(
                    "field",
                    "Ljava/lang/invoke/VarHandle;",
                    new Handle(
                            Opcodes.H_INVOKESTATIC,
                            "java/lang/invoke/ConstantBootstraps",
                            "fieldVarHandle",
                            "(" + LOOKUP + STRING + "Ljava/lang/Class;Ljava/lang/Class;Ljava/lang/Class;)"
                                    + "Ljava/lang/invoke/VarHandle;",
                            false),
                    Type.getObjectType(OWNER),
                    Type.getObjectType("java/lang/Integer")));

    private static final Handle SITE = own(
            "site", "(" + LOOKUP + STRING + "Ljava/lang/invoke/MethodType;" + STRING + ")Ljava/lang/invoke/CallSite;");

    private static byte[] instrumented(byte[] classFile) {
        ClassWriter writer = new ClassWriter(0);
        new ClassReader(classFile).accept(instrumenter(writer), 0);
        return writer.toByteArray();
    }

    private static ClassVisitor instrumenter(ClassVisitor next) {
        return new ClassVisitor(Opcodes.ASM9, next) {
            @Override
            public MethodVisitor visitMethod(int access, String name, String desc, String signature, String[] thrown) {
                MethodVisitor code = super.visitMethod(access, name, desc, signature, thrown);
                return new MethodVisitor(Opcodes.ASM9, code) {
                    @Override
                    public void visitMethodInsn(int opcode, String owner, String called, String type, boolean itf) {
                        if (owner.equals(OWNER) && CONSTANTS.containsKey(called)) {
                            super.visitLdcInsn(CONSTANTS.get(called));
                        } else if (owner.equals(OWNER) && called.equals("call")) {
                            super.visitInvokeDynamicInsn("called", type, SITE, TEXT);
                        } else {
                            super.visitMethodInsn(opcode, owner, called, type, itf);
                        }
                    }
                };
            }
        };
    }

    @TempDir
    Path directory;

    private void check(String method, Object yielded, String result) throws Throwable {
        try (Compilation compilation = Compilation.ofText(directory, "dynamic.Dynamic", SOURCE)) {
            Path classFile = compilation.classes().resolve(OWNER + ".class");
            Files.write(classFile, instrumented(read(classFile)));
            Coroutine<?> coroutine = (Coroutine<?>) compilation.call("dynamic.Dynamic", method);
            assertThat(coroutine.step(null)).isEqualTo(new Step.Yielded<>(yielded));
            assertThat(coroutine.step("sent")).isEqualTo(new Step.Returned<>(result));
        }
    }

    private static byte[] read(Path file) throws IOException {
        return Files.readAllBytes(file);
    }

    @Test
    void privateBootstrapMethodGetsTheLookupOfItsClass() throws Throwable {
        String text = "text 1 of dynamic.Dynamic true";
        check("textOfBody", text, text + "sent");
    }

    @Test
    void argumentsMayBePrivateMethodsAndDynamicConstants() throws Throwable {
        check("nestedOfBody", 1, "outer 2 of dynamic.Dynamic true secret text 1 of dynamic.Dynamic true plainsent");
    }

    @Test
    void constantsMayBePrimitive() throws Throwable {
        check("wideOfBody", 1, "sent 50000000005000000000");
    }

    @Test
    void bootstrapMethodsOfTheJdkReachPrivateMembers() throws Throwable {
        check("handleOfBody", 1, "sent 7");
    }

    @Test
    void callSitesMayHavePrivateBootstrapMethods() throws Throwable {
        check("callOfBody", 1, "called with sent");
    }
}
