package dev.pausa.weaver.ahead;

import dev.pausa.frame.Index;
import dev.pausa.frame.Index.Form;
import dev.pausa.frame.Kind;
import dev.pausa.trace.FrameNames;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A method of a host that is the code of bodies, or may be that of some.
 *
 * @param method the method
 * @param kind what it is the body of
 * @param form how it gets what it works on
 * @param isCertain whether there is a body of this code, and not only one that could be made by a method reference
 */
record Body(MethodNode method, Kind kind, Form form, boolean isCertain) {

    /** Returns the name of its entry in the index. */
    String entry(ClassNode host) {
        String entry = Index.entry(kind, form, method.name, method.desc);
        return form != Form.OBJECT && isOverridable(host) ? Index.overridable(entry) : entry;
    }

    private static final int FIXED = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;

    /** Returns whether the class of an object decides whether this method is called on it. */
    boolean isOverridable(ClassNode host) {
        return (method.access & FIXED) == 0 && (host.access & Opcodes.ACC_FINAL) == 0;
    }

    boolean captures() {
        return form != Form.OBJECT;
    }

    /** What the name of its frame class has between the method and the kind. */
    String word() {
        String word = captures() && (method.access & Opcodes.ACC_SYNTHETIC) == 0 ? FrameNames.REFERENCE : "";
        return form == Form.DROPPED ? word + "$void" : word;
    }

    boolean isOf(Site site) {
        Form wanted = site.dropsResult() ? Form.DROPPED : Form.CAPTURED;
        return form == wanted
                && kind == site.kind()
                && method.name.equals(site.code().getName())
                && method.desc.equals(site.code().getDesc());
    }
}
