package dev.pausa.lint.bytecode;

import dev.pausa.WeaveException;
import dev.pausa.frame.Kind;
import dev.pausa.lint.Check;
import dev.pausa.lint.DurableTypes;
import dev.pausa.lint.UnsavableTypes;
import dev.pausa.weaver.BodySource;
import dev.pausa.weaver.BodyTable;
import dev.pausa.weaver.BodyTables;
import dev.pausa.weaver.FrameName;
import dev.pausa.weaver.Weaving;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** What durable bodies keep over a pause, or give to lambdas that are saved: exactly what a frame would hold. */
final class UnsavableValues {
    private static final String DURABLE_BODY = DurableTypes.BODY.replace('.', '/');
    private static final String DURABLE_CALL = DurableTypes.CALL.replace('.', '/');

    private final Program program;
    private final Bodies bodies;
    private final Findings findings;

    UnsavableValues(Program program, Bodies bodies, Findings findings) {
        this.program = program;
        this.bodies = bodies;
        this.findings = findings;
    }

    void look() {
        Set<Code> durable = new LinkedHashSet<>();
        for (Code code : program.codes()) {
            boolean isBegin = code.method.name.equals("begin") && program.isSubtype(code.type.name, DURABLE_BODY);
            if (isBegin) {
                addAllIn(code, durable);
            }
            for (Lambda lambda : code.lambdas()) {
                if (program.isSubtype(lambda.type(), DURABLE_BODY)) {
                    bodies.targetOf(lambda).ifPresent(target -> addAllIn(target, durable));
                }
            }
        }
        DurableCode.in(program, bodies).forEach(code -> addAllIn(code, durable));
        durable.forEach(this::lookAt);
    }

    /** Adds code with that of the lambdas in it; what a step does is not part of the body around it. */
    private void addAllIn(Code code, Set<Code> durable) {
        if (durable.add(code)) {
            for (Lambda lambda : code.lambdas()) {
                if (!program.isSubtype(lambda.type(), DURABLE_CALL)) {
                    bodies.targetOf(lambda).filter(Code::isSynthetic).ifPresent(inner -> addAllIn(inner, durable));
                }
            }
        }
    }

    private void lookAt(Code code) {
        Set<Kind> kinds = bodies.kindsOf(code);
        if (kinds.isEmpty()) {
            return;
        }
        for (Lambda lambda : code.lambdas()) {
            if (program.isSubtype(lambda.type(), "java/io/Serializable")
                    && bodies.kindsOf(lambda).isEmpty()) {
                lookAtCaptured(code, lambda);
            }
        }
        kinds.stream().filter(kind -> Weaving.canPause(code.method, kind)).forEach(kind -> lookAt(code, kind));
    }

    private void lookAtCaptured(Code code, Lambda lambda) {
        for (Type captured : Type.getArgumentTypes(lambda.made().desc)) {
            report(code, lambda.made(), "a lambda", "a value", captured.getDescriptor());
        }
    }

    private void lookAt(Code code, Kind kind) {
        Set<String> told = new HashSet<>();
        try {
            for (BodyTable.Point point :
                    BodyTables.of(source(code, kind), false).points()) {
                AbstractInsnNode pause = code.pauses().get(point.number() - 1);
                for (BodyTable.Value value : point.values()) {
                    if (told.add(value.shown() + value.descriptor())) {
                        report(
                                code,
                                pause,
                                code.pauses().get(point.number() - 1).name,
                                value.shown(),
                                value.descriptor());
                    }
                }
            }
        } catch (WeaveException refused) {
            return; // another check says why
        }
    }

    /** The weaver rewrites what it looks at. */
    private BodySource source(Code code, Kind kind) {
        MethodNode method = code.method;
        MethodNode copy = new MethodNode(
                method.access, method.name, method.desc, method.signature, method.exceptions.toArray(new String[0]));
        method.accept(copy);
        String name = FrameName.of(code.type, method, kind, "");
        return new BodySource(code.type, copy, kind, true, name, program.files(), new byte[0]);
    }

    private void report(Code code, AbstractInsnNode place, String what, String name, String descriptor) {
        String type = descriptor.startsWith("L") ? descriptor.substring(1, descriptor.length() - 1) : null;
        String why = type == null ? null : why(type);
        if (type != null && why != null) {
            findings.report(
                    Check.UNSAVABLE_VALUE,
                    UnsavableTypes.severity(why),
                    code,
                    place,
                    what,
                    name,
                    Code.readable(type),
                    why);
        }
    }

    private @Nullable String why(String type) {
        List<String> names =
                program.ancestry(type).names().stream().map(Code::readable).toList();
        return UnsavableTypes.why(Code.readable(type), names::contains);
    }
}
