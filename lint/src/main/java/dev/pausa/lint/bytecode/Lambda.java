package dev.pausa.lint.bytecode;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;

/**
 * A place where a lambda or a method reference is made.
 *
 * @param maker the method that makes it
 * @param made the instruction
 * @param target the method that it calls
 */
record Lambda(Code maker, InvokeDynamicInsnNode made, Handle target) {
    static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";

    static Optional<Lambda> of(Code maker, AbstractInsnNode i) {
        boolean isLambda = i instanceof InvokeDynamicInsnNode dynamic
                && dynamic.bsm.getOwner().equals(METAFACTORY)
                && !maker.method.name.equals("$deserializeLambda$"); // where all are made once more
        return isLambda
                ? Optional.of(
                        new Lambda(maker, (InvokeDynamicInsnNode) i, (Handle) ((InvokeDynamicInsnNode) i).bsmArgs[1]))
                : Optional.empty();
    }

    /** The interface that it is made for. */
    String type() {
        return Type.getReturnType(made.desc).getInternalName();
    }

    /** All interfaces that it has. */
    List<String> types() {
        List<String> types = new ArrayList<>(List.of(type()));
        for (Object argument : made.bsmArgs) { // altMetafactory's further interfaces
            if (argument instanceof Type further && further.getSort() == Type.OBJECT) {
                types.add(further.getInternalName());
            }
        }
        return types;
    }

    /** Returns whether the interface's method returns nothing. */
    boolean isVoid() {
        return ((Type) made.bsmArgs[0]).getReturnType() == Type.VOID_TYPE;
    }

    /** What it returns, as precisely as the compiler knew. */
    Type result() {
        return ((Type) made.bsmArgs[2]).getReturnType();
    }

    /** What is between {@code ::} and what stands before it. */
    String reference() {
        return Code.simple(target.getOwner()) + "::" + target.getName();
    }

    int line() {
        return maker.lineOf(made);
    }
}
