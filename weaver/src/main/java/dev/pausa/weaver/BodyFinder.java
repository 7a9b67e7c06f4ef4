package dev.pausa.weaver;

import dev.pausa.frame.Callers;
import dev.pausa.frame.Home;
import dev.pausa.weaver.MethodSearch.Declared;
import dev.pausa.weaver.MethodSearch.Wanted;
import java.lang.invoke.MethodHandleInfo;
import java.lang.invoke.SerializedLambda;
import java.util.Comparator;
import java.util.List;
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
            return Optional.of(Home.serialized(body))
                    .filter(form -> form.getFunctionalInterfaceMethodName().equals(RUN.name()));
        } catch (NoSuchMethodException noLambda) {
            return Optional.empty();
        } catch (IllegalAccessException notOpen) {
            throw Refusal.notOpen(body.getClass(), Callers.ofFactory(), notOpen);
        }
    }

    /** Whether a method reference is bound to a receiver whose class decides which method is called (JVMS 5.4.6). */
    static boolean isVirtual(SerializedLambda lambda, ClassLoader loader) {
        int kind = lambda.getImplMethodKind();
        if (kind != MethodHandleInfo.REF_invokeVirtual && kind != MethodHandleInfo.REF_invokeInterface) {
            return false;
        }
        Class<?> owner = load(lambda.getImplClass(), loader);
        boolean isFixed = MethodSearch.declared(owner, wanted(lambda))
                .filter(declared -> (declared.method().access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_FINAL)) != 0)
                .isPresent();
        return !isFixed;
    }

    /** The code of a lambda, or of a method reference that names exactly one method; empty if it has none that can pause. */
    static Optional<Found> ofLambda(SerializedLambda lambda, ClassLoader loader) {
        Class<?> home = load(lambda.getImplClass(), loader);
        return MethodSearch.selected(home, wanted(lambda)).map(declared -> found(declared, true));
    }

    /** The code that a method reference calls on a receiver of this class; empty if it has none that can pause. */
    static Optional<Found> ofReceiver(Wanted wanted, Class<?> receiverClass) {
        return MethodSearch.selected(receiverClass, wanted).map(declared -> found(declared, true));
    }

    /** The code of a body that is an object of a class written as one; empty if it has none that can pause. */
    static Optional<Found> ofObject(Class<?> bodyClass) {
        return MethodSearch.selected(bodyClass, RUN).map(declared -> found(declared, false));
    }

    private static final Wanted RUN = new Wanted("run", "()");

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

    private static Found found(Declared declared, boolean captures) {
        BodySource source = new BodySource(
                declared.node(),
                declared.method(),
                captures,
                frameName(declared, captures),
                new ClassFiles(declared.owner().getClassLoader()));
        if ((declared.method().access & Opcodes.ACC_NATIVE) != 0) {
            throw Refusal.noCode(source);
        }
        return new Found(declared.owner(), source);
    }

    /**
     * {@code Orders$load$coroutine2}: the second body, in the order of lines, in the method {@code load}. A method reference to
     * {@code load} itself has another frame class, since the method may also be a body object's own.
     */
    private static String frameName(Declared declared, boolean captures) {
        String enclosing = Names.enclosingMethod(declared.method().name);
        List<MethodNode> siblings = declared.node().methods.stream()
                .filter(method -> Names.enclosingMethod(method.name).equals(enclosing))
                .filter(Weaving::canPause)
                .sorted(Comparator.comparingInt(BodyFinder::firstLine))
                .toList();
        int number = siblings.indexOf(declared.method()) + 1;
        boolean isReference = captures && (declared.method().access & Opcodes.ACC_SYNTHETIC) == 0;
        String kind = isReference ? "$reference" : "$coroutine";
        return declared.node().name + "$" + Names.plain(enclosing) + kind + number;
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
