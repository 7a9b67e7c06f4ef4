package dev.pausa.conformance.diagnostics;

import dev.pausa.conformance.fixtures.WovenClasses;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

/**
 * Loads a copy of a class of the tests whose class file was changed: one that javac would not, or not here, have
 * written.
 */
final class AlteredClass extends ClassLoader {
    private static final String CLASS = ".class";

    /** The class, and what was woven of it ahead of time; by class name. */
    private final Map<String, byte[]> classes;

    private AlteredClass(Class<?> original, Map<String, byte[]> classes) {
        super(original.getClassLoader());
        this.classes = classes;
    }

    /** As compiled with {@code -g:none}. */
    static Class<?> withoutDebugInformation(Class<?> original) throws IOException, ClassNotFoundException {
        return of(original, original.getName(), ClassReader.SKIP_DEBUG, to -> to);
    }

    /**
     * Makes one.
     *
     * @param name its new name, which the change gives it
     * @param change puts the change before the writer
     */
    static Class<?> of(Class<?> original, String name, int readerFlags, UnaryOperator<ClassVisitor> change)
            throws IOException, ClassNotFoundException {
        Path compiled = Path.of("target", "test-classes", original.getName().replace('.', '/') + ".class");
        ClassWriter writer = new ClassWriter(0);
        ClassVisitor alone = new ClassVisitor(Opcodes.ASM9, writer) {
            @Override
            public void visitNestHost(String host) {} // which is in another loader
        };
        new ClassReader(Files.readAllBytes(compiled)).accept(change.apply(alone), readerFlags);
        Map<String, byte[]> classes = WovenClasses.of(Map.of(name, writer.toByteArray()));
        return new AlteredClass(original, classes).loadClass(name);
    }

    @Override
    protected Class<?> loadClass(String wanted, boolean isResolved) throws ClassNotFoundException {
        byte[] own = classes.get(wanted);
        if (own == null) {
            return super.loadClass(wanted, isResolved);
        }
        Class<?> loaded = findLoadedClass(wanted);
        return loaded != null ? loaded : defineClass(wanted, own, 0, own.length);
    }

    @Override
    public InputStream getResourceAsStream(String resource) {
        byte[] own = resource.endsWith(CLASS)
                ? classes.get(resource.substring(0, resource.length() - CLASS.length())
                        .replace('/', '.'))
                : null;
        return own != null ? new ByteArrayInputStream(own) : super.getResourceAsStream(resource);
    }

    /** Calls a static method. */
    static Object call(Class<?> owner, String method, Object... arguments) throws ReflectiveOperationException {
        for (Method each : owner.getDeclaredMethods()) {
            if (each.getName().equals(method)) {
                each.setAccessible(true);
                return each.invoke(null, arguments);
            }
        }
        throw new NoSuchMethodException(method);
    }
}
