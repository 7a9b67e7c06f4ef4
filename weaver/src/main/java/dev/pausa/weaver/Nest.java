package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The nest of a home that is rewritten ahead of time (JVMS 4.7.28): the frame class is a member, so it may use private
 * members as the home does. What only the home itself may do, it does in methods that are added to it.
 *
 * @param host the internal name of the nest's host
 * @param bodyClass the internal name of the class that was put in the place of the body's lambda; null if there is none
 * @param added the methods that are added to the home, for all of its bodies
 * @param makers the calls that stand in the place of the instructions that made lambdas, by what these consist of
 */
public record Nest(String host, String bodyClass, List<MethodNode> added, Map<List<Object>, MethodInsnNode> makers) {
    /** Makes one without added methods. */
    public Nest(String host) {
        this(host, null, new ArrayList<>(), new HashMap<>());
    }

    /** Returns the same nest for the body of a body class; null for one that has none. */
    public Nest withBody(String internalName) {
        return new Nest(host, internalName, added, makers);
    }

    /** Notes what stands in the place of an instruction that made a lambda, wherever that instruction is. */
    public void put(InvokeDynamicInsnNode lambda, MethodInsnNode maker) {
        makers.put(parts(lambda), maker);
    }

    /** Returns what stands in the place of an instruction that made a lambda; null if it is still there. */
    MethodInsnNode maker(InvokeDynamicInsnNode lambda) {
        return makers.get(parts(lambda));
    }

    private static List<Object> parts(InvokeDynamicInsnNode lambda) {
        return List.of(lambda.name, lambda.desc, lambda.bsm, List.of(lambda.bsmArgs));
    }

    /** Returns the name of the field of a body class that holds a captured variable. */
    public static String captured(int index) {
        return "captured$" + index;
    }
}
