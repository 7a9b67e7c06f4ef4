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
import org.objectweb.asm.Handle;
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
    private final ClassFiles files;
    private final BodyTypes types;
    private final List<Site> sites = new ArrayList<>();
    private final List<Body> bodies = new ArrayList<>();

    Bodies(ClassNode host, ClassFiles files) {
        this.host = host;
        this.files = files;
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
        return bodies.stream().filter(body -> isHere(site) && body.isOf(site)).findFirst();
    }

    private boolean isHere(Site site) {
        return site.code().getOwner().equals(host.name) && site.code().getTag() != Opcodes.H_NEWINVOKESPECIAL;
    }

    private void addOf(Site site) {
        if (!isHere(site) || of(site).isPresent()) {
            return;
        }
        for (MethodNode method : host.methods) {
            boolean isMeant = method.name.equals(site.code().getName())
                    && method.desc.equals(site.code().getDesc());
            Form form = site.dropsResult() ? Form.DROPPED : Form.CAPTURED;
            if (isMeant && hasCode(method) && !standsForReference(method)) {
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

    private boolean standsForReference(MethodNode method) {
        Optional<Passing> passing = Passing.of(host, method);
        return passing.isPresent() && standsFor(passing.get()) != Certainty.NO;
    }

    private enum Certainty {
        YES,
        NO,
        UNKNOWN
    }

    private Certainty standsFor(Passing passing) {
        MethodInsnNode call = passing.call();
        if (passing.isCertainlyForReference()) {
            return Certainty.YES;
        }
        if (call.owner.startsWith("java/")) {
            return Certainty.NO;
        }
        for (ClassNode type = outline(call.owner); type != null; type = outline(type.superName)) {
            for (MethodNode method : type.methods) {
                if (isCalled(method, call.name, call.desc)) {
                    boolean isVarargs = (method.access & Opcodes.ACC_VARARGS) != 0;
                    boolean stands = isVarargs && passing.makesArray() || isOutOfReach(type, method);
                    return stands ? Certainty.YES : Certainty.NO;
                }
            }
        }
        return passing.makesArray() || !isNear(call.owner) ? Certainty.UNKNOWN : Certainty.NO;
    }

    private static boolean isCalled(MethodNode method, String name, String desc) {
        boolean isBridge = (method.access & Opcodes.ACC_BRIDGE) != 0;
        return !isBridge && method.name.equals(name) && method.desc.equals(desc);
    }

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

    private boolean isOutOfReach(ClassNode type, MethodNode method) {
        boolean isProtected = (method.access & Opcodes.ACC_PROTECTED) != 0;
        boolean isHidden = (type.access & Opcodes.ACC_PUBLIC) == 0;
        return (isProtected || isHidden) && !isNear(type.name);
    }

    private boolean isNear(String type) {
        return packageOf(type).equals(packageOf(host.name));
    }

    private ClassNode outline(String type) {
        return type == null ? null : files.outline(type).orElse(null);
    }

    private static String packageOf(String internalName) {
        return internalName.substring(0, internalName.lastIndexOf('/') + 1);
    }

    // -----------------------------------------------------------------------------------------------------------------
    // References to methods of other classes
    // -----------------------------------------------------------------------------------------------------------------

    /**
     * Returns the method that is meant at a site which makes a method reference; empty if it makes a lambda, or if the
     * method is not certain.
     */
    Optional<Handle> referredTo(Site site) {
        Optional<MethodNode> own = isHere(site) ? declared(site.code()) : Optional.empty();
        Optional<Passing> passing = own.flatMap(method -> Passing.of(host, method));
        if (passing.isPresent()) {
            boolean isReference =
                    standsFor(passing.get()) == Certainty.YES && !passing.get().makesArray();
            return isReference
                    ? Optional.of(handle(passing.get().call())).filter(meant -> fits(site, meant))
                    : Optional.empty();
        }
        boolean isLambda = own.isPresent() && (own.get().access & Opcodes.ACC_SYNTHETIC) != 0;
        return isLambda
                ? Optional.empty()
                : Optional.of(site.code()).filter(meant -> fits(site, meant) && isCallable(meant));
    }

    /** Says why no class can stand for the body that a site makes. */
    String whyLambda(Site site) {
        Optional<MethodNode> own = isHere(site) ? declared(site.code()) : Optional.empty();
        Optional<Passing> passing = own.flatMap(method -> Passing.of(host, method));
        boolean isLambda = own.isPresent() && (own.get().access & Opcodes.ACC_SYNTHETIC) != 0;
        if (isLambda && (passing.isEmpty() || standsFor(passing.get()) == Certainty.NO)) {
            return "its code is that of a body of another type, too; write one lambda for each";
        }
        Handle meant = passing.isPresent() ? handle(passing.get().call()) : site.code();
        boolean isVaried = passing.isPresent() && passing.get().makesArray();
        return "it refers to " + meant.getOwner().replace('/', '.') + "." + meant.getName()
                + (isVaried
                        ? ", which takes a variable number of arguments; where there is no weaver, refer to a method"
                                + " without them, or await a coroutine that its class makes"
                        : ", of which the class path does not tell whether it is the body; name the jar that has it");
    }

    private Optional<MethodNode> declared(Handle code) {
        return host.methods.stream()
                .filter(method -> isCalled(method, code.getName(), code.getDesc()))
                .findFirst();
    }

    private static Handle handle(MethodInsnNode call) {
        int tag = switch (call.getOpcode()) {
            case Opcodes.INVOKESTATIC -> Opcodes.H_INVOKESTATIC;
            case Opcodes.INVOKESPECIAL -> Opcodes.H_INVOKESPECIAL;
            case Opcodes.INVOKEINTERFACE -> Opcodes.H_INVOKEINTERFACE;
            default -> Opcodes.H_INVOKEVIRTUAL;
        };
        return new Handle(tag, call.owner, call.name, call.desc, call.itf);
    }

    /** Returns whether nothing but the object whose method is called may be captured. */
    private static boolean fits(Site site, Handle meant) {
        int captured = Type.getArgumentTypes(site.instruction().desc).length;
        return switch (meant.getTag()) {
            case Opcodes.H_INVOKESTATIC -> captured == 0;
            case Opcodes.H_NEWINVOKESPECIAL -> false;
            default -> captured == 1 || captured == 0 && site.kind() == Kind.BLOCK;
        };
    }

    /** Returns whether a class of the host's nest may call a method: a protected one that is inherited it may not. */
    private boolean isCallable(Handle meant) {
        if (meant.getTag() == Opcodes.H_INVOKESPECIAL && !meant.getOwner().equals(host.name)) {
            return false;
        }
        for (ClassNode type = outline(meant.getOwner()); type != null; type = outline(type.superName)) {
            for (MethodNode method : type.methods) {
                if (isCalled(method, meant.getName(), meant.getDesc())) {
                    return (method.access & Opcodes.ACC_PROTECTED) == 0 || isNear(type.name);
                }
            }
        }
        return !meant.getOwner().equals(host.name) && !meant.getOwner().equals(host.superName);
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
