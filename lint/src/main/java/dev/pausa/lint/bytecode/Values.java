package dev.pausa.lint.bytecode;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.Frame;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/** Where the values in a method come from, and which calls take them. */
final class Values {
    /**
     * A call that takes a value.
     *
     * @param call the call
     * @param argument the index of the argument; -1 if it is called on the value
     */
    record Consumer(MethodInsnNode call, int argument) {}

    private final Code code;
    private final @Nullable Frame<SourceValue>[] frames;

    private Values(Code code, @Nullable Frame<SourceValue>[] frames) {
        this.code = code;
        this.frames = frames;
    }

    static Values of(Code code) {
        try {
            return new Values(code, new Analyzer<>(new SourceInterpreter()).analyze(code.type.name, code.method));
        } catch (AnalyzerException damaged) {
            throw new IllegalArgumentException(
                    "the code of " + code.className() + "." + code.method.name + " is damaged", damaged);
        }
    }

    /**
     * The instructions that make an operand, through local variables and casts: a call, the read of a field, or for a
     * parameter that was never written the instruction that loads it.
     *
     * @param at the instruction that takes the operand
     * @param below how many operands are above it
     */
    Set<AbstractInsnNode> origins(AbstractInsnNode at, int below) {
        Set<AbstractInsnNode> origins = Collections.newSetFromMap(new IdentityHashMap<>());
        addOperand(at, below, origins, Collections.newSetFromMap(new IdentityHashMap<>()));
        return origins;
    }

    private void addOperand(AbstractInsnNode at, int below, Set<AbstractInsnNode> origins, Set<AbstractInsnNode> seen) {
        Frame<SourceValue> frame = frameAt(at);
        if (frame != null && frame.getStackSize() > below) {
            for (AbstractInsnNode i : frame.getStack(frame.getStackSize() - 1 - below).insns) {
                addOrigin(i, origins, seen);
            }
        }
    }

    private void addOrigin(AbstractInsnNode i, Set<AbstractInsnNode> origins, Set<AbstractInsnNode> seen) {
        if (!seen.add(i)) {
            return;
        }
        switch (i.getOpcode()) {
            case Opcodes.ALOAD -> addLocal((VarInsnNode) i, origins, seen);
            case Opcodes.ASTORE, Opcodes.CHECKCAST, Opcodes.DUP -> addOperand(i, 0, origins, seen);
            default -> origins.add(i);
        }
    }

    private void addLocal(VarInsnNode load, Set<AbstractInsnNode> origins, Set<AbstractInsnNode> seen) {
        Frame<SourceValue> frame = frameAt(load);
        Set<AbstractInsnNode> writers = frame == null ? Set.of() : frame.getLocal(load.var).insns;
        if (writers.isEmpty()) {
            origins.add(load);
        }
        writers.forEach(i -> addOrigin(i, origins, seen));
    }

    private @Nullable Frame<SourceValue> frameAt(AbstractInsnNode i) {
        return frames[code.method.instructions.indexOf(i)];
    }

    /** The checks that kotlinc inserts take a value and leave it where it is. */
    private static final String CHECKS = "kotlin/jvm/internal/Intrinsics";

    /** The first call in the order of the code that takes what an instruction makes. */
    Optional<Consumer> consumerOf(AbstractInsnNode maker) {
        for (MethodInsnNode call : code.calls()) {
            if (call.owner.equals(CHECKS)) {
                continue;
            }
            int arguments = Type.getArgumentCount(call.desc);
            int operands = call.getOpcode() == Opcodes.INVOKESTATIC ? arguments : arguments + 1;
            for (int below = 0; below < operands; below++) {
                if (origins(call, below).contains(maker)) {
                    return Optional.of(new Consumer(call, arguments - 1 - below));
                }
            }
        }
        return Optional.empty();
    }
}
