package dev.pausa.weaver.ahead;

import dev.pausa.frame.Index;
import dev.pausa.frame.Index.Form;
import dev.pausa.frame.Kind;
import dev.pausa.trace.FrameNames;
import dev.pausa.weaver.Inlining;
import dev.pausa.weaver.Passing;
import dev.pausa.weaver.Weaving;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A method of a host that is the code of bodies, or may be that of some.
 *
 * @param method the method
 * @param target the method of the host that it passes its arguments on to, in an array, if a compiler wrote it for a
 *     reference to that one; otherwise null
 * @param kind what it is the body of
 * @param form how it gets what it works on
 * @param isCertain whether there is a body of this code, and not only one that could be made by a method reference
 */
record Body(MethodNode method, MethodNode target, Kind kind, Form form, boolean isCertain) {

    /** Makes one of a method that is the code itself. */
    Body(MethodNode method, Kind kind, Form form, boolean isCertain) {
        this(method, null, kind, form, isCertain);
    }

    /** Returns a copy of the code, to be changed. */
    MethodNode code(ClassNode host) {
        MethodNode copy = copyOf(written());
        if (target != null) {
            Inlining.inline(Passing.of(host, method).orElseThrow(), host, copy);
        }
        if ((form == Form.DROPPED || returnsNothing(method)) && !returnsNothing(copy)) {
            Weaving.dropResult(copy);
        }
        return copy;
    }

    /** Returns whether what the person's code returns is not what the body does. */
    private boolean dropsResult() {
        return (form == Form.DROPPED || returnsNothing(method)) && !returnsNothing(written());
    }

    private static boolean returnsNothing(MethodNode method) {
        return Type.getReturnType(method.desc) == Type.VOID_TYPE;
    }

    /** The method that a person wrote. */
    MethodNode written() {
        return target == null ? method : target;
    }

    private static MethodNode copyOf(MethodNode method) {
        MethodNode copy = new MethodNode(
                Opcodes.ASM9,
                method.access,
                method.name,
                method.desc,
                method.signature,
                method.exceptions.toArray(String[]::new));
        method.accept(copy);
        return copy;
    }

    /** Returns the name of its entry in the index. */
    String entry(ClassNode host) {
        String entry = Index.entry(kind, form, method.name, method.desc);
        return form != Form.OBJECT && isOverridable(host) ? Index.overridable(entry) : entry;
    }

    private static final int FIXED = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_FINAL;

    /** Returns whether the class of an object decides whether this method is called on it. */
    boolean isOverridable(ClassNode host) {
        return (written().access & FIXED) == 0 && (host.access & Opcodes.ACC_FINAL) == 0;
    }

    boolean captures() {
        return form != Form.OBJECT;
    }

    /** What the name of its frame class has between the method and the kind. */
    String word(ClassNode host) {
        String word = captures() && (written().access & Opcodes.ACC_SYNTHETIC) == 0 ? FrameNames.REFERENCE : "";
        if (target != null) {
            word += "$" + host.name.replace('/', '_') + "$" + method.name;
        }
        return dropsResult() ? word + "$void" : word;
    }

    boolean isOf(Site site) {
        Form wanted = site.dropsResult() ? Form.DROPPED : Form.CAPTURED;
        return form == wanted
                && kind == site.kind()
                && method.name.equals(site.code().getName())
                && method.desc.equals(site.code().getDesc());
    }
}
