package dev.pausa.weaver.runtime;

import dev.pausa.frame.Captured.Code;
import dev.pausa.frame.Kind;
import dev.pausa.frame.Lambdas;
import dev.pausa.trace.Callers;
import dev.pausa.trace.FrameNames;
import dev.pausa.trace.TypeNames;
import dev.pausa.weaver.BodySource;
import dev.pausa.weaver.ClassFiles;
import dev.pausa.weaver.FrameName;
import dev.pausa.weaver.Names;
import dev.pausa.weaver.Refusal;
import dev.pausa.weaver.runtime.MethodSearch.Declared;
import dev.pausa.weaver.runtime.MethodSearch.Wanted;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds the code of a body: the method behind a lambda or a method reference, or the body object's own {@code run}. */
final class BodyFinder {
    private BodyFinder() {}

    /**
     * A body's code, and the class it is in.
     *
     * @param home the class that declares the code
     * @param source the code
     * @param codes the methods behind the lambdas whose captured variables it gets
     */
    record Found(Class<?> home, BodySource source, List<Code> codes) {}

    /**
     * Returns what a lambda says about itself, or empty for an object of a class that was written as one. A lambda for
     * another method of an interface whose {@code run} is a default method is such an object too.
     */
    static Optional<SerializedLambda> lambda(Object body) {
        if (!body.getClass().isHidden() && !body.getClass().isSynthetic()) {
            return Optional.empty();
        }
        try {
            SerializedLambda form = Lambdas.serialized(body);
            boolean isBody = form.getFunctionalInterfaceMethodName().equals(RUN);
            return isBody ? Optional.of(form) : Optional.empty();
        } catch (NoSuchMethodException noLambda) {
            return Optional.empty();
        } catch (Lambdas.NotGenuineException forged) {
            throw Refusal.notGenuine(body.getClass(), Callers.ofFactory(), forged);
        } catch (IllegalAccessException notOpen) {
            throw Refusal.notOpen(body.getClass(), Callers.ofFactory(), notOpen);
        } catch (NoClassDefFoundError unnamed) { // the class that the lambda stands in, to which no name leads
            throw Refusal.hidden(TypeNames.declaring(body.getClass().getName()), Callers.ofFactory());
        }
    }

    /** Returns whether a method reference calls a method of an object whose class decides which one (JVMS 5.4.6). */
    static boolean isVirtual(SerializedLambda lambda, Reference reference, ClassLoader loader) {
        if (reference.forwarding().isPresent()) {
            return reference.forwarding().get().isVirtual();
        }
        int kind = lambda.getImplMethodKind();
        if (kind != MethodHandleInfo.REF_invokeVirtual && kind != MethodHandleInfo.REF_invokeInterface) {
            return false;
        }
        Class<?> owner = load(lambda.getImplClass(), loader);
        Optional<Declared> declared = MethodSearch.declared(owner, reference.wanted());
        return declared.isEmpty() || (declared.get().method().access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL)) == 0;
    }

    /**
     * The code of a lambda, or of a method reference that names exactly one method; empty if it has none that can
     * pause.
     */
    static Optional<Found> ofLambda(SerializedLambda lambda, Reference reference, ClassLoader loader) {
        if (reference.forwarding().isPresent()) {
            Forwarding forwarding = reference.forwarding().get();
            return found(forwarding.target(forwarding.owner()), reference);
        }
        if (reference.own().isPresent()) {
            return found(reference.own(), reference);
        }
        Class<?> home = load(lambda.getImplClass(), loader);
        Optional<Found> found = found(MethodSearch.selected(home, reference.wanted()), reference);
        if (found.isEmpty() && MethodSearch.isReadable(home)) {
            ClassFile.of(home).requireMethod(lambda.getImplMethodName(), lambda.getImplMethodSignature());
        }
        return found;
    }

    /** The code that a method reference calls on a receiver of this class; empty if it has none that can pause. */
    static Optional<Found> ofReceiver(Reference reference, Class<?> receiverClass) {
        Wanted wanted = reference.forwarding().isPresent()
                ? reference.forwarding().get().wanted()
                : reference.wanted();
        return found(MethodSearch.selected(receiverClass, written(wanted, reference.kind(), receiverClass)), reference);
    }

    /** The code of a body that is an object of a class written as one; empty if it has none that can pause. */
    static Optional<Found> ofObject(Class<?> bodyClass, Kind kind) {
        Wanted run = new Wanted(RUN, Names.argumentsOfRun(kind));
        Optional<Declared> selected = MethodSearch.selected(bodyClass, written(run, kind, bodyClass));
        if (selected.isEmpty()) {
            return Optional.empty();
        }
        Declared declared = selected.get();
        BodySource source = source(
                declared, declared.method(), kind, false, "", declared.file().bytes());
        return Optional.of(new Found(declared.owner(), source, List.of()));
    }

    /** Only the argument of a block has a type that may be a type variable. */
    private static Wanted written(Wanted called, Kind kind, Class<?> receiverClass) {
        return kind == Kind.BLOCK ? MethodSearch.behindBridges(receiverClass, called) : called;
    }

    private static final String RUN = "run";

    /** The method behind a lambda or a method reference. */
    static Wanted wanted(SerializedLambda lambda) {
        String desc = lambda.getImplMethodSignature();
        return new Wanted(lambda.getImplMethodName(), desc.substring(0, desc.indexOf(')') + 1));
    }

    static Class<?> load(String internalName, ClassLoader loader) {
        String name = internalName.replace('/', '.');
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw Refusal.notFound(name, loader, Callers.ofFactory());
        }
    }

    // -----------------------------------------------------------------------------------------------------------------
    // The source
    // -----------------------------------------------------------------------------------------------------------------

    private static Optional<Found> found(Optional<Declared> selected, Reference reference) {
        if (selected.isEmpty()) {
            return Optional.empty();
        }
        Declared declared = selected.get();
        MethodNode method = declared.method();
        byte[] classFile = declared.file().bytes();
        String word = (method.access & Opcodes.ACC_SYNTHETIC) == 0 ? FrameNames.REFERENCE : "";
        if (reference.forwarding().isPresent() && !reference.forwarding().get().passesUnchanged()) {
            Forwarding forwarding = reference.forwarding().get();
            method = Inlining.inline(forwarding, method);
            classFile = joined(classFile, forwarding.declared().file().bytes());
            word += "$" + forwarding.declared().node().name.replace('/', '_') + "$"
                    + forwarding.declared().method().name;
        }
        if (reference.dropsResult() && Type.getReturnType(method.desc) != Type.VOID_TYPE) {
            dropResult(method);
            word += "$void";
        }
        List<Code> codes = new ArrayList<>(List.of(codeOf(declared)));
        if (reference.forwarding().isPresent()) {
            codes.add(codeOf(reference.forwarding().get().declared()));
        }
        return Optional.of(
                new Found(declared.owner(), source(declared, method, reference.kind(), true, word, classFile), codes));
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    private static Code codeOf(Declared declared) {
        String descriptor = declared.method().desc;
        return new Code(declared.owner(), declared.method().name, descriptor.substring(0, descriptor.indexOf(')') + 1));
    }

    private static BodySource source(
            Declared declared, MethodNode method, Kind kind, boolean captures, String word, byte[] classFile) {
        BodySource source = new BodySource(
                declared.node(),
                method,
                kind,
                captures,
                FrameName.of(declared.node(), declared.method(), kind, word),
                new ClassFiles(ClassPlaces.of(declared.owner())),
                classFile);
        if ((method.access & Opcodes.ACC_NATIVE) != 0) {
            throw Refusal.noCode(source);
        }
        return source;
    }

    /** Makes a method of one that returns a value that returns none. */
    private static void dropResult(MethodNode method) {
        int pop = Type.getReturnType(method.desc).getSize() == 1 ? Opcodes.POP : Opcodes.POP2;
        for (AbstractInsnNode i : method.instructions.toArray()) {
            if (i.getOpcode() >= Opcodes.IRETURN && i.getOpcode() < Opcodes.RETURN) {
                method.instructions.insertBefore(i, new InsnNode(pop));
                method.instructions.set(i, new InsnNode(Opcodes.RETURN));
            }
        }
        method.desc = method.desc.substring(0, method.desc.indexOf(')') + 1) + "V";
    }
}
