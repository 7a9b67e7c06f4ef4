package dev.pausa.weaver.runtime;

import dev.pausa.WeaveException;
import dev.pausa.frame.Index;
import dev.pausa.trace.Callers;
import dev.pausa.weaver.ClassFiles;
import dev.pausa.weaver.Refusal;
import dev.pausa.weaver.Unweaving;
import java.io.IOException;
import java.util.Optional;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The class file of a loaded class. The JVM gives the bytes that it loaded a class from to agents alone. Without one
 * they are read again: from the first of the {@link ClassPlaces} whose file says what the loaded class says of itself.
 *
 * @param type the loaded class
 * @param node the class as it was read; as it was before, if it was rewritten ahead of time
 * @param bytes the bytes that it was read from
 * @param where the place that they lie in, for people
 */
record ClassFile(Class<?> type, ClassNode node, byte[] bytes, String where) {

    /** Finds and reads the class file of a class. */
    static ClassFile of(Class<?> type) {
        if (type.isHidden()) {
            throw Refusal.hidden(type.getName(), Callers.ofFactory());
        }
        Optional<byte[]> own = JvmBytes.of(type);
        return own.isPresent() ? inJvm(type, own.get()) : read(type);
    }

    private static ClassFile inJvm(Class<?> type, byte[] bytes) {
        ClassNode node = asCompiled(type, ClassFiles.parse(bytes));
        return new ClassFile(type, node, ClassFiles.withOrderedPool(bytes), "in the JVM");
    }

    private static ClassFile read(Class<?> type) {
        ClassPlaces places = ClassPlaces.of(type);
        WeaveException refused = null;
        for (int place = 0; place < ClassPlaces.COUNT; place++) {
            try {
                Optional<ClassPlaces.Found> found = places.find(place, internalName(type));
                if (found.isPresent()) {
                    return checked(type, found.get());
                }
            } catch (WeaveException e) {
                refused = refused == null ? e : refused;
            } catch (IOException | RuntimeException e) {
                refused = refused == null ? Refusal.unreadable(type.getName(), e) : refused;
            }
        }
        throw refused != null ? refused : Refusal.notFound(type.getName(), type.getClassLoader(), Callers.ofFactory());
    }

    private static ClassFile checked(Class<?> type, ClassPlaces.Found found) {
        ClassNode node = ClassFiles.parse(found.bytes());
        Optional<String> difference = node.name.equals(internalName(type))
                ? Differences.first(node, type)
                : Optional.of("it is the file of " + node.name);
        if (difference.isPresent()) {
            throw Refusal.changed(type.getName(), Callers.ofFactory(), found.where(), difference.get());
        }
        return new ClassFile(type, asCompiled(type, node), found.bytes(), found.where());
    }

    private static ClassNode asCompiled(Class<?> type, ClassNode node) {
        if (Unweaving.isRewritten(node)) {
            index(type).ifPresent(index -> Unweaving.unweave(node, index));
        }
        return node;
    }

    /** Returns the index that weaving ahead of time has put beside a class, as a class file; empty if there is none. */
    static Optional<ClassNode> index(Class<?> type) {
        try {
            return JvmBytes.around(type)
                    .bytes(internalName(type) + Index.SUFFIX)
                    .map(ClassFiles::parse);
        } catch (IOException unreadable) {
            throw Refusal.unreadable(type.getName() + Index.SUFFIX, unreadable);
        }
    }

    /** Refuses a file that lacks a method which the loaded class is known to have. */
    void requireMethod(String name, String desc) {
        for (MethodNode method : node.methods) {
            if (method.name.equals(name) && method.desc.equals(desc)) {
                return;
            }
        }
        throw Refusal.changed(type.getName(), Callers.ofFactory(), where, Differences.lacks("method ", name + desc));
    }

    private static String internalName(Class<?> type) {
        return type.getName().replace('.', '/');
    }
}
