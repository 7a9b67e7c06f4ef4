package dev.pausa.weaver;

import java.util.HashSet;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds the method that a body's code is written in, as people see it. */
public final class EnclosingMethod {
    private EnclosingMethod() {}

    /**
     * Returns the name of the method that a method's code is written in. Most compilers have it in the name of a
     * lambda's method; ECJ has only a number there, but the enclosing method makes the lambda.
     *
     * @param declaring the class
     * @param method one of its methods
     * @return the method's own name, if it is no lambda's
     */
    public static String of(ClassNode declaring, MethodNode method) {
        Set<MethodNode> seen = new HashSet<>();
        MethodNode outer = method;
        while (outer != null && seen.add(outer)) {
            String name = Names.enclosingMethod(outer.name);
            if (!isNumber(name)) {
                return name;
            }
            outer = maker(declaring, outer);
        }
        return method.name;
    }

    private static final String ECJ_LAMBDA = "lambda$";

    private static boolean isNumber(String name) {
        boolean isLambda = name.startsWith(ECJ_LAMBDA) && name.length() > ECJ_LAMBDA.length();
        for (int i = ECJ_LAMBDA.length(); isLambda && i < name.length(); i++) {
            isLambda = Character.isDigit(name.charAt(i));
        }
        return isLambda;
    }

    /** The method that makes a lambda of another one. */
    private static MethodNode maker(ClassNode declaring, MethodNode lambda) {
        for (MethodNode method : declaring.methods) {
            for (AbstractInsnNode i : method.instructions) {
                if (i instanceof InvokeDynamicInsnNode dynamic && makes(dynamic, declaring, lambda)) {
                    return method;
                }
            }
        }
        return null;
    }

    private static boolean makes(InvokeDynamicInsnNode dynamic, ClassNode declaring, MethodNode lambda) {
        for (Object argument : dynamic.bsmArgs) {
            if (argument instanceof Handle handle
                    && handle.getName().equals(lambda.name)
                    && handle.getDesc().equals(lambda.desc)
                    && handle.getOwner().equals(declaring.name)) {
                return true;
            }
        }
        return false;
    }
}
