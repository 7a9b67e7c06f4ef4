package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A method that passes its arguments on to another one, in their order, converted at most, and returns what comes back.
 * Compilers write such for method references that no method handle constant can stand for, and people write such
 * lambdas.
 *
 * @param method the method
 * @param before what it does before the call
 * @param call the call of the other method
 */
public record Passing(MethodNode method, List<AbstractInsnNode> before, MethodInsnNode call) {

    /** Returns what a synthetic method passes on to, or empty if it does anything else. */
    public static Optional<Passing> of(ClassNode declaring, MethodNode method) {
        if ((method.access & Opcodes.ACC_SYNTHETIC) == 0 || !method.tryCatchBlocks.isEmpty()) {
            return Optional.empty();
        }
        List<AbstractInsnNode> before = new ArrayList<>();
        MethodInsnNode call = null;
        for (AbstractInsnNode i : method.instructions) {
            if (i.getOpcode() < 0 || isReturn(i)) {
                continue;
            }
            boolean converts = isConversion(i);
            if (!converts && i instanceof MethodInsnNode meant && call == null && !meant.name.equals("<init>")) {
                call = meant;
            } else if (call == null ? !converts && !isArgument(i) : !converts && i.getOpcode() != Opcodes.POP) {
                return Optional.empty();
            } else if (call == null) {
                before.add(i);
            }
        }
        Passing found = new Passing(method, before, call);
        return call != null && found.passesAll(declaring) ? Optional.of(found) : Optional.empty();
    }

    private static boolean isReturn(AbstractInsnNode i) {
        return i.getOpcode() >= Opcodes.IRETURN && i.getOpcode() <= Opcodes.RETURN;
    }

    private static boolean isConversion(AbstractInsnNode i) {
        if (i instanceof MethodInsnNode call) {
            boolean boxes = call.name.equals("valueOf") && call.getOpcode() == Opcodes.INVOKESTATIC;
            return call.owner.startsWith("java/lang/") && (boxes || call.name.endsWith("Value"));
        }
        return i.getOpcode() == Opcodes.CHECKCAST || i.getOpcode() >= Opcodes.I2L && i.getOpcode() <= Opcodes.I2S;
    }

    /** Loads of arguments, and what makes the array of a variable number of them. */
    private static boolean isArgument(AbstractInsnNode i) {
        int opcode = i.getOpcode();
        return opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD
                || opcode == Opcodes.DUP
                || opcode >= Opcodes.IASTORE && opcode <= Opcodes.SASTORE
                || makesArray(i)
                || opcode >= Opcodes.ICONST_0 && opcode <= Opcodes.ICONST_5
                || opcode == Opcodes.BIPUSH
                || opcode == Opcodes.SIPUSH;
    }

    private static boolean makesArray(AbstractInsnNode i) {
        return i.getOpcode() == Opcodes.NEWARRAY || i.getOpcode() == Opcodes.ANEWARRAY;
    }

    /** Returns whether each argument is loaded once, in the order of the arguments. */
    private boolean passesAll(ClassNode declaring) {
        List<Integer> loaded = new ArrayList<>();
        for (AbstractInsnNode i : before) {
            if (i instanceof VarInsnNode load) {
                loaded.add(load.var);
            }
        }
        List<Integer> slots = new ArrayList<>();
        int next = 0;
        for (Type argument : arguments(declaring, method)) {
            slots.add(next);
            next += argument.getSize();
        }
        return loaded.equals(slots);
    }

    /** The types of a method's arguments, receiver included. */
    public static List<Type> arguments(ClassNode declaring, MethodNode method) {
        List<Type> types = new ArrayList<>(List.of(Type.getArgumentTypes(method.desc)));
        if ((method.access & Opcodes.ACC_STATIC) == 0) {
            types.add(0, Type.getObjectType(declaring.name));
        }
        return types;
    }

    /** Returns whether no person writes a method like this. */
    public boolean isCertainlyForReference() {
        boolean isStatic = call.getOpcode() == Opcodes.INVOKESTATIC;
        return method.name.startsWith("access$")
                || call.getOpcode() == Opcodes.INVOKESPECIAL
                || !isStatic && before.size() > 1 && before.get(1).getOpcode() == Opcodes.CHECKCAST;
    }

    /** Returns whether arguments are put into an array. */
    public boolean makesArray() {
        for (AbstractInsnNode i : before) {
            if (makesArray(i)) {
                return true;
            }
        }
        return false;
    }
}
