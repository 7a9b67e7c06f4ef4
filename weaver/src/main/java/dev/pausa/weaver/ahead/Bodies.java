package dev.pausa.weaver.ahead;

import dev.pausa.frame.Index.Form;
import dev.pausa.frame.Kind;
import dev.pausa.weaver.ClassFiles;
import dev.pausa.weaver.Names;
import dev.pausa.weaver.Passing;
import dev.pausa.weaver.Weaving;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds what is or may be the code of a body in a class: the code of the lambdas that are made there, the {@code run}
 * of its objects, and each method that pauses, since another class may make a method reference to it.
 */
final class Bodies {
    private final ClassNode host;
    private final ReferredMethods references;
    private final BodyTypes types;
    private final List<Site> sites = new ArrayList<>();
    private final List<Body> bodies = new ArrayList<>();

    Bodies(ClassNode host, ClassFiles files) {
        this.host = host;
        this.references = new ReferredMethods(host, files);
        this.types = new BodyTypes(files);
        for (MethodNode method : host.methods) {
            for (AbstractInsnNode i : method.instructions) {
                Site.at(i, method, types).ifPresent(sites::add);
            }
        }
        sites.forEach(this::addOf);
        host.methods.forEach(this::addIfWritten);
    }

    /** The places where bodies are made, in the order of the class file. */
    List<Site> sites() {
        return sites;
    }

    /** The code of bodies, each once. */
    List<Body> all() {
        return bodies;
    }

    /** The body that a site makes, if its code is here and is exactly what the site names. */
    Optional<Body> of(Site site) {
        return bodies.stream()
                .filter(body -> site.isOf(host) && body.isOf(site))
                .findFirst();
    }

    private void addOf(Site site) {
        if (!site.isOf(host) || of(site).isPresent()) {
            return;
        }
        for (MethodNode method : host.methods) {
            boolean isMeant = method.name.equals(site.code().getName())
                    && method.desc.equals(site.code().getDesc());
            Form form = site.dropsResult() ? Form.DROPPED : Form.CAPTURED;
            if (isMeant && hasCode(method) && !references.stands(method)) {
                bodies.add(new Body(method, site.kind(), form, true));
            } else if (isMeant && hasCode(method)) {
                targetInArray(method)
                        .ifPresent(target -> bodies.add(new Body(method, target, site.kind(), form, true)));
            }
        }
    }

    private static boolean hasCode(MethodNode method) {
        return (method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_BRIDGE)) == 0;
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Methods that compilers write for method references: the body is what these call, elsewhere
    // -----------------------------------------------------------------------------------------------------------------

    /** The method of this class with a variable number of arguments that a method puts its own into an array for. */
    private Optional<MethodNode> targetInArray(MethodNode method) {
        Passing passing = Passing.of(host, method).orElseThrow();
        MethodInsnNode call = passing.call();
        return passing.makesArray() && call.owner.equals(host.name)
                ? host.methods.stream()
                        .filter(each -> each.name.equals(call.name) && each.desc.equals(call.desc) && hasCode(each))
                        .findFirst()
                : Optional.empty();
    }

    // -----------------------------------------------------------------------------------------------------------------
    // Methods that people write
    // -----------------------------------------------------------------------------------------------------------------

    private void addIfWritten(MethodNode method) {
        if (!hasCode(method) || (method.access & Opcodes.ACC_SYNTHETIC) != 0 || method.name.startsWith("<")) {
            return;
        }
        EnumSet<Kind> ofHost = types.kindsOf(List.of(host.name));
        for (Kind kind : Kind.values()) {
            boolean isRun = method.name.equals("run") && isRunOf(kind, method);
            if (isRun && (Weaving.canPause(method, kind) || ofHost.contains(kind))) {
                bodies.add(new Body(method, kind, Form.OBJECT, ofHost.contains(kind)));
            }
            if (Weaving.canPause(method, kind) && mayBeReferredTo(kind, method)) {
                addReference(new Body(method, kind, Form.CAPTURED, false));
                if (Type.getReturnType(method.desc) != Type.VOID_TYPE) {
                    addReference(new Body(method, kind, Form.DROPPED, false));
                }
            }
        }
    }

    private void addReference(Body reference) {
        for (Body body : bodies) {
            if (body.method() == reference.method()
                    && body.kind() == reference.kind()
                    && body.form() == reference.form()) {
                return;
            }
        }
        bodies.add(reference);
    }

    private static boolean isStatic(MethodNode method) {
        return (method.access & Opcodes.ACC_STATIC) != 0;
    }

    private boolean isRunOf(Kind kind, MethodNode method) {
        return !isStatic(method)
                && (kind == Kind.BLOCK ? count(method) == 1 && !Names.hasYielder(method.desc) : isFor(kind, method));
    }

    /** Returns whether the arguments of a method are those that a body of a kind gets. */
    private static boolean isFor(Kind kind, MethodNode method) {
        return method.desc.startsWith(Names.argumentsOfRun(kind));
    }

    private static int count(MethodNode method) {
        return Type.getArgumentTypes(method.desc).length;
    }

    /** A reference captures no more than the object whose method is called; a block's argument may be that object. */
    private static boolean mayBeReferredTo(Kind kind, MethodNode method) {
        if (kind == Kind.BLOCK) {
            boolean isOfArgument = count(method) == 0 && !isStatic(method);
            return (isOfArgument || count(method) == 1) && !Names.hasYielder(method.desc);
        }
        return isFor(kind, method);
    }
}
