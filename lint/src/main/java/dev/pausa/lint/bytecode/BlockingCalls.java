package dev.pausa.lint.bytecode;

import dev.pausa.frame.Kind;
import dev.pausa.lint.BlockingMethods;
import dev.pausa.lint.Check;
import dev.pausa.lint.bytecode.Program.Declared;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.MethodInsnNode;

/** Calls that block the thread, in a body that shares it: those of the JDK, and what is annotated {@code @Blocking}. */
final class BlockingCalls {
    private final Program program;
    private final Bodies bodies;
    private final Findings findings;

    BlockingCalls(Program program, Bodies bodies, Findings findings) {
        this.program = program;
        this.bodies = bodies;
        this.findings = findings;
    }

    void lookAt(Code code) {
        Set<Kind> kinds = bodies.kindsOf(code);
        if (kinds.isEmpty() || kinds.equals(Set.of(Kind.GENERATOR))) {
            return;
        }
        for (MethodInsnNode call : code.calls()) {
            if (isOfJdk(call) || isAnnotated(call)) {
                findings.report(Check.BLOCKING_CALL, code, call, Code.simple(call.owner) + "." + call.name);
            }
        }
    }

    private boolean isOfJdk(MethodInsnNode call) {
        return BlockingMethods.BY_CLASS.entrySet().stream()
                        .anyMatch(each -> each.getValue().contains(call.name) && isOf(call, each.getKey()))
                && BlockingMethods.HARMLESS.stream().noneMatch(name -> isOf(call, name));
    }

    private boolean isOf(MethodInsnNode call, String className) {
        return program.isSubtype(call.owner, className.replace('.', '/'));
    }

    private boolean isAnnotated(MethodInsnNode call) {
        boolean isMethod = program.declared(call.owner, call.name, call.desc)
                .map(Declared::method)
                .filter(method -> isBlocking(method.visibleAnnotations) || isBlocking(method.invisibleAnnotations))
                .isPresent();
        return isMethod
                || program.outline(call.owner)
                        .filter(type -> isBlocking(type.visibleAnnotations) || isBlocking(type.invisibleAnnotations))
                        .isPresent();
    }

    private static boolean isBlocking(@Nullable List<AnnotationNode> annotations) {
        return Stream.ofNullable(annotations)
                .flatMap(List::stream)
                .anyMatch(annotation -> annotation.desc.matches("L(.*[/$])?" + BlockingMethods.ANNOTATION + ";"));
    }
}
