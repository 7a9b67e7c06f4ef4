package dev.pausa.weaver.ahead;

import dev.pausa.frame.Kind;
import dev.pausa.weaver.ClassFiles;
import dev.pausa.weaver.Passing;
import java.util.Optional;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Tells which methods the method references of a class mean: not always the ones that their instructions name, since
 * compilers write methods that pass all on.
 */
final class ReferredMethods {
    private final ClassNode host;
    private final ClassFiles files;

    ReferredMethods(ClassNode host, ClassFiles files) {
        this.host = host;
        this.files = files;
    }

    /**
     * Returns the method that is meant at a site which makes a method reference; empty if it makes a lambda, or if the
     * method is not certain.
     */
    Optional<Handle> of(Site site) {
        Optional<MethodNode> own = site.isOf(host) ? declared(site.code()) : Optional.empty();
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
        Optional<MethodNode> own = site.isOf(host) ? declared(site.code()) : Optional.empty();
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
    // Methods that compilers write
    // -----------------------------------------------------------------------------------------------------------------

    /** Returns whether a compiler wrote a method of the host for a method reference, or may have. */
    boolean stands(MethodNode method) {
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
}
