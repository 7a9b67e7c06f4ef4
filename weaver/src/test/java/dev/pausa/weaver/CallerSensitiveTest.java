package dev.pausa.weaver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Each method of the running JDK's that asks who calls it is either called by the body's own class, or known not to
 * need that.
 */
class CallerSensitiveTest {
    /**
     * They look at the caller's class loader, module, package or protection domain, all of which a frame class has in
     * common with the body's class; or at the permissions under a security manager.
     */
    private static final List<String> ASK_FOR_LESS_THAN_THE_CLASS = List.of(
            "java/io/ObjectStream",
            "java/lang/Class.for",
            "java/lang/Class.get",
            "java/lang/ClassLoader.get",
            "java/lang/Module.",
            "java/lang/ModuleLayer$Controller.",
            "java/lang/Package.",
            "java/lang/Runtime.load",
            "java/lang/System.",
            "java/lang/Thread.getContextClassLoader",
            "java/lang/foreign/",
            "java/lang/invoke/MethodHandleProxies.",
            "java/lang/reflect/AccessibleObject.setAccessible",
            "java/lang/reflect/AccessibleObject.trySetAccessible",
            "java/lang/reflect/Constructor.setAccessible",
            "java/lang/reflect/Field.setAccessible",
            "java/lang/reflect/Method.setAccessible",
            "java/lang/reflect/InvocationHandler.invokeDefault",
            "java/lang/reflect/Proxy.",
            "java/security/AccessController.",
            "java/sql/DriverManager.",
            "java/util/ResourceBundle.",
            "java/util/ServiceLoader.",
            "java/util/logging/Logger.",
            "javax/sql/rowset/serial/SerialJavaObject.",
            "jdk/incubator/",
            "sun/misc/Unsafe.getUnsafe");

    /** Only the JDK can call these. */
    private static final List<String> OUT_OF_REACH =
            List.of("java/lang/invoke/MethodHandleImpl$", "java/lang/invoke/MethodHandles.reflected$", "jdk/internal/");

    /** It looks at the stack, on which the frame class is. */
    private static final List<String> LEFT_OUT = List.of("java/lang/StackWalker.");

    /** Reached otherwise: it is given the body's class, and a protected method is called with its rights anyway. */
    private static final List<String> BY_OTHER_MEANS =
            List.of("java/lang/invoke/MethodHandles.lookup", "java/lang/ClassLoader.registerAsParallelCapable");

    @Test
    void eachIsCalledByTheBodysClassOrNeedNotBe() throws IOException {
        Set<String> unknown = new TreeSet<>();
        Set<String> throughHome = new TreeSet<>();
        for (String method : callerSensitive()) {
            int dot = method.indexOf('.');
            if (CallerSensitive.isOne(method.substring(0, dot), method.substring(dot + 1))) {
                throughHome.add(method);
            } else if (Stream.of(ASK_FOR_LESS_THAN_THE_CLASS, OUT_OF_REACH, LEFT_OUT, BY_OTHER_MEANS)
                    .flatMap(List::stream)
                    .noneMatch(method::startsWith)) {
                unknown.add(method);
            }
        }
        assertThat(unknown).as("not known").isEmpty();
        assertThat(throughHome).hasSize(18 + 3 + 3 + 1);
    }

    /** The methods with the JDK's annotation, without those that no other class can name. */
    private static Set<String> callerSensitive() throws IOException {
        Set<String> found = new TreeSet<>();
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules");
        try (Stream<Path> files = Files.walk(modules)) {
            for (Path file : (Iterable<Path>) files.filter(f -> f.toString().endsWith(".class"))::iterator) {
                int skipped = ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;
                new ClassReader(Files.readAllBytes(file)).accept(new Collector(found), skipped);
            }
        }
        return found;
    }

    private static final class Collector extends ClassVisitor {
        private final Set<String> found;
        private String owner;

        Collector(Set<String> found) {
            super(Opcodes.ASM9);
            this.found = found;
        }

        @Override
        public void visit(int version, int access, String name, String signature, String superName, String[] types) {
            owner = name;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String desc, String signature, String[] thrown) {
            return new MethodVisitor(Opcodes.ASM9) {
                @Override
                public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                    if (annotation.equals("Ljdk/internal/reflect/CallerSensitive;")) {
                        found.add(owner + "." + name);
                    }
                    return null;
                }
            };
        }
    }
}
