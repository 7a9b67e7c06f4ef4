package dev.pausa.weaver;

import dev.pausa.frame.Kind;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** The names of frame classes, which stack traces show. */
public final class FrameName {
    private FrameName() {}

    /**
     * Returns such as {@code Orders$load$coroutine2}: the second body of its kind, in the order of lines, in the method
     * {@code load}. A method reference to {@code load} itself has another frame class, since the method may also be a
     * body object's own; and what is added to or taken from the method's code is in the name, too.
     *
     * @param declaring the class that declares the body's code
     * @param method the code, one of its methods
     * @param kind what it is the body of
     * @param word what stands before the kind
     * @return an internal name
     */
    public static String of(ClassNode declaring, MethodNode method, Kind kind, String word) {
        String enclosing = EnclosingMethod.of(declaring, method);
        return declaring.name + "$" + Names.plain(enclosing) + word + "$" + Names.frameWord(kind)
                + numberOf(declaring, method, enclosing, kind);
    }

    /** The number, from 1, of a body among those of its enclosing method. */
    private static int numberOf(ClassNode declaring, MethodNode body, String enclosing, Kind kind) {
        int number = 1;
        boolean isBehind = true;
        for (MethodNode method : declaring.methods) {
            if (method == body) {
                isBehind = false;
            } else if (isSibling(declaring, method, enclosing, kind)) {
                int distance = firstLine(method) - firstLine(body);
                number += distance < 0 || distance == 0 && isBehind ? 1 : 0;
            }
        }
        return number;
    }

    private static boolean isSibling(ClassNode declaring, MethodNode method, String enclosing, Kind kind) {
        return Names.hasYielder(method.desc) == kind.hasYielder()
                && Weaving.canPause(method, kind)
                && EnclosingMethod.of(declaring, method).equals(enclosing);
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
