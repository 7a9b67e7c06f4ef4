package dev.pausa.weaver.runtime;

import dev.pausa.frame.Kind;
import dev.pausa.frame.Lambdas;
import dev.pausa.trace.Callers;
import dev.pausa.trace.TypeNames;
import dev.pausa.weaver.BodySource;
import dev.pausa.weaver.ClassFiles;
import dev.pausa.weaver.Names;
import dev.pausa.weaver.Refusal;
import dev.pausa.weaver.Weaving;
import dev.pausa.weaver.runtime.MethodSearch.Declared;
import dev.pausa.weaver.runtime.MethodSearch.Wanted;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** Finds the code of a body: the method behind a lambda or a method reference, or the body object's own {@code run}. */
final class BodyFinder {
    private BodyFinder() {}

    /**
     * A body's code, and the class it is in.
     *
     * @param home the class that declares the code
     * @param source the code
     */
    record Found(Class<?> home, BodySource source) {}

    /**
     * Returns what a lambda says about itself, or empty for an object of a class that was written as one. A lambda for another
     * method of an interface whose {@code run} is a default method is such an object too.
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

    /** Whether a method reference calls a method of an object whose class decides which one (JVMS 5.4.6). */
    static boolean isVirtual(SerializedLambda lambda, ClassLoader loader) {
        int kind = lambda.getImplMethodKind();
        if (kind != MethodHandleInfo.REF_invokeVirtual && kind != MethodHandleInfo.REF_invokeInterface) {
            return false;
        }
        Class<?> owner = load(lambda.getImplClass(), loader);
        Optional<Declared> declared = MethodSearch.declared(owner, wanted(lambda));
        return declared.isEmpty() || (declared.get().method().access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL)) == 0;
    }

    /** The code of a lambda, or of a method reference that names exactly one method; empty if it has none that can pause. */
    static Optional<Found> ofLambda(SerializedLambda lambda, Kind kind, ClassLoader loader) {
        Class<?> home = load(lambda.getImplClass(), loader);
        Optional<Found> found = found(MethodSearch.selected(home, wanted(lambda)), kind, true);
        if (found.isEmpty() && MethodSearch.isReadable(home)) {
            ClassFile.of(home).requireMethod(lambda.getImplMethodName(), lambda.getImplMethodSignature());
        }
        return found;
    }

    /** The code that a method reference calls on a receiver of this class; empty if it has none that can pause. */
    static Optional<Found> ofReceiver(Wanted wanted, Kind kind, Class<?> receiverClass) {
        return found(MethodSearch.selected(receiverClass, written(wanted, kind, receiverClass)), kind, true);
    }

    /** The code of a body that is an object of a class written as one; empty if it has none that can pause. */
    static Optional<Found> ofObject(Class<?> bodyClass, Kind kind) {
        Wanted run = new Wanted(RUN, Names.argumentsOfRun(kind));
        return found(MethodSearch.selected(bodyClass, written(run, kind, bodyClass)), kind, false);
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

    private static Class<?> load(String internalName, ClassLoader loader) {
        String name = internalName.replace('/', '.');
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw Refusal.notFound(name, loader, Callers.ofFactory());
        }
    }

    // ------------------------------------------------------------------------------------------------------------------
    // The source
    // ------------------------------------------------------------------------------------------------------------------

    private static Optional<Found> found(Optional<Declared> selected, Kind kind, boolean captures) {
        if (selected.isEmpty()) {
            return Optional.empty();
        }
        Declared declared = selected.get();
        BodySource source = new BodySource(
                declared.node(),
                declared.method(),
                kind,
                captures,
                frameName(declared, kind, captures),
                new ClassFiles(ClassPlaces.of(declared.owner())::bytes),
                declared.file().bytes());
        if ((declared.method().access & Opcodes.ACC_NATIVE) != 0) {
            throw Refusal.noCode(source);
        }
        return Optional.of(new Found(declared.owner(), source));
    }

    /**
     * {@code Orders$load$coroutine2}: the second body of its kind, in the order of lines, in the method {@code load}. A method reference to
     * {@code load} itself has another frame class, since the method may also be a body object's own.
     */
    private static String frameName(Declared declared, Kind kind, boolean captures) {
        String enclosing = Names.enclosingMethod(declared.method().name);
        boolean isReference = captures && (declared.method().access & Opcodes.ACC_SYNTHETIC) == 0;
        String word = (isReference ? "$reference" : "") + "$" + Names.frameWord(kind);
        return declared.node().name + "$" + Names.plain(enclosing) + word + numberOf(declared, kind);
    }

    /** The number, from 1, of a body among those of its enclosing method. */
    private static int numberOf(Declared declared, Kind kind) {
        int number = 1;
        boolean isBehind = true;
        for (MethodNode method : declared.node().methods) {
            if (method == declared.method()) {
                isBehind = false;
            } else if (isSibling(method, declared.method(), kind)) {
                int distance = firstLine(method) - firstLine(declared.method());
                number += distance < 0 || distance == 0 && isBehind ? 1 : 0;
            }
        }
        return number;
    }

    private static boolean isSibling(MethodNode method, MethodNode of, Kind kind) {
        return Names.enclosingMethod(method.name).equals(Names.enclosingMethod(of.name))
                && Names.hasYielder(method.desc) == kind.hasYielder()
                && Weaving.canPause(method, kind);
    }

    private static int firstLine(MethodNode method) {
        for (AbstractInsnNode i : method.instructions) {
            if (i instanceof LineNumberNode line) {
                return line.line;
            }
        }
        return 0;
    }
}
