package dev.pausa.lint.bytecode;

import dev.pausa.lint.Check;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** A pause on a way from {@code lock.lock()} to {@code lock.unlock()}. */
final class HeldLocks {
    private static final String LOCK = "java/util/concurrent/locks/Lock";

    private final Program program;
    private final Bodies bodies;
    private final Findings findings;

    HeldLocks(Program program, Bodies bodies, Findings findings) {
        this.program = program;
        this.bodies = bodies;
        this.findings = findings;
    }

    void lookAt(Code code) {
        if (code.pauses().isEmpty() || !bodies.mayBe(code)) {
            return;
        }
        for (MethodInsnNode call : code.calls()) {
            if (isLockCall(call, Set.of("lock", "lockInterruptibly"))) {
                lookBehind(code, call);
            }
        }
    }

    private boolean isLockCall(MethodInsnNode call, Set<String> names) {
        return names.contains(call.name) && program.isSubtype(call.owner, LOCK);
    }

    /** Goes along the code from the lock on, and reports the first pause of each way. */
    private void lookBehind(Code code, MethodInsnNode locking) {
        String lock = lockOf(code, locking);
        BitSet seen = new BitSet();
        Deque<Integer> work =
                new ArrayDeque<>(code.flow().successors(code.flow().indexOf(locking)));
        while (!work.isEmpty()) {
            int index = work.pop();
            AbstractInsnNode i = code.flow().instruction(index);
            if (seen.get(index) || i instanceof MethodInsnNode call && isUnlock(code, call, lock)) {
                continue;
            }
            seen.set(index);
            if (i instanceof MethodInsnNode call && Code.pauseOf(call) != null) {
                findings.report(Check.LOCK_OVER_PAUSE, code, i, call.name, lock);
            } else {
                work.addAll(code.flow().successors(index));
            }
        }
    }

    private boolean isUnlock(Code code, MethodInsnNode call, String lock) {
        return isLockCall(call, Set.of("unlock")) && lockOf(code, call).equals(lock);
    }

    /** The name of the field or variable, or what else tells the lock from another one. */
    private static String lockOf(Code code, MethodInsnNode call) {
        Set<AbstractInsnNode> origins = code.values().origins(call, Type.getArgumentCount(call.desc));
        AbstractInsnNode before = call.getPrevious();
        String variable = before instanceof VarInsnNode load ? variable(code, load) : null;
        if (variable != null) {
            return variable;
        }
        return origins.size() == 1 ? nameOf(origins.iterator().next(), call) : Code.simple(call.owner);
    }

    private static @Nullable String variable(Code code, VarInsnNode load) {
        if (code.method.localVariables == null) {
            return null;
        }
        int at = code.flow().indexOf(load);
        for (LocalVariableNode variable : code.method.localVariables) {
            if (variable.index == load.var
                    && code.flow().indexOf(variable.start) <= at
                    && at < code.flow().indexOf(variable.end)) {
                return variable.name.startsWith("$")
                        ? variable.name.substring(1)
                        : variable.name; // kotlinc's captured one
            }
        }
        return null;
    }

    private static String nameOf(AbstractInsnNode origin, MethodInsnNode call) {
        if (origin instanceof FieldInsnNode field) {
            return field.name;
        }
        return origin instanceof MethodInsnNode made ? made.name + "()" : Code.simple(call.owner);
    }
}
