package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A place where a lambda or a method reference is made.
 *
 * @param type the internal name of its interface
 * @param method the name of the interface's method
 * @param erased that method's type
 * @param code what it calls
 * @param actual the type of the interface's method, with what stands for its type variables
 * @param captured the types of what it captures
 */
public record LambdaSite(String type, String method, String erased, Handle code, String actual, List<Type> captured) {

    private static final String METAFACTORY = "java/lang/invoke/LambdaMetafactory";

    /**
     * Returns all places of a class, each once, in the order of the class file.
     *
     * @param host the class
     * @return a new list
     */
    public static List<LambdaSite> of(ClassNode host) {
        List<LambdaSite> sites = new ArrayList<>();
        for (MethodNode method : host.methods) {
            for (AbstractInsnNode i : method.instructions) {
                at(i).filter(site -> !sites.contains(site)).ifPresent(sites::add);
            }
        }
        return sites;
    }

    static Optional<LambdaSite> at(AbstractInsnNode instruction) {
        if (!(instruction instanceof InvokeDynamicInsnNode dynamic)
                || !dynamic.bsm.getOwner().equals(METAFACTORY)) {
            return Optional.empty();
        }
        return Optional.of(new LambdaSite(
                Type.getReturnType(dynamic.desc).getInternalName(),
                dynamic.name,
                ((Type) dynamic.bsmArgs[0]).getDescriptor(),
                (Handle) dynamic.bsmArgs[1],
                ((Type) dynamic.bsmArgs[2]).getDescriptor(),
                List.of(Type.getArgumentTypes(dynamic.desc))));
    }
}
