package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.pausa.Coroutine;
import dev.pausa.Step;
import dev.pausa.WeaveException;
import dev.pausa.WeaveException.Reason;
import java.io.IOException;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jacoco.core.instr.Instrumenter;
import org.jacoco.core.runtime.LoggerRuntime;
import org.jacoco.core.runtime.RuntimeData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * The class file that the weaver reads is not the one that the JVM loaded: refused, unless the loaded class only has
 * more.
 */
class ChangedClassFileTest {
    private static final String SOURCE = """
            package changed;
            import static dev.pausa.Coroutine.*;
            import dev.pausa.Coroutine;
            public class Orders extends Object implements Comparable<Orders> {
                private int count;
                private Optional optional(Optional given) {
                    return given;
                }
                public synchronized int compareTo(Orders other) {
                    return count;
                }
                static Object handle(String item) {
                    return coroutine(() -> "ship " + item + suspend(1));
                }
                static Object ship() {
                    return handle("it");
                }
                static Object load() {
                    return coroutine(Orders::loaded);
                }
                private static String loaded() throws Exception {
                    return "loaded" + suspend(1);
                }
                static class Optional {}
            }
            """;

    private static final String ORDERS = "changed.Orders";
    private static final String FILE = "changed/Orders.class";

    @TempDir
    Path directory;

    private int compilations;

    private Path compile(String text) throws IOException {
        try (Compilation compilation =
                Compilation.ofText(directory.resolve("sources" + compilations++), ORDERS, text)) {
            return compilation.classes();
        }
    }

    /** Loads classes from one folder, and reads the class file of Orders as this one. */
    private static ClassLoader reading(Path loaded, byte[] file) {
        return new ServingLoader(loaded, ChangedClassFileTest.class.getClassLoader()) {
            @Override
            public byte[] resource(String name, byte[] original) {
                return name.equals(FILE) ? file : original;
            }
        };
    }

    private static Object run(ClassLoader loader, String method) throws Throwable {
        Coroutine<?> coroutine = (Coroutine<?>) Compilation.call(loader, ORDERS, method);
        assertThat(coroutine.step(null)).isEqualTo(new Step.Yielded<>(1));
        return ((Step.Returned<?>) coroutine.step("!")).value();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Refused
    // -----------------------------------------------------------------------------------------------------------------

    private void checkRefused(String newText, String method, String difference) throws IOException {
        Path loaded = compile(SOURCE);
        byte[] file = Files.readAllBytes(compile(newText).resolve(FILE));
        ClassLoader loader = reading(loaded, file);
        WeaveException refused =
                catchThrowableOfType(WeaveException.class, () -> Compilation.call(loader, ORDERS, method));
        assertThat(refused).isNotNull();
        assertThat(refused.reason()).isEqualTo(Reason.CLASS_FILE_CHANGED);
        assertThat(refused.className()).isEqualTo(ORDERS);
        assertThat(refused)
                .hasMessageStartingWith("cannot weave the body in changed.Orders, used at changed.Orders.")
                .hasMessageEndingWith(
                        "): its class file, changed/Orders.class as its class loader gives it, is not the one that"
                                + " the class was loaded from: " + difference
                                + "; if it was compiled anew meanwhile, start the program again; if an"
                                + " agent or a class loader"
                                + " changes the class as it is loaded, let the loader give the changed"
                                + " bytes as the resource"
                                + " changed/Orders.class");
    }

    /** The new version's first lambda has the name that the old version's only one has. */
    @Test
    void compiledAnewWithAnotherLambdaBeforeThisOne() throws IOException {
        String newText = SOURCE.replace(
                "    return coroutine(() -> \"ship",
                "    if (item.isEmpty()) return coroutine(() -> \"refund \" + item + suspend(1));\n"
                        + "    return coroutine(() -> \"ship");
        checkRefused(
                newText,
                "ship",
                "the file has the method lambda$handle$" + hash(newText)
                        + "$2(Ljava/lang/String;)Ljava/lang/String;, which" + " the loaded class lacks");
    }

    private String hash(String text) throws IOException {
        return ClassFiles.parse(Files.readAllBytes(compile(text).resolve(FILE))).methods.stream()
                .filter(method -> method.name.startsWith("lambda$handle$"))
                .map(method -> method.name.split("\\$")[2])
                .findFirst()
                .orElseThrow();
    }

    @Test
    void compiledAnewWithoutTheLambda() throws IOException {
        checkRefused(
                SOURCE.replace("return coroutine(() -> \"ship \" + item + suspend(1));", "return null;"),
                "ship",
                "the file lacks the method lambda$handle$" + hash(SOURCE)
                        + "$1(Ljava/lang/String;)Ljava/lang/String;, which" + " the loaded class has");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "private static String loaded() | static String loaded()"
                        + " | the method loaded()Ljava/lang/String; has the modifiers 'static' in the file and"
                        + " 'private static' in the loaded class",
                "public synchronized int | public int | the method compareTo(Lchanged/Orders;)I has the"
                        + " modifiers 'public' in the file and 'public synchronized' in the loaded class",
                "private int count | private static int count"
                        + " | the field count I has the modifiers 'private static' in the file and"
                        + " 'private' in the loaded class",
                "private int count | private int count, more"
                        + " | the file has the field more I, which the loaded class lacks",
                "private int count | static final int count = 0; static class X { int count"
                        + " | the field count I has the modifiers 'static' in the file and 'private' in the"
                        + " loaded class",
                "extends Object | extends Exception"
                        + " | the file has the superclass java/lang/Exception, and the loaded class java/lang/Object",
                "implements | implements Cloneable,"
                        + " | the file has the interface java/lang/Cloneable, which the loaded class lacks",
            })
    void compiledAnewWithOtherMembers(String old, String changed, String difference) throws IOException {
        String newText = SOURCE.replace(old, changed);
        checkRefused(
                newText.contains("class X") ? newText.replace("{ int count;", "{ int count; }") : newText,
                "load",
                difference);
    }

    @Test
    void classFileOfAnotherClass() throws IOException {
        Path loaded = compile(SOURCE);
        ClassLoader loader = reading(loaded, Files.readAllBytes(loaded.resolve("changed/Orders$Optional.class")));
        WeaveException refused =
                catchThrowableOfType(WeaveException.class, () -> Compilation.call(loader, ORDERS, "ship"));
        assertThat(refused.reason()).isEqualTo(Reason.CLASS_FILE_CHANGED);
        assertThat(refused).hasMessageContaining("it is the file of changed/Orders$Optional");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Allowed
    // -----------------------------------------------------------------------------------------------------------------

    /** Loads a changed Orders, as an agent changes it, and reads the file as it was compiled. */
    private void checkAllowed(UnaryOperator<byte[]> agent) throws Throwable {
        Path compiled = compile(SOURCE);
        byte[] file = Files.readAllBytes(compiled.resolve(FILE));
        Files.write(compiled.resolve(FILE), agent.apply(file));
        ClassLoader loader = reading(compiled, file);
        assertThat(run(loader, "ship")).isEqualTo("ship it!");
        assertThat(run(loader, "load")).isEqualTo("loaded!");
    }

    @Test
    void coverageIsMeasured() throws Throwable {
        LoggerRuntime runtime = new LoggerRuntime();
        runtime.startup(new RuntimeData());
        try {
            checkAllowed(file -> {
                try {
                    byte[] instrumented = new Instrumenter(runtime).instrument(file, ORDERS);
                    assertThat(new String(instrumented, StandardCharsets.ISO_8859_1))
                            .contains("$jacocoInit");
                    return instrumented;
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
        } finally {
            runtime.shutdown();
        }
    }

    @Test
    void agentAddsMembersAndInterfacesAndMakesMembersPublic() throws Throwable {
        checkAllowed(file -> {
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(file).accept(new Additions(writer), 0);
            return writer.toByteArray();
        });
    }

    private static final class Additions extends ClassVisitor {
        Additions(ClassWriter writer) {
            super(Opcodes.ASM9, writer);
        }

        @Override
        public void visit(
                int version, int access, String name, String signature, String superName, String[] interfaces) {
            super.visit(version, access, name, null, superName, new String[] {interfaces[0], "java/lang/Cloneable"});
            visitField(Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC, "added", "I", null, null);
            visitField(Opcodes.ACC_PUBLIC, "$$_added", "I", null, null);
            MethodVisitor added = super.visitMethod(Opcodes.ACC_PUBLIC, "$$_added", "()V", null, null);
            added.visitCode();
            added.visitInsn(Opcodes.RETURN);
            added.visitMaxs(0, 1);
            added.visitEnd();
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String desc, String signature, String[] exceptions) {
            int widened = name.equals("loaded") ? access & ~Opcodes.ACC_PRIVATE | Opcodes.ACC_PUBLIC : access;
            return super.visitMethod(widened, name, desc, signature, exceptions);
        }
    }

    /** Then the members cannot be compared, which is no reason to fail. */
    @Test
    void typeInASignatureIsMissing() throws Throwable {
        Path compiled = compile(SOURCE);
        Files.delete(compiled.resolve("changed/Orders$Optional.class"));
        ClassLoader loader = reading(compiled, Files.readAllBytes(compiled.resolve(FILE)));
        Coroutine<?> coroutine = (Coroutine<?>) factory(loader).invoke();
        assertThat(coroutine.step(null)).isEqualTo(new Step.Yielded<>(1));
        assertThat(coroutine.step("!")).isEqualTo(new Step.Returned<>("ship it!"));
    }

    /** But a method that must be there is missed all the same: the body does not run as one that never pauses. */
    @Test
    void typeInASignatureIsMissingAndTheMethodToo() throws Throwable {
        Path compiled = compile(SOURCE);
        Files.delete(compiled.resolve("changed/Orders$Optional.class"));
        byte[] other = Files.readAllBytes(
                compile(SOURCE.replace("return coroutine(() -> \"ship \" + item + suspend(1));", "return null;"))
                        .resolve(FILE));
        ClassLoader loader = reading(compiled, other);
        MethodHandle factory = factory(loader);
        WeaveException refused = catchThrowableOfType(WeaveException.class, factory::invoke);
        assertThat(refused).isNotNull();
        assertThat(refused.reason()).isEqualTo(Reason.CLASS_FILE_CHANGED);
        assertThat(refused).hasMessageContaining("the file lacks the method lambda$handle$");
    }

    /** Found without a look at the other methods, which the JDK's reflection would take. */
    private static MethodHandle factory(ClassLoader loader) throws ReflectiveOperationException {
        Class<?> orders = Class.forName(ORDERS, true, loader);
        return MethodHandles.privateLookupIn(orders, MethodHandles.lookup())
                .findStatic(orders, "ship", MethodType.methodType(Object.class));
    }
}
