package dev.pausa.weaver.ahead;

import dev.pausa.frame.FrameTable;
import dev.pausa.frame.Index.Form;
import dev.pausa.frame.Kind;
import dev.pausa.trace.TypeNames;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A method reference that is a body which never pauses: to a constructor, or to a method of the JDK, such as
 * {@code list::add}.
 *
 * @param site a place where it is made
 * @param bodyClass the internal name of the class that stands for it in a rewritten host
 */
record PlainReference(Site site, String bodyClass) {
    private static final String OBJECT = "java/lang/Object";
    private static final Set<String> PROTECTED = Set.of("clone", "finalize");

    /** Returns whether a place makes one that a class of its own can stand for. */
    static boolean isAt(Site site, ClassNode host) {
        return switch (site.code().getTag()) {
            case Opcodes.H_NEWINVOKESPECIAL -> true;
            case Opcodes.H_INVOKESTATIC -> isOfJdk(site.code(), host);
            case Opcodes.H_INVOKEVIRTUAL, Opcodes.H_INVOKEINTERFACE -> isOfJdk(site.code(), host) && isKnown(site);
            default -> false;
        };
    }

    /** Methods of the JDK are public, but for those that the host inherits. */
    private static boolean isOfJdk(Handle code, ClassNode host) {
        String owner = code.getOwner();
        boolean isInherited = owner.equals(OBJECT) ? PROTECTED.contains(code.getName()) : owner.equals(host.superName);
        return owner.startsWith("java/") && !isInherited;
    }

    /** Returns whether it is known whose method is called: of what was captured, or of the library's yielder. */
    private static boolean isKnown(Site site) {
        return isBound(site) || site.kind() != Kind.BLOCK;
    }

    private static boolean isBound(Site site) {
        return !site.instruction().desc.startsWith("()");
    }

    /** Returns whether the class of an object decides what is called. */
    boolean isOverridable() {
        int tag = site.code().getTag();
        return isBound(site) && (tag == Opcodes.H_INVOKEVIRTUAL || tag == Opcodes.H_INVOKEINTERFACE);
    }

    Made made() {
        Handle code = site.code();
        MethodNode method = new MethodNode(0, code.getName(), code.getDesc(), null, null);
        String owner = code.getOwner().replace('/', '.');
        String name = TypeNames.shorten(owner) + "." + method.name;
        String table = new FrameTable(name, owner, method.name, null, -1, List.of()).format();
        return new Made(new Body(method, site.kind(), Form.CAPTURED, true), null, null, table);
    }
}
