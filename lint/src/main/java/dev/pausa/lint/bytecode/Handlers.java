package dev.pausa.lint.bytecode;

import dev.pausa.lint.Check;
import dev.pausa.weaver.Names;
import dev.pausa.weaver.Names.Pause;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** Handlers and {@code finally} blocks that keep a body from ending when it is told to, or that cannot await then. */
final class Handlers {
    private static final Set<String> WIDE = Set.of("java/lang/Throwable", "java/lang/Error");

    private final Program program;
    private final Bodies bodies;
    private final Findings findings;

    Handlers(Program program, Bodies bodies, Findings findings) {
        this.program = program;
        this.bodies = bodies;
        this.findings = findings;
    }

    void lookAt(Code code) {
        if (code.pauses().isEmpty() || !bodies.mayBe(code)) {
            return; // another check says that nothing can pause there
        }
        Set<LabelNode> seen = new HashSet<>();
        for (MethodInsnNode pause : code.pauses()) {
            lookAtHandlers(code, code.flow().allBlocks(code.flow().indexOf(pause)), seen);
        }
        if (program.usesDriver(code.type) && !isInShield(code, new HashSet<>())) {
            finallyBlocks(code).forEach(handler -> lookAtAwaits(code, HandlerCode.of(code.flow(), handler)));
        }
    }

    /** A handler before it that takes the exit shows that it was thought of. */
    private void lookAtHandlers(Code code, List<TryCatchBlockNode> blocks, Set<LabelNode> seen) {
        for (TryCatchBlockNode block : blocks) {
            if (Names.GENERATOR_EXIT.equals(block.type)) {
                return;
            }
            if (block.type == null && seen.add(block.handler)) {
                lookAtFinally(code, HandlerCode.of(code.flow(), block.handler));
            } else if (block.type != null && WIDE.contains(block.type) && seen.add(block.handler)) {
                lookAtCatch(code, block);
            }
        }
    }

    private void lookAtCatch(Code code, TryCatchBlockNode block) {
        AbstractInsnNode first = Code.nextCode(block.handler);
        if (first != null && !HandlerCode.of(code.flow(), block.handler).isThrowing()) {
            findings.report(Check.CATCHES_EXIT, code, first, Code.simple(block.type));
        }
    }

    /** The copy of a {@code finally} block for exceptions ends by throwing again, and in no other way. */
    private void lookAtFinally(Code code, HandlerCode handler) {
        for (AbstractInsnNode way : handler.waysOut()) {
            String word = HandlerCode.isReturn(way) ? "return" : "break or continue";
            findings.report(Check.LEAVES_FINALLY, code, way, word);
        }
    }

    private static Set<LabelNode> finallyBlocks(Code code) {
        Set<LabelNode> handlers = new LinkedHashSet<>();
        for (TryCatchBlockNode block : code.method.tryCatchBlocks) {
            if (block.type == null) {
                handlers.add(block.handler);
            }
        }
        return handlers;
    }

    private void lookAtAwaits(Code code, HandlerCode handler) {
        for (AbstractInsnNode i : handler.instructions()) {
            if (i instanceof MethodInsnNode call && Code.pauseOf(call) == Pause.AWAIT && !isShielded(code, call)) {
                findings.report(Check.AWAIT_IN_FINALLY, code, call, call.name);
            }
        }
    }

    private static boolean isShielded(Code code, MethodInsnNode await) {
        return code.values().origins(await, 0).stream()
                .anyMatch(i -> i instanceof MethodInsnNode call && isShield(call));
    }

    private static boolean isShield(MethodInsnNode call) {
        return call.owner.equals("dev/pausa/async/Async") && call.name.equals("shield");
    }

    /** Code in what is shielded is cancelled only when the shield's limit is over. */
    private boolean isInShield(Code code, Set<Code> seen) {
        return seen.add(code)
                && bodies.makersOf(code).stream()
                        .anyMatch(lambda -> isGivenToShield(lambda) || isInShield(lambda.maker(), seen));
    }

    private static boolean isGivenToShield(Lambda lambda) {
        Values values = lambda.maker().values();
        Optional<Values.Consumer> consumer = values.consumerOf(lambda.made());
        Set<AbstractInsnNode> seen = new HashSet<>();
        while (consumer.isPresent() && seen.add(consumer.get().call())) {
            MethodInsnNode call = consumer.get().call();
            if (isShield(call)) {
                return true;
            }
            boolean isPassedOn = Type.getReturnType(call.desc) != Type.VOID_TYPE;
            consumer = isPassedOn ? values.consumerOf(call) : Optional.empty();
        }
        return false;
    }
}
