package dev.pausa.conformance.diagnostics;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.util.function.UnaryOperator;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;

/**
 * Loads a copy of a class of the tests whose class file was changed: one that javac would not, or not here, have
 * written.
 */
final class AlteredClass extends ClassLoader {
    private final String name;
    private final byte[] bytes;

    private AlteredClass(Class<?> original, String name, byte[] bytes) {
        super(original.getClassLoader());
        this.name = name;
        this.bytes = bytes;
    }

    /** As compiled with {@code -g:none}. */
    static Class<?> withoutDebugInformation(Class<?> original) throws IOException {
        return of(original, original.getName(), ClassReader.SKIP_DEBUG, to -> to);
    }

    /**
     * Makes one.
     *
     * @param name its new name, which the change gives it
     * @param change puts the change before the writer
     */
    static Class<?> of(Class<?> original, String name, int readerFlags, UnaryOperator<ClassVisitor> change)
            throws IOException {
        String file = original.getName().replace('.', '/') + ".class";
        try (InputStream in = original.getClassLoader().getResourceAsStream(file)) {
            ClassWriter writer = new ClassWriter(0);
            new ClassReader(in).accept(change.apply(writer), readerFlags);
            return new AlteredClass(original, name, writer.toByteArray()).define();
        }
    }

    private Class<?> define() {
        return defineClass(name, bytes, 0, bytes.length);
    }

    @Override
    protected Class<?> loadClass(String wanted, boolean isResolved) throws ClassNotFoundException {
        Class<?> loaded = wanted.equals(name) ? findLoadedClass(wanted) : null;
        return loaded != null ? loaded : super.loadClass(wanted, isResolved);
    }

    @Override
    public InputStream getResourceAsStream(String resource) {
        return resource.equals(name.replace('.', '/') + ".class")
                ? new ByteArrayInputStream(bytes)
                : super.getResourceAsStream(resource);
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
