package dev.pausa.lint.bytecode;

import dev.pausa.WeaveException;
import dev.pausa.frame.Kind;
import dev.pausa.lint.Check;
import dev.pausa.lint.Check.Severity;
import dev.pausa.weaver.BodySource;
import dev.pausa.weaver.Weaving;
import dev.pausa.weaver.WovenClass;
import java.util.Objects;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Bodies that woven have more code than HotSpot compiles, or than a method may have. Only weaving tells, so it is done,
 * for those that are not short.
 */
final class LargeBodies {
    /** No body with fewer instructions, labels and lines is so large: there is room for twenty bytes for each. */
    private static final int FEWEST = WovenClass.LARGEST_COMPILED / 20;

    private final Program program;
    private final Bodies bodies;
    private final Findings findings;

    LargeBodies(Program program, Bodies bodies, Findings findings) {
        this.program = program;
        this.bodies = bodies;
        this.findings = findings;
    }

    void lookAt(Code code) {
        if (code.method.instructions.size() < FEWEST || code.pauses().isEmpty()) {
            return;
        }
        bodies.kindsOf(code).stream()
                .filter(kind -> Weaving.canPause(code.method, kind))
                .forEach(kind -> weave(code, kind));
    }

    private void weave(Code code, Kind kind) {
        AbstractInsnNode first =
                Objects.requireNonNull(Code.nextCode(code.method.instructions.getFirst()), "a body without code");
        try {
            WovenClass woven = Weaving.weave(source(code, kind), false);
            if (!woven.isCompiled()) {
                findings.report(Check.LARGE_BODY, code, first, notCompiled(woven));
            }
        } catch (WeaveException refused) { // other reasons than this one depend on what is not known here
            if (refused.reason() == WeaveException.Reason.TOO_LARGE) {
                findings.report(Check.LARGE_BODY, Severity.ERROR, code, first, "more code than a method may have");
            }
        }
    }

    private static String notCompiled(WovenClass woven) {
        return woven.size() + " bytes of code, and HotSpot compiles no method of more than "
                + WovenClass.LARGEST_COMPILED + ", so it is interpreted, about ten times slower";
    }

    /** With a copy of the method, since weaving changes it. */
    private BodySource source(Code code, Kind kind) {
        MethodNode method = code.method;
        MethodNode copy =
                new MethodNode(method.access, method.name, method.desc, null, method.exceptions.toArray(String[]::new));
        method.accept(copy);
        boolean captures = !bodies.makersOf(code).isEmpty();
        String frame = code.type.name + "$large";
        return new BodySource(code.type, copy, kind, captures, frame, program.files(), new byte[0]);
    }
}
