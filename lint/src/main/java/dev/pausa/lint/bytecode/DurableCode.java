package dev.pausa.lint.bytecode;

import dev.pausa.lint.DurableChains;
import dev.pausa.lint.DurableTypes;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The code that is durable by what it awaits: an operation of durable bodies, or a coroutine of such code, which is
 * made there or which a method returns.
 */
final class DurableCode {
    private static final String OPERATIONS = DurableTypes.OPERATIONS.replace('.', '/');
    private static final String BODY = DurableTypes.BODY.replace('.', '/');

    private final Program program;
    private final Bodies bodies;
    private final DurableChains<Code> chains = new DurableChains<>();

    private DurableCode(Program program, Bodies bodies) {
        this.program = program;
        this.bodies = bodies;
    }

    /** Returns the bodies among it. */
    static Set<Code> in(Program program, Bodies bodies) {
        DurableCode durable = new DurableCode(program, bodies);
        for (Code code : program.codes()) {
            if (code.calls().stream().anyMatch(durable::isOperation)) {
                durable.chains.addFirst(code);
            }
        }
        if (durable.chains.all().isEmpty()) {
            return Set.of();
        }
        program.codes().forEach(durable::lookAt);
        Set<Code> found = new LinkedHashSet<>(durable.chains.all());
        found.removeIf(code -> bodies.kindsOf(code).isEmpty());
        return found;
    }

    private boolean isOperation(MethodInsnNode call) {
        return call.getOpcode() == Opcodes.INVOKESTATIC && call.owner.equals(OPERATIONS) && makes(call.desc);
    }

    /** Returns whether a method returns something to await. */
    private boolean makes(String desc) {
        Type result = Type.getReturnType(desc);
        return result.getSort() == Type.OBJECT
                && (program.isSubtype(result.getInternalName(), DurableTypes.AWAITABLE.replace('.', '/'))
                        || program.isSubtype(
                                result.getInternalName(), DurableTypes.COROUTINE_OBJECT.replace('.', '/')));
    }

    private void lookAt(Code code) {
        if (!bodies.kindsOf(code).isEmpty()) {
            code.pauses().forEach(pause -> addMakers(code, code.values().origins(pause, 0)));
        }
        if (makes(code.method.desc)) {
            addMakers(code, code.results());
        }
    }

    /** Adds the methods and lambdas that make values, and those that make what these are made of. */
    private void addMakers(Code user, Set<AbstractInsnNode> values) {
        Deque<AbstractInsnNode> work = new ArrayDeque<>(values);
        Set<AbstractInsnNode> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        while (!work.isEmpty()) {
            AbstractInsnNode i = work.pop();
            if (!seen.add(i)) {
                continue;
            }
            if (i instanceof MethodInsnNode call) {
                program.method(call.owner, call.name, call.desc).ifPresent(made -> chains.add(user, made));
                work.addAll(operands(user, call));
            } else if (i instanceof InvokeDynamicInsnNode) {
                Lambda.of(user, i).ifPresent(lambda -> addMaker(user, lambda));
            }
        }
    }

    private static Collection<AbstractInsnNode> operands(Code code, MethodInsnNode call) {
        Set<AbstractInsnNode> operands = new LinkedHashSet<>();
        int own = call.getOpcode() == Opcodes.INVOKESTATIC ? 0 : 1;
        for (int below = 0; below < Type.getArgumentCount(call.desc) + own; below++) {
            operands.addAll(code.values().origins(call, below));
        }
        return operands;
    }

    private void addMaker(Code user, Lambda lambda) {
        if (!program.isSubtype(lambda.type(), BODY)) {
            bodies.targetOf(lambda).ifPresent(target -> chains.add(user, target));
        }
    }
}
