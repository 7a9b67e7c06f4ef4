package dev.pausa.durable;

import dev.pausa.frame.Lambdas;
import dev.pausa.weaver.BodyTable;
import dev.pausa.weaver.Names;
import java.lang.invoke.SerializedLambda;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is refused when bodies are registered, before anything runs: what could never be saved. */
final class Registration {
    private Registration() {}

    static void check(Registry registry) {
        for (Registry.Root root : registry.roots.values()) {
            List<Registry.Known> bodies = bodiesOf(registry, root);
            if (bodies.isEmpty() && !registry.hasHost(home(root))) {
                throw new IllegalArgumentException("no body of " + root.key() + " can be found: register " + home(root)
                        + " as a host, which declares it");
            }
            bodies.forEach(known -> check(registry, root, known));
        }
    }

    /** The bodies that are written in the method which begins a root. */
    private static List<Registry.Known> bodiesOf(Registry registry, Registry.Root root) {
        String home = home(root);
        String begin = method(root) + ".";
        return registry.bodies().stream()
                .filter(known -> known.body().home().getName().equals(home))
                .filter(known -> known.table().key().startsWith(begin))
                .toList();
    }

    private static String home(Registry.Root root) {
        SerializedLambda form = form(root);
        return form == null
                ? root.body().getClass().getName()
                : form.getImplClass().replace('/', '.');
    }

    private static String method(Registry.Root root) {
        SerializedLambda form = form(root);
        return form == null ? "begin" : Names.plain(Names.enclosingMethod(form.getImplMethodName()));
    }

    private static @Nullable SerializedLambda form(Registry.Root root) {
        try {
            return root.body().getClass().isHidden() ? Lambdas.serialized(root.body()) : null;
        } catch (ReflectiveOperationException unreachable) {
            throw new IllegalArgumentException(
                    "what begins " + root.key() + " does not say where its code is", unreachable);
        }
    }

    private static void check(Registry registry, Registry.Root root, Registry.Known known) {
        for (BodyTable.Point point : known.table().points()) {
            for (BodyTable.Value value : point.values()) {
                if (!known.table().hasNames() && !value.isOperand()) {
                    throw new IllegalArgumentException(
                            root.key() + " cannot be durable: " + known.table().place()
                                    + " was compiled without the names of variables, by which they are saved; compile"
                                    + " it with javac -g, as Maven and Gradle do unless they are told otherwise");
                }
                refuse(registry, root, known, point, value);
            }
        }
    }

    private static void refuse(
            Registry registry, Registry.Root root, Registry.Known known, BodyTable.Point point, BodyTable.Value value) {
        Class<?> type = type(known, value.descriptor());
        if (type == null || registry.isResource(type)) {
            return;
        }
        String why = Refused.why(type);
        if (why != null) {
            throw new IllegalArgumentException(root.key() + " cannot be durable: at the pause " + point.label() + ", "
                    + known.table().place().getFileName() + ":" + point.line() + ", " + value.shown() + " is a "
                    + type.getName() + ", which cannot be saved: " + why);
        }
    }

    private static @Nullable Class<?> type(Registry.Known known, String descriptor) {
        if (!descriptor.startsWith("L")) {
            return null;
        }
        String name = descriptor.substring(1, descriptor.length() - 1).replace('/', '.');
        try {
            return Class.forName(name, false, known.body().home().getClassLoader());
        } catch (ClassNotFoundException absent) {
            return null; // whoever runs the body is told
        }
    }
}
