package dev.pausa.weaver.runtime;

import dev.pausa.weaver.runtime.MethodSearch.Declared;
import dev.pausa.weaver.runtime.MethodSearch.Wanted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A method that a compiler wrote for a method reference, since no method handle constant can stand for what is meant:
 * {@code super::m}, a reference to a method with a variable number of arguments, to a protected one of another package,
 * to a private one of another class (ECJ), to a method of an intersection type. It passes its arguments on, in their
 * order, converted at most, and returns what comes back.
 *
 * @param declared the method
 * @param before what it does before the call
 * @param call the call of the method that is meant
 */
record Forwarding(Declared declared, List<AbstractInsnNode> before, MethodInsnNode call) {

    /**
     * Returns what a method forwards to, or empty if it is not certain that a compiler wrote it for a method reference.
     */
    static Optional<Forwarding> of(Declared declared) {
        MethodNode method = declared.method();
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
        Forwarding found = new Forwarding(declared, before, call);
        return call != null && found.passesAll() && found.isForReference() ? Optional.of(found) : Optional.empty();
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
    private boolean passesAll() {
        List<Integer> loaded = new ArrayList<>();
        for (AbstractInsnNode i : before) {
            if (i instanceof VarInsnNode load) {
                loaded.add(load.var);
            }
        }
        List<Integer> slots = new ArrayList<>();
        int next = 0;
        for (Type argument : arguments()) {
            slots.add(next);
            next += argument.getSize();
        }
        return loaded.equals(slots);
    }

    /** A lambda that a person wrote may forward as well, and then only the lambda's own code is the body. */
    private boolean isForReference() {
        if (declared.method().name.startsWith("access$") || call.getOpcode() == Opcodes.INVOKESPECIAL) {
            return true;
        }
        boolean castsReceiver =
                !isStatic() && before.size() > 1 && before.get(1).getOpcode() == Opcodes.CHECKCAST;
        Optional<Declared> target = castsReceiver ? Optional.empty() : target(owner());
        return castsReceiver || target.isPresent() && (isWithArray(target.get()) || isOutOfReach(target.get()));
    }

    private boolean isWithArray(Declared target) {
        return (target.method().access & Opcodes.ACC_VARARGS) != 0 && !passesUnchanged();
    }

    private boolean isOutOfReach(Declared target) {
        boolean isProtected = (target.method().access & Opcodes.ACC_PROTECTED) != 0;
        boolean isHidden = (target.node().access & Opcodes.ACC_PUBLIC) == 0;
        String ownPackage = declared.owner().getPackageName();
        return (isProtected || isHidden) && !target.owner().getPackageName().equals(ownPackage);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What is meant
    // -----------------------------------------------------------------------------------------------------------------

    /** The types of the forwarding method's arguments, receiver included. */
    List<Type> arguments() {
        List<Type> types = new ArrayList<>(List.of(Type.getArgumentTypes(declared.method().desc)));
        if ((declared.method().access & Opcodes.ACC_STATIC) == 0) {
            types.add(0, Type.getObjectType(declared.node().name));
        }
        return types;
    }

    boolean isStatic() {
        return call.getOpcode() == Opcodes.INVOKESTATIC;
    }

    /** Returns whether the class of the receiver, which is the first argument, decides which method is called. */
    boolean isVirtual() {
        if (isStatic() || call.getOpcode() == Opcodes.INVOKESPECIAL) {
            return false;
        }
        Optional<Declared> target = target(owner());
        return target.isEmpty() || (target.get().method().access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL)) == 0;
    }

    /** The class that the call names. */
    Class<?> owner() {
        return BodyFinder.load(call.owner, declared.owner().getClassLoader());
    }

    /** The method that is called on a receiver of this class; empty if it has no code that was written for a body. */
    Optional<Declared> target(Class<?> receiverClass) {
        return MethodSearch.selected(receiverClass, wanted());
    }

    Wanted wanted() {
        return new Wanted(call.name, call.desc.substring(0, call.desc.indexOf(')') + 1));
    }

    /**
     * Returns whether the arguments need no more than the conversions that a frame class makes by itself, so that the
     * target is the body.
     */
    boolean passesUnchanged() {
        for (AbstractInsnNode i : before) {
            if (makesArray(i)) {
                return false;
            }
        }
        return true;
    }
}
