package dev.pausa.lint.bytecode;

import dev.pausa.frame.Kind;
import dev.pausa.weaver.Names;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** Which methods are bodies: those that lambdas and references of bodies' types call, and {@code run} of objects. */
final class Bodies {
    /** A class whose method is a body by a reference; the classes below it may have another such method. */
    private record Role(String owner, Kind kind) {}

    private final Program program;
    private final Map<String, List<Role>> roles = new HashMap<>();
    private final Map<Code, List<Lambda>> makers = new LinkedHashMap<>();

    Bodies(Program program) {
        this.program = program;
        for (Code code : program.codes()) {
            code.lambdas().forEach(this::add);
        }
        for (ClassNode type : program.classes()) {
            for (Kind kind : kindsOf(type.name)) {
                add(new Role(type.name, kind), "run" + argumentsOfRun(kind));
            }
        }
    }

    /** Only the argument of a block has a type that may be a type variable. */
    private static String argumentsOfRun(Kind kind) {
        return kind == Kind.BLOCK ? "" : Names.argumentsOfRun(kind);
    }

    private void add(Lambda lambda) {
        Handle target = lambda.target();
        Optional<Code> code = targetOf(lambda);
        code.ifPresent(
                found -> makers.computeIfAbsent(found, c -> new ArrayList<>()).add(lambda));
        for (Kind kind : kindsOf(lambda)) {
            add(new Role(target.getOwner(), kind), called(target.getName(), target.getDesc()));
            code.flatMap(found -> Forwarding.of(found, program))
                    .ifPresent(call -> add(new Role(call.owner, kind), called(call.name, call.desc)));
        }
    }

    private void add(Role role, String called) {
        roles.computeIfAbsent(called, c -> new ArrayList<>()).add(role);
    }

    /** Return types may differ, behind bridges. */
    private static String called(String name, String desc) {
        return name + desc.substring(0, desc.indexOf(')') + 1);
    }

    /** What a method is the body of; nothing if it is no body. */
    Set<Kind> kindsOf(Code code) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        addKinds(code, called(code.method.name, code.method.desc), kinds);
        if (code.method.name.equals("run")) {
            addKinds(code, "run", kinds);
        }
        return kinds;
    }

    private void addKinds(Code code, String called, Set<Kind> kinds) {
        for (Role role : roles.getOrDefault(called, List.of())) {
            if (isMeant(code, role.owner)) {
                kinds.add(role.kind);
            }
        }
    }

    private boolean isMeant(Code code, String owner) {
        String own = code.type.name;
        if (code.is(Opcodes.ACC_PRIVATE)) {
            return own.equals(owner);
        }
        return program.isSubtype(owner, own) || !code.is(Opcodes.ACC_STATIC) && program.isSubtype(own, owner);
    }

    private Set<Kind> kindsOf(String type) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String each : program.ancestry(type).names()) {
            Kind kind = Names.BODIES.get(each);
            if (kind != null) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    Set<Kind> kindsOf(Lambda lambda) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        lambda.types().forEach(type -> kinds.addAll(kindsOf(type)));
        return kinds;
    }

    /** Returns whether one of the interfaces has an ancestor that nobody has shown: it may be a body's. */
    boolean areUnknown(Lambda lambda) {
        return lambda.types().stream().anyMatch(type -> !program.ancestry(type).isComplete());
    }

    /** The method that a lambda or a reference calls; empty if it is not of this program. */
    Optional<Code> targetOf(Lambda lambda) {
        Handle target = lambda.target();
        return program.method(target.getOwner(), target.getName(), target.getDesc());
    }

    /** The lambdas and references that call a method. */
    List<Lambda> makersOf(Code code) {
        return makers.getOrDefault(code, List.of());
    }

    /** Returns whether a method may be a body, for all that is known. */
    boolean mayBe(Code code) {
        return !kindsOf(code).isEmpty() || code.isNamed() || isUnknown(code);
    }

    /** Returns whether a type that nobody has shown says what a method is. */
    boolean isUnknown(Code code) {
        boolean isRun = code.method.name.equals("run")
                && !program.ancestry(code.type.name).isComplete();
        return isRun || makersOf(code).stream().anyMatch(this::areUnknown);
    }
}
