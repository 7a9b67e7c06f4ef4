package dev.pausa.weaver.runtime;

import dev.pausa.weaver.Passing;
import dev.pausa.weaver.runtime.MethodSearch.Declared;
import dev.pausa.weaver.runtime.MethodSearch.Wanted;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

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
        Optional<Passing> passing = Passing.of(declared.node(), declared.method());
        if (passing.isEmpty()) {
            return Optional.empty();
        }
        Forwarding found =
                new Forwarding(declared, passing.get().before(), passing.get().call());
        return found.isForReference() ? Optional.of(found) : Optional.empty();
    }

    /** A lambda that a person wrote may forward as well, and then only the lambda's own code is the body. */
    private boolean isForReference() {
        if (passing().isCertainlyForReference()) {
            return true;
        }
        Optional<Declared> target = target(owner());
        return target.isPresent() && (isWithArray(target.get()) || isOutOfReach(target.get()));
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

    Passing passing() {
        return new Passing(declared.method(), before, call);
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
        return !passing().makesArray();
    }
}
