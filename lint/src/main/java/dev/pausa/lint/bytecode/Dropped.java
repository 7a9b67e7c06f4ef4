package dev.pausa.lint.bytecode;

import dev.pausa.lint.Check;
import dev.pausa.lint.ColdTypes;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Coroutines, operations and generators that are made and dropped. What a method gives whose result may be of any type,
 * such as {@code Map.put}, was not made by it.
 */
final class Dropped {
    private final Program program;
    private final Bodies bodies;
    private final Findings findings;

    Dropped(Program program, Bodies bodies, Findings findings) {
        this.program = program;
        this.bodies = bodies;
        this.findings = findings;
    }

    void lookAt(Code code) {
        for (MethodInsnNode call : code.calls()) {
            String made = coldName(Type.getReturnType(call.desc));
            if (made != null
                    && isDropped(call)
                    && isMaking(call.owner, call.name, call.desc)
                    && !isGivenCold(code, call)
                    && !isExpected(code, call)) {
                findings.report(Check.DROPPED, code, call, nameOf(call), made);
            }
        }
        code.lambdas().forEach(this::lookAtReference);
    }

    /** ECJ leaves the value of a lambda without a result where it is. */
    private static boolean isDropped(MethodInsnNode call) {
        AbstractInsnNode next = Code.nextCode(call.getNext());
        return next != null && (next.getOpcode() == Opcodes.POP || next.getOpcode() == Opcodes.RETURN);
    }

    private void lookAtReference(Lambda lambda) {
        Handle target = lambda.target();
        String made = coldName(Type.getReturnType(target.getDesc()));
        if (made != null
                && lambda.isVoid()
                && isMaking(target.getOwner(), target.getName(), target.getDesc())
                && !isOfTest(lambda)) {
            findings.report(Check.DROPPED, lambda.maker(), lambda.made(), lambda.reference(), made);
        }
    }

    /** How a value that does nothing by itself is called, or null if the type is no such value's. */
    static @Nullable String coldName(Type type) {
        return type.getSort() == Type.OBJECT
                ? ColdTypes.NAMES.get(type.getClassName().replace('$', '.'))
                : null;
    }

    static String nameOf(MethodInsnNode call) {
        return call.getOpcode() == Opcodes.INVOKESTATIC ? Code.simple(call.owner) + "." + call.name : call.name;
    }

    /** Returns whether a method makes what it returns, and nothing else has it by then. */
    private boolean isMaking(String owner, String name, String desc) {
        boolean isOfAnyType = program.declared(owner, name, desc)
                .map(declared -> declared.method().signature)
                .filter(signature -> signature.contains(")T"))
                .isPresent();
        return !isOfAnyType && program.method(owner, name, desc).stream().allMatch(Dropped::isMaking);
    }

    private static boolean isMaking(Code code) {
        return code.results().stream()
                .allMatch(made -> made instanceof MethodInsnNode maker
                        && coldName(Type.getReturnType(maker.desc)) != null
                        && code.values().consumerOf(maker).isEmpty());
    }

    /** A program's own method may give back what it was given, or have begun it. */
    private boolean isGivenCold(Code code, MethodInsnNode call) {
        if (call.owner.startsWith("dev/pausa/")) {
            return false;
        }
        int arguments = Type.getArgumentCount(call.desc);
        boolean takesCold = Arrays.stream(Type.getArgumentTypes(call.desc)).anyMatch(type -> coldName(type) != null);
        return takesCold
                || Stream.iterate(0, below -> below < arguments, below -> below + 1)
                        .flatMap(below -> code.values().origins(call, below).stream())
                        .anyMatch(i ->
                                i instanceof MethodInsnNode maker && coldName(Type.getReturnType(maker.desc)) != null);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // What test frameworks do with code
    // -----------------------------------------------------------------------------------------------------------------

    /** {@code verify(mock).load()}, and {@code assertThrows(X.class, () -> load())} */
    private boolean isExpected(Code code, MethodInsnNode call) {
        boolean isOnExpectation = call.getOpcode() != Opcodes.INVOKESTATIC
                && code.values().origins(call, Type.getArgumentCount(call.desc)).stream()
                        .anyMatch(i -> i instanceof MethodInsnNode receiver && isOfTestFramework(receiver));
        return isOnExpectation
                || code.isSynthetic() && bodies.makersOf(code).stream().anyMatch(this::isOfTest);
    }

    private boolean isOfTest(Lambda lambda) {
        Optional<Values.Consumer> consumer = lambda.maker().values().consumerOf(lambda.made());
        return consumer.isPresent() && isOfTestFramework(consumer.get().call());
    }

    private static boolean isOfTestFramework(MethodInsnNode call) {
        String owner = call.owner.replace('/', '.');
        return ColdTypes.TEST_FRAMEWORKS.stream().anyMatch(owner::startsWith);
    }
}
