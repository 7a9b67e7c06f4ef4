package dev.pausa.weaver.ahead;

import dev.pausa.frame.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A place where a lambda or a method reference is made that is a body ({@link java.lang.invoke.LambdaMetafactory}).
 *
 * @param maker the method that it is made in
 * @param instruction what makes it
 * @param kind what it is the body of
 * @param interfaces its interface, and those that mark it
 * @param code the method that it calls
 * @param erased the type of {@code run}
 * @param actual the same, with what stands for its type variables
 * @param bridges further types that {@code run} is called with
 */
record Site(
        MethodNode maker,
        InvokeDynamicInsnNode instruction,
        Kind kind,
        List<String> interfaces,
        Handle code,
        Type erased,
        Type actual,
        List<Type> bridges) {

    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";
    private static final int MARKERS = 1 << 1;
    private static final int BRIDGES = 1 << 2;

    /** Returns the site at an instruction, or empty if no body is made there. */
    static Optional<Site> at(AbstractInsnNode instruction, MethodNode maker, BodyTypes types) {
        if (!(instruction instanceof InvokeDynamicInsnNode dynamic)
                || !dynamic.bsm.getOwner().equals(METAFACTORY)
                || !dynamic.name.equals("run")) {
            return Optional.empty();
        }
        List<String> interfaces = new ArrayList<>();
        interfaces.add(Type.getReturnType(dynamic.desc).getInternalName());
        List<Type> bridges = new ArrayList<>();
        if (dynamic.bsm.getName().equals("altMetafactory")) {
            addFurther(dynamic.bsmArgs, interfaces, bridges);
        }
        return types.kindOf(interfaces)
                .map(kind -> new Site(
                        maker,
                        dynamic,
                        kind,
                        interfaces,
                        (Handle) dynamic.bsmArgs[1],
                        (Type) dynamic.bsmArgs[0],
                        (Type) dynamic.bsmArgs[2],
                        bridges));
    }

    /** The arguments of {@code altMetafactory} behind the first three. */
    private static void addFurther(Object[] arguments, List<String> interfaces, List<Type> bridges) {
        int flags = (Integer) arguments[3];
        int next = 4;
        if ((flags & MARKERS) != 0) {
            int end = next + 1 + (Integer) arguments[next];
            for (next++; next < end; next++) {
                String marker = ((Type) arguments[next]).getInternalName();
                if (!interfaces.contains(marker)) {
                    interfaces.add(marker);
                }
            }
        }
        if ((flags & BRIDGES) != 0) {
            int end = next + 1 + (Integer) arguments[next];
            for (next++; next < end; next++) {
                bridges.add((Type) arguments[next]);
            }
        }
    }

    /** Returns whether the body has no result, though the method that it calls returns something. */
    boolean dropsResult() {
        return Type.getReturnType(erased.getDescriptor()) == Type.VOID_TYPE
                && Type.getReturnType(code.getDesc()) != Type.VOID_TYPE;
    }

    /** Returns the types of what the method is called with, the object that it is called on included. */
    List<Type> parameters() {
        List<Type> types = new ArrayList<>(List.of(Type.getArgumentTypes(code.getDesc())));
        if (code.getTag() != Opcodes.H_INVOKESTATIC && !makesObject()) {
            types.add(0, Type.getObjectType(code.getOwner()));
        }
        return types;
    }

    /** Returns the type of what comes back. */
    Type result() {
        return makesObject() ? Type.getObjectType(code.getOwner()) : Type.getReturnType(code.getDesc());
    }

    /** Returns whether the method is one of a class, and no constructor. */
    boolean isOf(ClassNode type) {
        return code.getOwner().equals(type.name) && !makesObject();
    }

    /** Returns whether the method is a constructor. */
    boolean makesObject() {
        return code.getTag() == Opcodes.H_NEWINVOKESPECIAL;
    }

    /** Returns whether two places make bodies of one class. */
    boolean makesTheSame(Site other) {
        return instruction.desc.equals(other.instruction.desc)
                && interfaces.equals(other.interfaces)
                && code.equals(other.code)
                && erased.equals(other.erased)
                && actual.equals(other.actual)
                && bridges.equals(other.bridges);
    }
}
