package dev.pausa.frame;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds what was woven ahead of time for the method that the JVM selects in a class (JVMS 5.4.6), by the indexes of
 * rewritten classes. Of a method of which no index says anything, it is not known here whether it pauses.
 *
 * @param kind what the method is the body of
 * @param method its name
 * @param arguments the types of its arguments
 * @param dropsResult whether what it returns is dropped
 */
record Selection(Kind kind, String method, List<Class<?>> arguments, boolean dropsResult) {

    /**
     * Returns the prototype.
     *
     * @param selecting the class
     * @return the prototype, or null if it is not known
     */
    @Nullable
    Frame in(Class<?> selecting) {
        try {
            Selection written = kind == Kind.BLOCK ? behindBridges(selecting) : this;
            return written == null ? null : written.selected(selecting);
        } catch (LinkageError missingTypes) { // of a member that has nothing to do with this one
            return null;
        }
    }

    private @Nullable Frame selected(Class<?> selecting) {
        for (Class<?> type = selecting; type != null; type = type.getSuperclass()) {
            if (declares(type)) {
                return of(type);
            }
        }
        Class<?> type = mostSpecific(selecting, this::declares);
        return type == null ? null : of(type);
    }

    private @Nullable Frame of(Class<?> declaring) {
        Index index = Index.beside(declaring);
        return index != null && index.isOfRewritten(declaring) ? index.find(this) : null;
    }

    /**
     * Returns the interface whose default method a class has, if no class declares it.
     *
     * @param selecting the class
     * @param declares whether an interface declares the method
     * @return the interface, or null if none does
     */
    static @Nullable Class<?> mostSpecific(Class<?> selecting, Predicate<Class<?>> declares) {
        List<Class<?>> declaring = new ArrayList<>();
        for (Class<?> type : interfacesOf(selecting)) {
            if (declares.test(type)) {
                declaring.add(type);
            }
        }
        for (Class<?> one : declaring) {
            if (declaring.stream().noneMatch(other -> other != one && one.isAssignableFrom(other))) {
                return one;
            }
        }
        return null;
    }

    private static Set<Class<?>> interfacesOf(Class<?> type) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        for (Class<?> each = type; each != null; each = each.getSuperclass()) {
            addInterfaces(each, interfaces);
        }
        return interfaces;
    }

    private static void addInterfaces(Class<?> type, Set<Class<?>> interfaces) {
        for (Class<?> each : type.getInterfaces()) {
            if (interfaces.add(each)) {
                addInterfaces(each, interfaces);
            }
        }
    }

    /** The classes of lambdas and proxies have no code that was written for a body, nor has the JDK. */
    private static boolean isWritten(Class<?> type) {
        return type.getClassLoader() != null && !(type.isHidden() && type.isSynthetic()) && !Proxy.isProxyClass(type);
    }

    private boolean declares(Class<?> type) {
        if (isWritten(type)) {
            for (Method each : type.getDeclaredMethods()) {
                if (isNamed(each) && !each.isBridge() && !Modifier.isAbstract(each.getModifiers())) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isNamed(Method each) {
        return each.getName().equals(method)
                && List.of(each.getParameterTypes()).equals(arguments);
    }

    /** Returns the argument part of its descriptor. */
    String descriptor() {
        StringBuilder text = new StringBuilder("(");
        for (Class<?> type : arguments) {
            text.append(type.descriptorString());
        }
        return text.append(')').toString();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Bridges
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Returns the method that a person wrote, whose argument has a type of its own where the bridge has that of a type
     * variable (JLS 15.12.4.5); null if it is not certain which one that is.
     */
    private @Nullable Selection behindBridges(Class<?> selecting) {
        Set<Class<?>> types = interfacesOf(selecting);
        for (Class<?> type = selecting; type != null; type = type.getSuperclass()) {
            types.add(type);
        }
        Method bridge = null;
        Set<Class<?>> written = new LinkedHashSet<>();
        for (Class<?> type : types) {
            for (Method each : isWritten(type) ? type.getDeclaredMethods() : new Method[0]) {
                if (each.isBridge() && isNamed(each)) {
                    bridge = each;
                } else if (each.getName().equals(method) && !each.isBridge() && each.getParameterCount() == 1) {
                    written.add(each.getParameterTypes()[0]);
                }
            }
        }
        if (bridge == null || bridge.getParameterCount() == 0) {
            return this;
        }
        written.remove(arguments.get(0));
        return written.size() == 1 ? new Selection(kind, method, List.copyOf(written), dropsResult) : null;
    }
}
