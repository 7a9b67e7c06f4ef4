package dev.pausa.weaver;

import dev.pausa.frame.Callers;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds methods as the JVM selects them (JVMS 5.4.6), in class files instead of loaded classes: their code is what is wanted.
 *
 * <p>Code of the JDK cannot pause and is not looked at, nor are lambdas and proxies, which have no class file.
 */
final class MethodSearch {
    private MethodSearch() {}

    /**
     * What to look for. The return type does not matter, since a bridge (JLS 15.12.4.5) is not what a person wrote.
     *
     * @param name the method's name
     * @param arguments the argument part of its descriptor
     */
    record Wanted(String name, String arguments) {
        boolean matches(MethodNode method) {
            return method.name.equals(name)
                    && method.desc.startsWith(arguments)
                    && (method.access & (Opcodes.ACC_BRIDGE | Opcodes.ACC_ABSTRACT)) == 0;
        }
    }

    /** A method in the class that declares it. */
    record Declared(Class<?> owner, ClassNode node, MethodNode method) {}

    /** Returns the method that is called on an object of this class, or empty if it has no code that was written for a body. */
    static Optional<Declared> selected(Class<?> from, Wanted wanted) {
        for (Class<?> type = from; type != null; type = type.getSuperclass()) {
            Optional<Declared> found = declared(type, wanted);
            if (found.isPresent()) {
                return found;
            }
        }
        return mostSpecificDefault(from, wanted);
    }

    /** Returns the method that a class itself declares. */
    static Optional<Declared> declared(Class<?> type, Wanted wanted) {
        if (type.getClassLoader() == null || type.isHidden() && type.isSynthetic() || Proxy.isProxyClass(type)) {
            return Optional.empty();
        }
        ClassNode node = read(type);
        for (MethodNode method : node.methods) {
            if (wanted.matches(method)) {
                return Optional.of(new Declared(type, node, method));
            }
        }
        return Optional.empty();
    }

    private static Optional<Declared> mostSpecificDefault(Class<?> from, Wanted wanted) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> type = from; type != null; type = type.getSuperclass()) {
            addInterfaces(type, interfaces);
        }
        List<Declared> found = interfaces.stream()
                .flatMap(type -> declared(type, wanted).stream())
                .toList();
        return found.stream()
                .filter(one -> found.stream().noneMatch(other -> isMoreSpecific(other, one)))
                .findFirst();
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> interfaces) {
        Arrays.stream(type.getInterfaces()).filter(interfaces::add).forEach(added -> addInterfaces(added, interfaces));
    }

    private static boolean isMoreSpecific(Declared one, Declared than) {
        return one.owner != than.owner && than.owner.isAssignableFrom(one.owner);
    }

    private static ClassNode read(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        String name = type.getName();
        Optional<byte[]> bytes;
        try {
            bytes = new ClassFiles(loader).bytes(name.replace('.', '/'));
        } catch (IOException e) {
            throw Refusal.unreadable(name, e);
        }
        if (bytes.isEmpty()) {
            throw Refusal.notFound(name, loader, Callers.ofFactory());
        }
        try {
            return ClassFiles.parse(bytes.get());
        } catch (RuntimeException damaged) {
            throw Refusal.unreadable(name, damaged);
        }
    }
}
