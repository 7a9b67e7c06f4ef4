package dev.pausa.lint.bytecode;

import dev.pausa.frame.Kind;
import dev.pausa.lint.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** {@code run(() -> act())}: the body's result is a coroutine, which nobody begins. */
final class UnbegunResults {
    private final Program program;
    private final Bodies bodies;
    private final Findings findings;

    UnbegunResults(Program program, Bodies bodies, Findings findings) {
        this.program = program;
        this.bodies = bodies;
        this.findings = findings;
    }

    void lookAt(Code maker) {
        for (Lambda lambda : maker.lambdas()) {
            Set<Kind> kinds = bodies.kindsOf(lambda);
            boolean isCoroutine = kinds.contains(Kind.COROUTINE) || kinds.contains(Kind.BLOCK);
            if (isCoroutine && !lambda.isVoid() && isOfAnyResult(lambda)) {
                lookAt(lambda);
            }
        }
    }

    private void lookAt(Lambda lambda) {
        Optional<Code> code = program.method(
                lambda.target().getOwner(),
                lambda.target().getName(),
                lambda.target().getDesc());
        if (code.isPresent() && code.get().isSynthetic()) {
            resultsOf(code.get()).forEach(result -> lookAtResult(code.get(), result));
            return;
        }
        String made = Dropped.coldName(Type.getReturnType(lambda.target().getDesc()));
        if (made != null) {
            findings.report(Check.UNBEGUN_RESULT, lambda.maker(), lambda.made(), made, "a lambda that awaits it");
        }
    }

    /** A variable may hold what is running already. */
    private void lookAtResult(Code body, AbstractInsnNode result) {
        if (result instanceof MethodInsnNode call) {
            String made = Dropped.coldName(Type.getReturnType(call.desc));
            if (made != null) {
                String text = "await(" + call.name + "(" + (call.desc.startsWith("()") ? "" : "...") + "))";
                findings.report(Check.UNBEGUN_RESULT, body, call, made, text);
            }
        }
    }

    /** The calls that a method returns the results of at once. */
    private static List<AbstractInsnNode> resultsOf(Code code) {
        List<AbstractInsnNode> results = new ArrayList<>();
        for (AbstractInsnNode i : code.method.instructions) {
            AbstractInsnNode next = Code.nextCode(i.getNext());
            if (next != null && next.getOpcode() == Opcodes.ARETURN && i.getOpcode() >= 0) {
                results.add(i);
            }
        }
        return results;
    }

    /** Returns whether a method takes bodies with results of any type; {@code callback} wants something to await. */
    private boolean isOfAnyResult(Lambda lambda) {
        Optional<Values.Consumer> consumer = lambda.maker().values().consumerOf(lambda.made());
        if (consumer.isEmpty() || consumer.get().argument() < 0) {
            return false;
        }
        MethodInsnNode call = consumer.get().call();
        return program.declared(call.owner, call.name, call.desc)
                .map(declared -> declared.method().signature)
                .filter(signature ->
                        BodyParameter.takesAnyResult(signature, consumer.get().argument()))
                .isPresent();
    }
}
