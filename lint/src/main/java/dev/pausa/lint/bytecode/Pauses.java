package dev.pausa.lint.bytecode;

import dev.pausa.frame.Kind;
import dev.pausa.lint.Check;
import dev.pausa.lint.Check.Severity;
import dev.pausa.weaver.Names;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Pauses where none can be. */
final class Pauses {
    private static final String ASYNC = "dev/pausa/async/Async";
    private static final String BLOCKING_CALL = "dev/pausa/async/BlockingCall";

    private record Call(Code caller, MethodInsnNode call) {}

    private final Program program;
    private final Bodies bodies;
    private final Findings findings;
    private final Map<Code, List<Call>> callsOf = new HashMap<>();

    Pauses(Program program, Bodies bodies, Findings findings) {
        this.program = program;
        this.bodies = bodies;
        this.findings = findings;
    }

    void look() {
        List<Code> codes = program.codes();
        Set<String> pausing = codes.stream()
                .filter(code -> !code.pauses().isEmpty())
                .map(code -> code.method.name + code.method.desc)
                .collect(Collectors.toSet());
        codes.forEach(code -> noteCalls(code, pausing));
        codes.forEach(this::lookAt);
        codes.forEach(code -> code.lambdas().forEach(this::lookAtReference));
    }

    /** Bridges, and what else a compiler wrote to pass a call on, are no calls. */
    private void noteCalls(Code code, Set<String> pausing) {
        if (code.is(Opcodes.ACC_SYNTHETIC) && !Names.isLambda(code.method.name)) {
            return;
        }
        for (MethodInsnNode call : code.calls()) {
            if (pausing.contains(call.name + call.desc)
                    && Forwarding.of(code, program).isEmpty()) {
                program.method(call.owner, call.name, call.desc)
                        .filter(called -> !called.pauses().isEmpty())
                        .ifPresent(called -> callsOf.computeIfAbsent(called, c -> new ArrayList<>())
                                .add(new Call(code, call)));
            }
        }
    }

    private void lookAt(Code code) {
        if (code.pauses().isEmpty() || code.isInlined()) {
            return;
        }
        Set<Kind> kinds = bodies.kindsOf(code);
        for (MethodInsnNode pause : code.pauses()) {
            lookAt(code, pause, kinds);
        }
        if (!kinds.isEmpty()) {
            callsOf.getOrDefault(code, List.of()).forEach(this::reportCall);
        }
    }

    private void lookAt(Code code, MethodInsnNode pause, Set<Kind> kinds) {
        if (code.holdsMonitor(pause)) {
            findings.report(Check.PAUSE_IN_SYNCHRONIZED, code, pause, pause.name);
        } else if (bodies.isUnknown(code)) {
            return;
        } else if (kinds.isEmpty()) {
            reportOutside(code, pause);
        } else if (isYield(pause)) {
            lookAtYield(code, pause, kinds);
        } else if (kinds.equals(Set.of(Kind.GENERATOR))) {
            findings.report(Check.AWAIT_IN_GENERATOR, code, pause, pause.name);
        }
    }

    private static boolean isYield(MethodInsnNode pause) {
        Names.Pause how = Code.pauseOf(pause);
        return how != null && how.isThroughYielder();
    }

    private static Check outside(MethodInsnNode pause) {
        return isYield(pause) ? Check.FOREIGN_YIELDER : Check.OUTSIDE_BODY;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // In code that is no body
    // -----------------------------------------------------------------------------------------------------------------

    private void reportOutside(Code code, MethodInsnNode pause) {
        List<Lambda> makers = bodies.makersOf(code);
        if (code.isNamed()) {
            reportInMethod(code, pause);
        } else if (makers.isEmpty()) {
            findings.report(outside(pause), code, pause, pause.name, code.name());
        } else if (!isYield(pause) && makers.stream().allMatch(Pauses::isBlocking)) {
            findings.report(Check.AWAIT_IN_BLOCKING, code, pause, pause.name);
        } else {
            findings.report(outside(pause), code, pause, pause.name, "a lambda that is a " + readableType(makers));
        }
    }

    private static String readableType(List<Lambda> makers) {
        return Code.readable(makers.get(0).type());
    }

    private static boolean isBlocking(Lambda lambda) {
        if (lambda.type().equals(BLOCKING_CALL)) {
            return true;
        }
        AbstractInsnNode next = Code.nextCode(lambda.made().getNext());
        return next instanceof MethodInsnNode call && call.owner.equals(ASYNC) && call.name.equals("blocking");
    }

    private void reportInMethod(Code code, MethodInsnNode pause) {
        boolean mayBeBody = isYield(pause) ? Type.getArgumentCount(code.method.desc) > 0 : true;
        boolean isSure = !mayBeBody || callsOf.containsKey(code) || !code.isSeenElsewhere();
        String unless = isSure ? "" : " (unless a reference to it is a body in other files)";
        findings.report(
                outside(pause),
                isSure ? Severity.ERROR : Severity.WARNING,
                code,
                pause,
                pause.name,
                code.name() + unless);
    }

    private void reportCall(Call each) {
        findings.report(
                Check.OUTSIDE_BODY,
                each.caller,
                each.call,
                each.call.name + ", which pauses,",
                "a call of an ordinary method");
    }

    // -----------------------------------------------------------------------------------------------------------------
    // In bodies
    // -----------------------------------------------------------------------------------------------------------------

    /** Only a parameter, which a lambda's captured variables are, shows whose yielder it holds. */
    private void lookAtYield(Code code, MethodInsnNode pause, Set<Kind> kinds) {
        boolean isBody = kinds.contains(Kind.GENERATOR) || kinds.contains(Kind.ASYNC_GENERATOR);
        int own = code.parameterSlots() - 1;
        Set<AbstractInsnNode> yielders = code.values().origins(pause, 1);
        boolean isCaptured =
                !yielders.isEmpty() && yielders.stream().allMatch(i -> i instanceof VarInsnNode load && load.var < own);
        if (!isBody || isCaptured) {
            List<Lambda> makers = bodies.makersOf(code);
            String where =
                    makers.isEmpty() || code.isNamed() ? code.name() : "a lambda that is a " + readableType(makers);
            findings.report(Check.FOREIGN_YIELDER, code, pause, pause.name, where);
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // References to what pauses
    // -----------------------------------------------------------------------------------------------------------------

    private void lookAtReference(Lambda lambda) {
        Handle target = lambda.target();
        Names.Pause pause = Names.pauseOf(target.getOwner(), target.getName());
        if (pause == null || bodies.areUnknown(lambda)) {
            return;
        }
        if (!bodies.kindsOf(lambda).isEmpty()) {
            findings.report(Check.UNFOLLOWED_REFERENCE, lambda.maker(), lambda.made(), lambda.reference());
        } else {
            findings.report(
                    pause.isThroughYielder() ? Check.FOREIGN_YIELDER : Check.OUTSIDE_BODY,
                    lambda.maker(),
                    lambda.made(),
                    lambda.reference(),
                    "a method reference that is a " + Code.readable(lambda.type()));
        }
    }
}
