package dev.pausa.weaver;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.MethodNode;

/**
 * The nest of a home that is rewritten ahead of time (JVMS 4.7.28): the frame class is a member, so it may use private
 * members as the home does. What only the home itself may do, it does in methods that are added to it.
 *
 * @param host the internal name of the nest's host
 * @param bodyClass the internal name of the class that was put in the place of the body's lambda; null if there is none
 * @param added the methods that are added to the home, for all of its bodies
 */
public record Nest(String host, String bodyClass, List<MethodNode> added) {
    /** Makes one without added methods. */
    public Nest(String host) {
        this(host, null, new ArrayList<>());
    }

    /** Returns the same nest for the body of a body class; null for one that has none. */
    public Nest withBody(String internalName) {
        return new Nest(host, internalName, added);
    }

    /** Returns the name of the field of a body class that holds a captured variable. */
    public static String captured(int index) {
        return "captured$" + index;
    }
}
