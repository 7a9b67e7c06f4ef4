package dev.pausa.weaver;

import dev.pausa.frame.Callers;
import dev.pausa.frame.Home;
import java.io.IOException;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds the code of a body: the method behind a lambda or a method reference, or the body object's own {@code run}. */
final class BodyFinder {
    private BodyFinder() {}

    /**
     * A body's code, and the class it is in.
     *
     * @param home the class that declares the code
     * @param source the code
     */
    record Found(Class<?> home, BodySource source) {}

    /** Returns what a lambda says about itself, or empty for an object of a class that was written as one. */
    static Optional<SerializedLambda> lambda(Object body) {
        if (!body.getClass().isHidden() && !body.getClass().isSynthetic()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Home.serialized(body));
        } catch (NoSuchMethodException noLambda) {
            return Optional.empty();
        } catch (IllegalAccessException notOpen) {
            throw Refusal.notOpen(body.getClass(), Callers.ofFactory(), notOpen);
        }
    }

    /** Whether a method reference is bound to a receiver whose class decides which method is called. */
    static boolean isVirtual(SerializedLambda lambda) {
        int kind = lambda.getImplMethodKind();
        return (kind == MethodHandleInfo.REF_invokeVirtual || kind == MethodHandleInfo.REF_invokeInterface)
                && !lambda.getImplMethodName().startsWith("lambda$");
    }

    /** The code of a lambda, or of a method reference that names exactly one method. */
    static Found ofLambda(SerializedLambda lambda, ClassLoader loader) {
        Class<?> home = load(lambda.getImplClass(), loader);
        return found(findMethod(home, lambda.getImplMethodName(), lambda.getImplMethodSignature()), true);
    }

    /** The code that a method reference calls on a receiver of this class. */
    static Found ofReceiver(SerializedLambda lambda, Class<?> receiverClass) {
        return found(findMethod(receiverClass, lambda.getImplMethodName(), lambda.getImplMethodSignature()), true);
    }

    /** The code of a body that is an object of a class written as one. */
    static Found ofObject(Class<?> bodyClass) {
        return found(findRun(bodyClass), false);
    }

    private static Class<?> load(String internalName, ClassLoader loader) {
        String name = internalName.replace('/', '.');
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw Refusal.notFound(name, loader, Callers.ofFactory());
        }
    }

    // ------------------------------------------------------------------------------------------------------------------
    // Methods
    // ------------------------------------------------------------------------------------------------------------------

    /** A method in the class that declares it. */
    private record Declared(Class<?> owner, ClassNode node, MethodNode method) {}

    private static Declared findMethod(Class<?> from, String name, String desc) {
        return search(from, method -> method.name.equals(name) && method.desc.equals(desc))
                .map(BodyFinder::behindBridge)
                .orElseThrow(() -> Refusal.notFound(from.getName(), from.getClassLoader(), Callers.ofFactory()));
    }

    private static Declared findRun(Class<?> bodyClass) {
        return search(bodyClass, method -> method.name.equals("run") && method.desc.startsWith("()") && !isBridge(method))
                .orElseThrow(() -> Refusal.notFound(bodyClass.getName(), bodyClass.getClassLoader(), Callers.ofFactory()));
    }

    /** A bridge (JLS 15.12.4.5) calls the method that the source has, with another return type. */
    private static Declared behindBridge(Declared found) {
        if (!isBridge(found.method)) {
            return found;
        }
        String arguments = found.method.desc.substring(0, found.method.desc.indexOf(')') + 1);
        for (MethodNode method : found.node.methods) {
            if (method.name.equals(found.method.name) && method.desc.startsWith(arguments) && !isBridge(method)) {
                return new Declared(found.owner, found.node, method);
            }
        }
        return found;
    }

    private static boolean isBridge(MethodNode method) {
        return (method.access & Opcodes.ACC_BRIDGE) != 0;
    }

    private interface Wanted {
        boolean matches(MethodNode method);
    }

    /** Looks in a class, its superclasses, then their interfaces, for a method that has code. */
    private static Optional<Declared> search(Class<?> from, Wanted wanted) {
        for (Class<?> type = from; type != null && type != Object.class; type = type.getSuperclass()) {
            Optional<Declared> found = inClass(type, wanted);
            if (found.isPresent()) {
                return found;
            }
        }
        for (Class<?> type = from; type != null; type = type.getSuperclass()) {
            for (Class<?> implemented : type.getInterfaces()) {
                Optional<Declared> found = search(implemented, wanted);
                if (found.isPresent()) {
                    return found;
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Declared> inClass(Class<?> type, Wanted wanted) {
        if (type.getClassLoader() == null) {
            return Optional.empty();
        }
        ClassNode node = read(type);
        return node.methods.stream()
                .filter(method -> wanted.matches(method) && (method.access & Opcodes.ACC_ABSTRACT) == 0)
                .findFirst()
                .map(method -> new Declared(type, node, method));
    }

    private static ClassNode read(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        String name = type.getName();
        byte[] bytes;
        try {
            bytes = new ClassFiles(loader)
                    .bytes(name.replace('.', '/'))
                    .orElseThrow(() -> Refusal.notFound(name, loader, Callers.ofFactory()));
        } catch (IOException e) {
            throw Refusal.unreadable(name, e);
        }
        try {
            return ClassFiles.parse(bytes);
        } catch (RuntimeException damaged) {
            throw Refusal.unreadable(name, damaged);
        }
    }

    // ------------------------------------------------------------------------------------------------------------------
    // The source
    // ------------------------------------------------------------------------------------------------------------------

    private static Found found(Declared declared, boolean captures) {
        BodySource source = new BodySource(
                declared.node,
                declared.method,
                captures,
                frameName(declared),
                new ClassFiles(declared.owner.getClassLoader()));
        if ((declared.method.access & Opcodes.ACC_NATIVE) != 0) {
            throw Refusal.noCode(source);
        }
        return new Found(declared.owner, source);
    }

    /** {@code Orders$load$coroutine2}: the second body, in the order of lines, in the method {@code load}. */
    private static String frameName(Declared declared) {
        String enclosing = Names.enclosingMethod(declared.method.name);
        List<MethodNode> siblings = declared.node.methods.stream()
                .filter(method -> Names.enclosingMethod(method.name).equals(enclosing))
                .filter(Weaving::canPause)
                .sorted(Comparator.comparingInt(BodyFinder::firstLine))
                .toList();
        int number = siblings.indexOf(declared.method) + 1;
        return declared.node.name + "$" + Names.plain(enclosing) + "$coroutine" + number;
    }

    private static int firstLine(MethodNode method) {
        for (AbstractInsnNode i : method.instructions) {
            if (i instanceof LineNumberNode line) {
                return line.line;
            }
        }
        return 0;
    }
}
