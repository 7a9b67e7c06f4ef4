package dev.pausa.weaver.runtime;

import dev.pausa.weaver.Names;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Whether a class file can be the one that a loaded class came from: compares what a class says of itself without being initialised. Code
 * and constants are not to be seen from outside, so a file that differs in these alone passes.
 *
 * <p>Agents add members and interfaces to a class while it is loaded, and make members public. So a loaded class may have more than its
 * file: what is synthetic or has a dollar sign in its name, unless it is a lambda's code.
 */
final class Differences {
    private static final int ACCESS = Modifier.PUBLIC | Modifier.PROTECTED | Modifier.PRIVATE;
    private static final int KINDS = Modifier.STATIC | Modifier.ABSTRACT | Modifier.SYNCHRONIZED;

    /** The loaded class's members that the file was not yet seen to have, with their modifiers. */
    private final Map<String, Integer> loaded = new HashMap<>();

    private Differences() {}

    /** Returns a difference, in words that follow "its class file is not the one the class was loaded from: "; empty if there is none. */
    static Optional<String> first(ClassNode file, Class<?> type) {
        String inSupertypes = inSupertypes(file, type);
        return Optional.ofNullable(inSupertypes != null ? inSupertypes : inMembers(file, type));
    }

    private static String inSupertypes(ClassNode file, Class<?> type) {
        boolean isInterface = (file.access & Opcodes.ACC_INTERFACE) != 0;
        if (isInterface != type.isInterface()) {
            return "one is an interface and the other is not";
        }
        String superclass = isInterface ? Names.OBJECT : Type.getInternalName(type.getSuperclass());
        if (!superclass.equals(file.superName)) {
            return "the file has the superclass " + file.superName + ", and the loaded class " + superclass;
        }
        Set<String> implemented = new HashSet<>();
        for (Class<?> each : type.getInterfaces()) {
            implemented.add(Type.getInternalName(each));
        }
        for (String each : file.interfaces) {
            if (!implemented.contains(each)) {
                return "the file has the interface " + each + ", which the loaded class lacks";
            }
        }
        return null;
    }

    private static String inMembers(ClassNode file, Class<?> type) {
        String inMethods = new Differences().inMethods(file, type);
        return inMethods != null ? inMethods : new Differences().inFields(file, type);
    }

    private String inMethods(ClassNode file, Class<?> type) {
        try {
            for (Method method : type.getDeclaredMethods()) {
                loaded.put(method.getName() + Type.getMethodDescriptor(method), method.getModifiers());
            }
            for (Constructor<?> made : type.getDeclaredConstructors()) {
                loaded.put("<init>" + Type.getConstructorDescriptor(made), made.getModifiers());
            }
        } catch (LinkageError
                | TypeNotPresentException unknown) { // a type in a signature is not there, which is allowed
            return null;
        }
        for (MethodNode method : file.methods) {
            String difference = method.name.equals("<clinit>")
                    ? null
                    : inMember("method ", method.name + method.desc, method.access);
            if (difference != null) {
                return difference;
            }
        }
        return left("method ");
    }

    private String inFields(ClassNode file, Class<?> type) {
        try {
            for (Field field : type.getDeclaredFields()) {
                loaded.put(field.getName() + " " + Type.getDescriptor(field.getType()), field.getModifiers());
            }
        } catch (LinkageError | TypeNotPresentException unknown) {
            return null;
        }
        for (FieldNode field : file.fields) {
            String difference = inMember("field ", field.name + " " + field.desc, field.access);
            if (difference != null) {
                return difference;
            }
        }
        return left("field ");
    }

    private String inMember(String kind, String member, int inFile) {
        Integer inClass = loaded.remove(member);
        if (inClass == null) {
            return "the file has the " + kind + member + ", which the loaded class lacks";
        }
        boolean sameAccess = ((inFile ^ inClass) & ACCESS) == 0 || Modifier.isPublic(inClass);
        boolean sameKind = ((inFile ^ inClass) & KINDS) == 0;
        return sameAccess && sameKind
                ? null
                : "the " + kind + member + " has the modifiers '" + Modifier.toString(inFile & (ACCESS | KINDS))
                        + "' in the file and '" + Modifier.toString(inClass & (ACCESS | KINDS))
                        + "' in the loaded class";
    }

    /** What is left is in the loaded class alone. */
    private String left(String kind) {
        for (Map.Entry<String, Integer> each : loaded.entrySet()) {
            String member = each.getKey();
            int end = Math.max(member.indexOf('('), member.indexOf(' '));
            if (!isAddition(member.substring(0, end), each.getValue())) {
                return lacks(kind, member);
            }
        }
        return null;
    }

    /** The words for a member that is in the loaded class alone. */
    static String lacks(String kind, String member) {
        return "the file lacks the " + kind + member + ", which the loaded class has";
    }

    private static boolean isAddition(String name, int modifiers) {
        boolean isMarked = (modifiers & Opcodes.ACC_SYNTHETIC) != 0 || name.indexOf('$') >= 0;
        return isMarked && !Names.isLambda(name);
    }
}
