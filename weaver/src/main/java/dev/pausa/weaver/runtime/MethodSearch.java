package dev.pausa.weaver.runtime;

import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds methods as the JVM selects them (JVMS 5.4.6), in class files instead of loaded classes: their code is what is
 * wanted.
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
    record Declared(ClassFile file, MethodNode method) {
        Class<?> owner() {
            return file.type();
        }

        ClassNode node() {
            return file.node();
        }
    }

    /**
     * Returns the method that is called on an object of this class, or empty if it has no code that was written for a
     * body.
     */
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
        if (!isReadable(type)) {
            return Optional.empty();
        }
        ClassFile file = ClassFile.of(type);
        for (MethodNode method : file.node().methods) {
            if (wanted.matches(method)) {
                return Optional.of(new Declared(file, method));
            }
        }
        return Optional.empty();
    }

    /**
     * Returns what the bridges of a generic method lead to (JLS 15.12.4.5): the method that a person wrote, whose
     * argument has a type of its own in place of the type variable. If there is no bridge, the method was written as it
     * is.
     */
    static Wanted behindBridges(Class<?> from, Wanted erased) {
        List<Class<?>> types = new ArrayList<>();
        for (Class<?> type = from; type != null; type = type.getSuperclass()) {
            types.add(type);
        }
        types.addAll(interfacesOf(from));
        Set<Wanted> known = new HashSet<>();
        Wanted wanted = erased;
        while (known.add(wanted)) {
            wanted = behindBridge(types, wanted);
        }
        return wanted;
    }

    private static Wanted behindBridge(List<Class<?>> types, Wanted wanted) {
        for (Class<?> type : types) {
            if (!isReadable(type)) {
                continue;
            }
            for (MethodNode method : ClassFile.of(type).node().methods) {
                boolean isBridge = (method.access & Opcodes.ACC_BRIDGE) != 0 && method.name.equals(wanted.name);
                if (isBridge && method.desc.startsWith(wanted.arguments)) {
                    return calledBy(method, wanted.name).orElse(wanted);
                }
            }
        }
        return wanted;
    }

    private static Optional<Wanted> calledBy(MethodNode bridge, String name) {
        for (AbstractInsnNode i : bridge.instructions) {
            if (i instanceof MethodInsnNode call && call.name.equals(name)) {
                return Optional.of(new Wanted(name, call.desc.substring(0, call.desc.indexOf(')') + 1)));
            }
        }
        return Optional.empty();
    }

    /** Returns whether a class file of this name is looked for at all. */
    static boolean isReadable(Class<?> type) {
        return type.getClassLoader() != null && !(type.isHidden() && type.isSynthetic()) && !Proxy.isProxyClass(type);
    }

    private static Optional<Declared> mostSpecificDefault(Class<?> from, Wanted wanted) {
        List<Declared> found = interfacesOf(from).stream()
                .flatMap(type -> declared(type, wanted).stream())
                .toList();
        return found.stream()
                .filter(one -> found.stream().noneMatch(other -> isMoreSpecific(other, one)))
                .findFirst();
    }

    private static Set<Class<?>> interfacesOf(Class<?> from) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> type = from; type != null; type = type.getSuperclass()) {
            addInterfaces(type, interfaces);
        }
        return interfaces;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> interfaces) {
        Arrays.stream(type.getInterfaces()).filter(interfaces::add).forEach(added -> addInterfaces(added, interfaces));
    }

    private static boolean isMoreSpecific(Declared one, Declared than) {
        return one.owner() != than.owner() && than.owner().isAssignableFrom(one.owner());
    }
}
