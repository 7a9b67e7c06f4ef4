package dev.pausa.weaver;

import dev.pausa.frame.Index;
import dev.pausa.trace.FrameNames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Makes of a class that was rewritten ahead of time what it was before, as far as its code goes: lambdas are made where
 * objects of body classes are, and the members that were added are gone. The index beside the class has the
 * instructions that made the lambdas, each in a method that nobody calls.
 */
public final class Unweaving {
    private static final String LAMBDA = "lambda";

    private final ClassNode host;
    private final ClassNode index;

    private Unweaving(ClassNode host, ClassNode index) {
        this.host = host;
        this.index = index;
    }

    /**
     * Returns whether a class was rewritten ahead of time.
     *
     * @param host the class
     * @return whether it has the mark of one
     */
    public static boolean isRewritten(ClassNode host) {
        return host.fields.stream().anyMatch(field -> field.name.startsWith(Index.MARK));
    }

    /**
     * Makes a class what it was before it was rewritten.
     *
     * @param host the class, which is changed
     * @param index the index beside it
     */
    public static void unweave(ClassNode host, ClassNode index) {
        Unweaving unweaving = new Unweaving(host, index);
        host.methods.forEach(unweaving::unweave);
        host.methods.removeIf(Unweaving::isAdded);
        host.fields.removeIf(field -> field.name.startsWith(Index.MARK));
    }

    /**
     * Returns the lambdas that body classes stand for.
     *
     * @param index the index beside the rewritten class
     * @return the lambdas by the internal names of the body classes
     */
    public static Map<String, LambdaSite> lambdas(ClassNode index) {
        String host = index.name.substring(0, index.name.length() - Index.SUFFIX.length());
        Map<String, LambdaSite> lambdas = new HashMap<>();
        for (MethodNode method : index.methods) {
            if (method.name.startsWith(LAMBDA)) {
                String bodyClass = host + FrameNames.BODY_CLASS + method.name.substring(LAMBDA.length());
                lambdaIn(method).flatMap(LambdaSite::at).ifPresent(site -> lambdas.put(bodyClass, site));
            }
        }
        return lambdas;
    }

    /**
     * Returns the name of the index's method that has the lambda which a body class stands for.
     *
     * @param bodyClass the name of the body class, which ends with its number
     * @return {@code lambda1}
     */
    public static String lambdaOf(String bodyClass) {
        int number = bodyClass.lastIndexOf(FrameNames.BODY_CLASS) + FrameNames.BODY_CLASS.length();
        return LAMBDA + bodyClass.substring(number);
    }

    private void unweave(MethodNode method) {
        for (AbstractInsnNode i : method.instructions.toArray()) {
            if (i instanceof MethodInsnNode call && call.getOpcode() == Opcodes.INVOKESTATIC) {
                lambdaBehind(call).ifPresent(lambda -> method.instructions.set(call, lambda.clone(Map.of())));
            }
        }
    }

    private Optional<InvokeDynamicInsnNode> lambdaBehind(MethodInsnNode call) {
        if (call.owner.startsWith(host.name + FrameNames.BODY_CLASS)) {
            return lambdaIn(index, lambdaOf(call.owner));
        }
        boolean isOfHost = call.owner.equals(host.name) && call.name.startsWith(FrameNames.ADDED_METHOD);
        return isOfHost ? lambdaBehind(call.name) : Optional.empty();
    }

    /** Of an added method that chooses between two ways to make a body, each stands for the same lambda. */
    private Optional<InvokeDynamicInsnNode> lambdaBehind(String added) {
        Optional<MethodNode> choice = host.methods.stream()
                .filter(method -> method.name.equals(added))
                .findFirst();
        if (choice.isPresent()) {
            for (AbstractInsnNode i : choice.get().instructions) {
                if (i instanceof MethodInsnNode call && call.owner.startsWith(host.name + FrameNames.BODY_CLASS)) {
                    return lambdaIn(index, lambdaOf(call.owner));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<InvokeDynamicInsnNode> lambdaIn(ClassNode type, String name) {
        return type.methods.stream()
                .filter(method -> method.name.equals(name))
                .findFirst()
                .flatMap(Unweaving::lambdaIn);
    }

    private static Optional<InvokeDynamicInsnNode> lambdaIn(MethodNode method) {
        for (AbstractInsnNode i : method.instructions) {
            if (i instanceof InvokeDynamicInsnNode lambda) {
                return Optional.of(lambda);
            }
        }
        return Optional.empty();
    }

    private static boolean isAdded(MethodNode method) {
        return (method.access & Opcodes.ACC_SYNTHETIC) != 0 && method.name.startsWith(FrameNames.ADDED_METHOD);
    }
}
